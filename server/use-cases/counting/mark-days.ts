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
  const marks = new GatheredMarks().add(past);
  if (marks.size > 0) for (const batch of marks.inBatches(marks.size)) await ports.counters.mark(batch, now);
}

type MarkedEvent = Pick<StoredEvent, 'sourceId' | 'name' | 'timestamp'>;

/** As many days as a whole number has bits: what is gathered of them takes no list. */
const BITS = 32;

/** The days that events with a name fall on, each once however many events come. */
export class GatheredMarks {
  readonly #bits = new Map<string, number>();

  /** How many stretches of days are marked so far. */
  get size(): number {
    return this.#bits.size;
  }

  add(events: Iterable<MarkedEvent>): this {
    for (const { sourceId, name, timestamp } of events) {
      if (name === undefined) continue;
      const day = dayOf(timestamp.getTime());
      const key = `${Math.floor(day / BITS)}\u0000${sourceId}\u0000${name}`;
      this.#bits.set(key, (this.#bits.get(key) ?? 0) | (1 << (day % BITS)));
    }
    return this;
  }

  *inBatches(limit: number): Generator<DayMarks[]> {
    let batch: DayMarks[] = [];
    for (const [key, bits] of this.#bits) {
      // A name may have such a character in it, an id may not.
      const [stretch, sourceId = '', ...name] = key.split('\u0000');
      batch.push({ sourceId, name: name.join('\u0000'), days: daysOf(Number(stretch) * BITS, bits) });
      if (batch.length < limit) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }
}

function daysOf(first: number, bits: number): number[] {
  const days: number[] = [];
  for (let bit = 0; bit < BITS; bit++) if (bits & (1 << bit)) days.push(first + bit);
  return days;
}
