import { DAY, dayOf } from '../../../shared/time.ts';
import type { DayCount } from '../../engine/facts.ts';
import type { MarkedDays, Recount } from '../../ports/counters.ts';
import type { Ports } from '../../ports/index.ts';
import type { EventSpan, SourceDayCount } from '../../ports/stores.ts';
import { entryOf } from '../facts.ts';
import { marksOf } from './mark-days.ts';

type CountingPorts = Pick<Ports, 'counters' | 'events' | 'settings' | 'clock'>;

/** A day is counted this long after its end: until then events of it may still be on their way to the disk. */
const GRACE = 10 * 60_000;
const EVENTS_AT_ONCE = 2_000;
const MARKS_AT_ONCE = 200;
/** Marks settled in one run; the next run goes on. Others wait for their turn meanwhile. */
const MOST_MARKS = 20_000;

/**
 * Closes the days that are over and recounts those that are marked, in batches; answers how many marks it settled.
 * It goes on where an earlier run was interrupted. Two at once do work twice and nothing else: a count is stored only
 * while nothing was marked since it was made.
 */
export async function countDays(ports: CountingPorts): Promise<number> {
  await closeDays(ports);
  return recountMarked(ports);
}

/**
 * Walks the events in order of receipt up to the end of the last day that is over and marks the days they fall on.
 * An event of such a day that is matched later than that marks its day itself. When all are marked the days count as
 * closed: what is marked is read one by one until it is recounted.
 */
async function closeDays({ counters, events, clock }: CountingPorts): Promise<void> {
  const now = clock.now();
  const through = dayOf(now.getTime() - GRACE) - 1;
  const closing = await counters.closing();
  if (closing.through !== undefined && closing.through >= through) return;
  const end = (through + 1) * DAY;
  let { place } = closing;
  for (;;) {
    const page = await events.received({ limit: EVENTS_AT_ONCE, after: place });
    const over = page.items.filter(({ receivedAt }) => receivedAt.getTime() < end);
    const last = over.at(-1);
    if (last) {
      await counters.mark(marksOf(over), now);
      place = [last.receivedAt.getTime(), last.id];
      await counters.saveClosing({ place });
    }
    if (over.length < page.items.length || page.next === undefined) break;
  }
  await counters.saveClosing({ through });
}

async function recountMarked(ports: CountingPorts): Promise<number> {
  let settled = 0;
  for (let looked = 0; looked < MOST_MARKS; ) {
    const marked = await ports.counters.marked(MARKS_AT_ONCE);
    if (marked.length === 0) break;
    settled += await recount(ports, marked);
    looked += marked.length;
  }
  return settled;
}

async function recount(ports: CountingPorts, marked: readonly MarkedDays[]): Promise<number> {
  const { keepEventsDays } = await ports.settings.get();
  const oldest = dayOf(ports.clock.now().getTime()) - keepEventsDays;
  const spans = spansOf(marked);
  const counts = spans.length > 0 ? await ports.events.countByDay(spans) : [];
  return ports.counters.settle(recountsOf(marked, counts, oldest));
}

/** What to count in one query: whoever has the same days of the same name marked is asked for together. */
function spansOf(marked: readonly MarkedDays[]): EventSpan[] {
  const spans = new Map<string, EventSpan & { sourceIds: string[] }>();
  for (const { sourceId, name, days } of marked) {
    for (const [first, last] of runsOf(days)) {
      const from = first * DAY - 1;
      const until = (last + 1) * DAY - 1;
      entryOf(spans, `${first}:${last}:${name}`, () => ({
        sourceIds: [],
        name,
        from,
        until,
      })).sourceIds.push(sourceId);
    }
  }
  return [...spans.values()];
}

/** Days as stretches without a gap. */
export function runsOf(days: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] === day - 1) run[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** From `oldest` on all events of a day are there. */
function recountsOf(
  marked: readonly MarkedDays[],
  counts: readonly SourceDayCount[],
  oldest: number,
): Recount[] {
  const found = new Map<string, DayCount>();
  const keyOf = (sourceId: string, name: string, day: number) => `${day}\u0000${sourceId}\u0000${name}`;
  for (const { sourceId, name, ...count } of counts) found.set(keyOf(sourceId, name, count.day), count);
  return marked.map(({ id, mark, sourceId, name, days }) => {
    const all = days.map(
      (day) => found.get(keyOf(sourceId, name, day)) ?? { day, count: 0, first: 0, last: 0 },
    );
    return {
      id,
      mark,
      days: all.filter(({ day }) => day >= oldest),
      atLeast: all.filter(({ day }) => day < oldest),
    };
  });
}
