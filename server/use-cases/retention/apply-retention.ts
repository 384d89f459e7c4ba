import { DAY, dayOf } from '../../../shared/time.ts';
import type { Ports } from '../../ports/index.ts';

const AT_ONCE = 1_000;
/** Most batches of one run; the next run goes on. */
const MOST_BATCHES = 200;

/**
 * Deletes events and texts of messages that are older than the workspace keeps them, oldest first, in batches, and with the texts what calls carried. Counts
 * per day stay, and so does what is known of a message but its text. Answers how many it forgot. An event goes by
 * when it was received, and never before its day is counted.
 */
export async function applyRetention(
  ports: Pick<Ports, 'clock' | 'counters' | 'dispatches' | 'events' | 'intake' | 'messages' | 'settings'>,
): Promise<number> {
  const [{ keepEventsDays, keepMessageTextsDays }, { through }] = await Promise.all([
    ports.settings.get(),
    ports.counters.closing(),
  ]);
  const now = ports.clock.now().getTime();
  // Whole days, so that a day is there in full or may be known by its count alone.
  const before = (days: number) => (dayOf(now) - days) * DAY;
  const counted = through === undefined ? 0 : (through + 1) * DAY;
  const events = await inBatches((limit) =>
    ports.events.deleteReceived(new Date(Math.min(before(keepEventsDays), counted)), limit),
  );
  const texts = await inBatches((limit) =>
    ports.messages.forgetTexts(new Date(before(keepMessageTextsDays)), limit),
  );
  const letters = new Date(before(keepMessageTextsDays));
  const calls = await inBatches((limit) => ports.dispatches.deleteOver(letters, limit));
  const lost = await inBatches((limit) => ports.intake.deleteDead(letters, limit));
  return events + texts + calls + lost;
}

async function inBatches(forget: (limit: number) => Promise<number>): Promise<number> {
  let forgotten = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const count = await forget(AT_ONCE);
    forgotten += count;
    if (count < AT_ONCE) break;
  }
  return forgotten;
}
