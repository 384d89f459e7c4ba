import type { Contact } from '../../../shared/contact.ts';
import { problem } from '../../../shared/problems.ts';
import { enterWorkflows } from '../enter-workflows.ts';
import type { JobWork } from '../jobs.ts';
import type { Subject } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { workflowOf } from './workflow-view.ts';

const BATCH = 200;

/** Puts contacts into a live workflow by hand; a job, since it may be thousands. */
export const enrol: Verb<'enrol'> = async (runtime, { params, body }) => {
  const record = await workflowOf(runtime, params.id);
  await runtime.plans.refresh({ now: true });
  if (!runtime.plans.live(record.id)) throw problem('WORKFLOW_NOT_LIVE', { status: record.status });
  const userIds = [...new Set(body.userIds)];
  const input = { workflowId: record.id, userIds, properties: body.properties ?? {} };
  return { job: await runtime.runner.start('enrol', input, userIds.length) };
};

/** The work behind `enrol`: the cause is the job, so that taking it up again enters nobody twice. */
export const enrolJob: JobWork = async (runtime, job, progress) => {
  const { workflowId, userIds, properties } = job.input as {
    workflowId: string;
    userIds: string[];
    properties: Record<string, unknown>;
  };
  let entered = 0;
  const reasons: Record<string, number> = {};
  while (job.done < userIds.length) {
    const slice = userIds.slice(job.done, job.done + BATCH);
    const plan = runtime.plans.live(workflowId);
    if (!plan) throw problem('WORKFLOW_NOT_LIVE', { status: 'paused' });
    const contacts = await runtime.contacts.bySourceIds(
      slice.flatMap((userId) => [`u:${userId}`, `a:${userId}`]),
    );
    const now = runtime.clock.now();
    for (const userId of slice) {
      if (contacts.has(`u:${userId}`)) continue;
      const unknown = problem(contacts.has(`a:${userId}`) ? 'ANONYMOUS_NOT_ENROLLED' : 'CONTACT_UNKNOWN', {
        id: userId,
      });
      job.errors.push({ item: userId, code: unknown.code, message: unknown.message });
    }
    const people = slice.flatMap((userId) => contacts.get(`u:${userId}`) ?? []);
    const subjectsOf = await subjectsFor(runtime, plan.workflow.subject, people);
    const entries = await enterWorkflows(
      runtime,
      people.flatMap((contact) => {
        const subject = subjectsOf(contact);
        const trigger = { kind: 'manual' as const, timestamp: now.getTime(), properties };
        const person = subject?.kind === 'account' ? `u:${contact.userId}` : undefined;
        return subject ? [{ plan, subject, person, cause: `job:${job.id}`, trigger }] : [];
      }),
      now,
    );
    for (const { enrolment, reason } of entries) {
      if (enrolment) entered += 1;
      else if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    job.done += slice.length;
    await progress.save();
    runtime.wake();
  }
  return { entered, notEntered: reasons };
};

/** People as subjects of a workflow: themselves, or their accounts; undefined for one who has none. */
async function subjectsFor(
  runtime: Pick<Runtime, 'accounts'>,
  kind: Subject['kind'],
  people: readonly Contact[],
): Promise<(contact: Contact) => Subject | undefined> {
  if (kind === 'contact') return (contact) => ({ kind, contact });
  const accounts = await runtime.accounts.byIds([
    ...new Set(people.flatMap(({ accountId }) => accountId ?? [])),
  ]);
  return ({ accountId }) => {
    const account = accountId === undefined ? undefined : accounts.get(accountId);
    return account && { kind, account };
  };
}
