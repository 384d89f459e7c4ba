import type { StoredEvent } from '../../../shared/event.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';
import type { IntakeRecord } from '../../ports/intake.ts';

/** Intake records older than this belong to a process that died. */
const STALE = 10_000;
/** So often a record is matched before what fails in it is put away for people to look at. */
const MOST_ATTEMPTS = 6;
const FIRST_PAUSE = 10_000;
const LONGEST_REASON = 500;

/**
 * Matches what crashed or failed processes left behind, oldest first; answers how many records it dealt with. One that
 * fails waits, longer each time, and holds up no other. In the end its events are matched one by one: only those that
 * fail by themselves become dead letters. A database that is away counts for nothing and throws.
 */
export async function replayIntake(
  { clock, intake, events }: Pick<Ports, 'clock' | 'intake' | 'events'>,
  match: (events: readonly StoredEvent[]) => Promise<void>,
  log: { error(detail: object, message: string): void },
): Promise<number> {
  for (let replayed = 0; ; replayed += 1) {
    const now = clock.now();
    const record = await intake.takeStale(new Date(now.getTime() - STALE), now);
    if (!record) return replayed;
    // In the order received, as they would have been matched.
    const found = new Map((await events.byIds(record.messageIds)).map((event) => [event.id, event]));
    const left = record.messageIds.flatMap((id) => found.get(id) ?? []);
    const fault = await faultOf(() => match(left));
    if (fault === undefined) {
      await intake.delete([record.id]);
      continue;
    }
    log.error({ err: fault, intake: record.id, attempts: record.attempts }, 'Matching failed again');
    if ((record.attempts ?? 0) < MOST_ATTEMPTS) {
      await intake.postpone(record.id, new Date(now.getTime() + pauseAfter(record)), reasonOf(fault));
    } else await matchOneByOne(record, left);
  }

  async function matchOneByOne(record: IntakeRecord, left: readonly StoredEvent[]): Promise<void> {
    const failed: string[] = [];
    let last: unknown;
    for (const event of left) {
      const fault = await faultOf(() => match([event]));
      if (fault === undefined) continue;
      failed.push(event.id);
      last = fault;
    }
    if (failed.length === 0) await intake.delete([record.id]);
    else await intake.putAway(record.id, { messageIds: failed, reason: reasonOf(last), at: clock.now() });
  }
}

function pauseAfter({ attempts = 1 }: IntakeRecord): number {
  return FIRST_PAUSE * 2 ** (attempts - 1);
}

function reasonOf(fault: unknown): string {
  return (fault instanceof Error ? fault.message : String(fault)).slice(0, LONGEST_REASON);
}

async function faultOf(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (fault) {
    if (fault instanceof Problem && fault.code === 'DATABASE_UNAVAILABLE') throw fault;
    return fault ?? new Error('failed without a reason');
  }
}
