import { leavesOf } from '../../../shared/condition.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { workflowSchema } from '../../../shared/workflow.ts';
import type { JobWork } from '../jobs.ts';
import type { Runtime } from '../runtime.ts';
import { keyOf, type Subject, walkSubjects } from './subject.ts';
import { wakeAccounts, wakeContacts } from './wake.ts';

/** The kind of the job that follows the workspace into another time zone. */
export const FOLLOW_ZONE = 'follow-zone';

const BATCH = 500;
const kinds = ['contact', 'account'] as const;

/**
 * After the workspace moved into another time zone, days begin at another instant for everybody without a zone of their
 * own: they are looked at again where a remembered condition reads dates, and the alarms of dates are set anew. It goes
 * on where it was after a crash.
 */
export const followZoneJob: JobWork = async (runtime, job, progress) => {
  const input = job.input as { kind?: SubjectKind; after?: string };
  await runtime.watchBook.refresh({ now: true });
  const from = kinds.indexOf(input.kind ?? 'contact');
  for (const kind of await thoseWithDates(runtime)) {
    if (kinds.indexOf(kind) < from) continue;
    if (input.kind !== kind) Object.assign(input, { kind, after: '' });
    for (let found = BATCH; found === BATCH; ) {
      const subjects = await walkSubjects(runtime, kind, { limit: BATCH, after: input.after ?? '' });
      await wakeThose(runtime, subjects);
      found = subjects.length;
      const last = subjects.at(-1);
      if (last) input.after = keyOf(last);
      job.done += found;
      await progress.save();
      await runtime.clock.soon();
    }
  }
  for (const { record, version } of await runtime.workflows.published())
    if (workflowSchema.parse(version.document).entry.trigger.kind === 'date')
      await runtime.runner.start('arm-dates', { workflowId: record.id });
  return { asked: job.done };
};

/** The kinds of subjects about whom a remembered condition reads a date. */
async function thoseWithDates({ watches }: Runtime): Promise<SubjectKind[]> {
  const reading = (await watches.all()).filter(({ opensWhen, resolvesWhen }) =>
    [opensWhen, resolvesWhen].some((when) => when && leavesOf(when).some(({ fact }) => fact === 'date')),
  );
  return kinds.filter((kind) => reading.some(({ subject }) => subject === kind));
}

async function wakeThose(runtime: Runtime, subjects: readonly Subject[]): Promise<void> {
  const now = runtime.clock.now();
  const contacts = subjects.flatMap((one) =>
    one.kind === 'contact' && one.contact.userId !== undefined && one.contact.zone === undefined
      ? [one.contact.id]
      : [],
  );
  const accounts = subjects.flatMap((one) => (one.kind === 'account' ? [one.account.id] : []));
  // Dates are read off contacts and accounts.
  await wakeContacts(runtime, contacts, ['contact', 'account'], true, now);
  await wakeAccounts(runtime, accounts, ['account'], true, now);
}
