import { accountSubject } from '../../../shared/enrolment.ts';
import { lookId } from '../../../shared/look.ts';
import type { JobWork } from '../jobs.ts';
import { forgetLooks } from '../looks/forget.ts';
import { wakeContacts } from '../looks/wake.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { findAccount } from './find-account.ts';

const AT_ONCE = 200;

/** The kind of the job. */
export const DELETE_ACCOUNT = 'delete-account';

/** Deletes an account for good, as a job; its people stay, and belong to none. */
export const deleteAccount: Verb<'deleteAccount'> = async (runtime, { params, actor }) => {
  const { id } = await findAccount(runtime, params.id);
  const members = await runtime.contacts.countMembers(id);
  const job = await runtime.runner.start(DELETE_ACCOUNT, { accountId: id }, members + 1);
  await recordChange(runtime, actor, 'account.deleted', id);
  return { job };
};

/** The work behind it; every step may be repeated. The account goes last: until then the job can go on. */
export const deleteAccountJob: JobWork = async (runtime, job, progress) => {
  const accountId = String(job.input.accountId);
  for (;;) {
    const { items } = await runtime.contacts.listMembers(accountId, { limit: AT_ONCE });
    if (items.length === 0) break;
    await letGo(runtime, items);
    job.done = Math.min(job.total - 1, job.done + items.length);
    await progress.save();
  }
  await runtime.enrolments.deleteOfSubjects([accountSubject(accountId)]);
  await forgetLooks(runtime, [lookId('account', accountId)]);
  await runtime.meters.deleteOf([accountId]);
  await runtime.cases.deleteOf([accountId]);
  await runtime.accounts.delete([accountId]);
  job.done = job.total;
  return { deleted: true };
};

type Member = Awaited<ReturnType<Runtime['contacts']['listMembers']>>['items'][number];

/** Whoever changed meanwhile comes again with the next page. */
async function letGo(runtime: Runtime, members: readonly Member[]): Promise<void> {
  const now = runtime.clock.now();
  await runtime.contacts.save(
    members.map((was) => ({
      was: was.rev,
      after: { ...was, accountId: undefined, accountAt: now.getTime(), rev: was.rev + 1 },
    })),
  );
  await wakeContacts(
    runtime,
    members.map(({ id }) => id),
    ['account'],
    false,
    now,
  );
}
