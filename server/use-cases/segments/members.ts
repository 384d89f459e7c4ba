import { displayName } from '../../../shared/contact.ts';
import { DAY } from '../../../shared/time.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { segmentOf, watchId } from './segments.ts';

/** Who is in a segment now, in the order of ids. */
export const listSegmentMembers: Verb<'listSegmentMembers'> = async (runtime, { params, query }) => {
  const { id, document, archived } = await segmentOf(runtime, params.key);
  if (archived) return { items: [], next: null };
  const watch = watchId(id);
  const after = decodeCursor(query.cursor)?.[1];
  const records = await runtime.looks.holding(watch, { limit: query.limit + 1, after });
  const shown = records.slice(0, query.limit);
  const ids = shown.map((record) => record.id.slice(2));
  const people =
    document.subject === 'contact' ? await runtime.contacts.byIds(ids) : await runtime.accounts.byIds(ids);
  const last = shown.at(-1);
  return {
    items: shown.flatMap(({ id: look, on }) => {
      const found = people.get(look.slice(2));
      if (!found) return [];
      const isContact = 'sourceIds' in found;
      return {
        id: found.id,
        userId: isContact ? found.userId : undefined,
        name: isContact ? displayName(found) : (found.name ?? found.id),
        since: new Date(on[watch]?.since ?? 0).toISOString(),
      };
    }),
    next: encodeCursor(last && records.length > query.limit ? [last.id, last.id] : undefined),
  };
};

/** The size at the end of each of the last days, oldest first; today is as it is now. */
export const getSegmentHistory: Verb<'getSegmentHistory'> = async (runtime, { params, query }) => {
  const { id } = await segmentOf(runtime, params.key);
  const watch = watchId(id);
  const now = runtime.clock.now();
  const today = Math.floor(now.getTime() / DAY);
  const first = today - query.days + 1;
  const [sizes, moves, current] = await Promise.all([
    runtime.sizes.since(watch, dayName(first)),
    runtime.moves.perDay(watch, new Date(first * DAY)),
    runtime.looks.sizes([watch]),
  ]);
  const known = new Map(sizes.map(({ day, size }) => [day, size]));
  known.set(dayName(today), current.get(watch) ?? 0);
  return {
    days: [...known.keys()]
      .sort()
      .map((day) => ({ day, size: known.get(day) ?? 0, ...(moves.get(day) ?? { entered: 0, left: 0 }) })),
  };
};

/** Notes how large each segment is; done through the day, the last one of a day stays. */
export async function noteSizes(runtime: Runtime): Promise<void> {
  const ids = (await runtime.segments.all()).map((record) => watchId(record.id));
  const sizes = await runtime.looks.sizes(ids);
  const day = dayName(Math.floor(runtime.clock.now().getTime() / DAY));
  if (sizes.size > 0) await runtime.sizes.put([...sizes].map(([watch, size]) => ({ watch, day, size })));
}

function dayName(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
