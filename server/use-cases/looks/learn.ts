import type { WatchRecord } from '../../ports/looks.ts';
import type { JobWork } from '../jobs.ts';
import type { Runtime } from '../runtime.ts';
import { lookAt } from './look-at.ts';
import { keyOf, type Subject } from './subject.ts';

const BATCH = 250;

/** The job that looks at everybody once, for conditions of many. */
export const learnJob: JobWork = async (runtime, job, progress) => {
  const { watch, generation } = job.input as { watch: string; generation: number };
  await learn(runtime, watch, generation, async (done) => {
    job.done = done;
    await progress.save();
  });
  return { looked: job.done };
};

/**
 * Looks at everybody once after a condition was made or changed, and notes for whom it holds. It goes on where it was
 * after a crash, ends where the condition changed again, and gives way to other work between two batches.
 */
export async function learn(
  runtime: Runtime,
  watch: string,
  generation: number,
  moved: (done: number) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (;;) {
    const record = (await runtime.watches.byIds([watch])).get(watch);
    if (!record || record.generation !== generation || record.pass.finished) return;
    await runtime.watchBook.refresh({ now: true });
    const found = await nextSubjects(runtime, record);
    const now = runtime.clock.now();
    await lookAt(
      runtime,
      found
        .filter((subject) => isOlder(subject, record))
        .map((subject) => ({ subject, tokens: new Set(), loud: false, learn: new Set([watch]) })),
      now,
    );
    const last = found.at(-1);
    const done = record.pass.done + found.length;
    await runtime.watches.passed(watch, generation, {
      cursor: last ? keyOf(last) : record.pass.cursor,
      done,
      total: Math.max(record.pass.total, done),
      finished: found.length < BATCH,
      movedAt: now,
    });
    await moved(done);
    await runtime.clock.soon();
    if (found.length < BATCH) await runtime.watchBook.refresh({ now: true });
  }
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
