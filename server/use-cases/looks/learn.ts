import type { WatchRecord } from '../../ports/looks.ts';
import type { JobWork } from '../jobs.ts';
import { oneAtATime } from '../people/one-at-a-time.ts';
import type { Runtime } from '../runtime.ts';
import { lookAt } from './look-at.ts';
import { keyOf, lookIdOf, type Subject } from './subject.ts';

const BATCH = 250;
/** Milliseconds. */
const LONGEST_REST = 1_000;

/** The job that looks at everybody once, for conditions of many. */
export const learnJob: JobWork = async (runtime, job, progress) => {
  const { watch, generation } = job.input as { watch: string; generation: number };
  const moved = async (done: number) => {
    job.done = done;
    await progress.save();
  };
  while (await inTurn(runtime, () => learnBatch(runtime, watch, generation, moved)));
  return { looked: job.done };
};

/**
 * Looks at everybody once after a condition was made or changed, and notes for whom it holds. It goes on where it was
 * after a crash, and ends where the condition changed again.
 */
export async function learn(runtime: Runtime, watch: string, generation: number): Promise<void> {
  while (await learnBatch(runtime, watch, generation));
}

/** Looks at the next of them; answers whether there may be more. */
async function learnBatch(
  runtime: Runtime,
  watch: string,
  generation: number,
  moved: (done: number) => Promise<void> = () => Promise.resolve(),
): Promise<boolean> {
  const record = (await runtime.watches.byIds([watch])).get(watch);
  if (!record || record.generation !== generation || record.pass.finished) return false;
  await runtime.watchBook.refresh({ now: true });
  const found = await nextSubjects(runtime, record);
  const now = runtime.clock.now();
  await lookAt(
    runtime,
    found
      .filter((subject) => isOlder(subject, record))
      .map((subject) => ({ id: lookIdOf(subject), tokens: new Set(), loud: false, learn: new Set([watch]) })),
    now,
  );
  const last = found.at(-1);
  const done = record.pass.done + found.length;
  const isLast = found.length < BATCH;
  await runtime.watches.passed(watch, generation, {
    cursor: last ? keyOf(last) : record.pass.cursor,
    done,
    total: Math.max(record.pass.total, done),
    finished: isLast,
    movedAt: now,
  });
  await moved(done);
  if (isLast) await runtime.watchBook.refresh({ now: true });
  return !isLast;
}

/**
 * One batch of all passes at a time, and then as long a rest as it took: however many conditions are learned at once,
 * half of the time belongs to those who work and look things up meanwhile.
 */
function inTurn<Result>(runtime: Runtime, batch: () => Promise<Result>): Promise<Result> {
  return oneAtATime(runtime.watches, async () => {
    const from = runtime.clock.now().getTime();
    const result = await batch();
    // The clock may have been set meanwhile.
    const took = Math.max(0, runtime.clock.now().getTime() - from);
    await runtime.clock.rest(Math.min(took, LONGEST_REST));
    return result;
  });
}

/** Whoever came after the condition is looked at by what they do, and may enter by it; unknown people not at all. */
function isOlder(subject: Subject, { since }: WatchRecord): boolean {
  if (subject.kind === 'contact' && subject.contact.userId === undefined) return false;
  const { createdAt } = subject.kind === 'contact' ? subject.contact : subject.account;
  return createdAt === undefined || createdAt <= since;
}

async function nextSubjects(runtime: Runtime, { subject, pass }: WatchRecord): Promise<Subject[]> {
  const request = { limit: BATCH, after: pass.cursor };
  return subject === 'contact'
    ? (await runtime.contacts.walk(request)).map((contact) => ({ kind: 'contact', contact }))
    : (await runtime.accounts.walk(request)).map((account) => ({ kind: 'account', account }));
}
