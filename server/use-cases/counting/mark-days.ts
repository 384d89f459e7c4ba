import type { StoredEvent } from '../../../shared/event.ts';
import { dayOf } from '../../../shared/time.ts';
import type { DayMarks } from '../../ports/counters.ts';
import type { Ports } from '../../ports/index.ts';

/**
 * Marks the days before today that these events fall on, as their counts no longer hold. Today needs no mark: it is
 * counted after its end. Called when the events are written and before their intake record goes, so that a crash
 * between is healed by the replay.
 */
export async function markPastDays(
  ports: Pick<Ports, 'counters'>,
  events: readonly StoredEvent[],
  now: Date,
): Promise<void> {
  const today = dayOf(now.getTime());
  const past = events.filter(({ timestamp, late }) => !late && dayOf(timestamp.getTime()) < today);
  const marks = marksOf(past);
  if (marks.length > 0) await ports.counters.mark(marks, now);
}

/** The days that events with a name fall on. */
export function marksOf(events: readonly Pick<StoredEvent, 'sourceId' | 'name' | 'timestamp'>[]): DayMarks[] {
  const marks = new Map<string, { sourceId: string; name: string; days: number[] }>();
  for (const { sourceId, name, timestamp } of events) {
    if (name === undefined) continue;
    const key = `${sourceId}\u0000${name}`;
    const day = dayOf(timestamp.getTime());
    const known = marks.get(key);
    if (known === undefined) marks.set(key, { sourceId, name, days: [day] });
    else if (!known.days.includes(day)) known.days.push(day);
  }
  return [...marks.values()];
}
