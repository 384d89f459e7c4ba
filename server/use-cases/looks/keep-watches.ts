import type { WatchRecord } from '../../ports/looks.ts';
import type { Runtime } from '../runtime.ts';
import { learn } from './learn.ts';

/** What a watch is made from: a segment, a signal, or the trigger of a published workflow. */
export type WatchDefinition = Pick<
  WatchRecord,
  'id' | 'kind' | 'subject' | 'opensWhen' | 'resolvesWhen' | 'cooldown' | 'demo' | 'health' | 'learning'
>;

const TRIES = 10;

/** The kind of the job that looks at everybody once. */
export const LEARN = 'learn-condition';

/** So many are looked at before the caller is answered; more are a job. */
const AT_ONCE = 2_000;

/**
 * Remembers a condition from now on. One that is new or says something else gets a new generation, and everybody is
 * looked at once to learn for whom it holds already; that starts nothing. Answers whether there was anything to do.
 */
export async function keepWatch(runtime: Runtime, definition: WatchDefinition): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    const known = (await runtime.watches.byIds([definition.id])).get(definition.id);
    const now = runtime.clock.now();
    if (known && saysTheSame(known, definition) && learnsTheSame(known, definition, now)) return false;
    const total = await populationOf(runtime, definition.subject);
    // By time, so that one that was dropped and comes back is newer than all that is remembered of it.
    const generation = Math.max((known?.generation ?? 0) + 1, Math.floor(now.getTime() / 1_000));
    const record: WatchRecord = {
      ...definition,
      generation,
      born: known ? known.born : generation,
      since: now,
      pass: { cursor: '', done: 0, total, finished: false, movedAt: now },
      rev: (known?.rev ?? 0) + 1,
    };
    if (!(await runtime.watches.save(record, known?.rev ?? 0))) continue;
    await runtime.watchBook.refresh({ now: true });
    await startLearning(runtime, record);
    return true;
  }
  throw new Error(`the watch ${definition.id} kept changing`);
}

/** Looks at everybody for a watch: few at once, many as a job. */
export async function startLearning(runtime: Runtime, { id, generation, pass }: WatchRecord): Promise<void> {
  if (pass.total <= AT_ONCE) await learn(runtime, id, generation);
  else await runtime.runner.start(LEARN, { watch: id, generation }, pass.total);
}

/** Forgets a condition; what it remembered of people goes with their next look. */
export async function dropWatch(runtime: Runtime, id: string): Promise<void> {
  await runtime.watches.delete(id);
  await runtime.watchBook.refresh({ now: true });
}

function populationOf(runtime: Runtime, subject: WatchDefinition['subject']): Promise<number> {
  return subject === 'contact' ? runtime.contacts.count() : runtime.accounts.count();
}

function saysTheSame(known: WatchRecord, definition: WatchDefinition): boolean {
  const essence = ({ subject, opensWhen, resolvesWhen, cooldown, demo, health }: WatchDefinition) =>
    JSON.stringify({ subject, opensWhen, resolvesWhen, cooldown, demo, health });
  return essence(known) === essence(definition);
}

/** So much earlier or later a signal may know enough without everybody being looked at anew. */
const ABOUT = 3_600_000;

/** Whether the time of learning is over, or still the same. */
function learnsTheSame(known: WatchDefinition, definition: WatchDefinition, now: Date): boolean {
  const from = ({ learning }: WatchDefinition) =>
    learning ? Math.max(learning.until?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime()) : now.getTime();
  const [was, is] = [from(known), from(definition)];
  return was === is || Math.abs(was - is) < ABOUT;
}
