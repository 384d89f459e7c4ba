import { problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';

/** Calls taken in by this process and not yet matched, at most. */
const MOST_CALLS = 20_000;
/** How long accepted calls may wait for matching before no more are taken, in milliseconds. */
const LONGEST_WAIT = 5_000;
/** Intake records of all processes together, those included that failed and wait to be replayed. */
const MOST_RECORDS = 5_000;
/** How often the records are counted while calls arrive. */
const COUNT_EVERY = 1_000;
/** When a refused sender should come again. */
const RETRY_AFTER = 2;

/** What ingestion has accepted and still owes; past its bounds nothing more is accepted. */
export interface Backlog {
  /** Makes room for so many calls. Throws OVERLOADED, which answers 429 with Retry-After; then nothing of them is kept. */
  take(calls: number): void;
  /** So many calls are matched, or left to a replay. */
  done(calls: number): void;
}

/**
 * Watches how far matching lags behind what was accepted: by count, by the age of the oldest, which `oldest` tells,
 * and by the records that lie in the database. Slow matching thus slows the senders down instead of growing a heap.
 */
export function createBacklog(
  { clock, intake }: Pick<Ports, 'clock' | 'intake'>,
  oldest: () => Date | undefined,
): Backlog {
  let calls = 0;
  let records = 0;
  let countedAt = Number.NEGATIVE_INFINITY;

  function countRecords(now: number): void {
    if (now - countedAt < COUNT_EVERY) return;
    countedAt = now;
    intake.waiting(MOST_RECORDS).then(
      (count) => {
        records = count;
      },
      // A database that does not answer refuses the calls by itself.
      () => undefined,
    );
  }

  return {
    take(more) {
      const now = clock.now().getTime();
      countRecords(now);
      const waited = now - (oldest()?.getTime() ?? now);
      if (calls + more > MOST_CALLS || waited > LONGEST_WAIT || records >= MOST_RECORDS)
        throw problem('OVERLOADED', { seconds: RETRY_AFTER }, { extra: { retryAfter: RETRY_AFTER } });
      calls += more;
    },
    done(fewer) {
      calls -= fewer;
    },
  };
}
