import { accountsOrder, contactsOrder, type ManyAction } from '../../../shared/many.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import { nameOf, refuseStranger } from '../cases/cases.ts';
import type { JobProgress, JobWork } from '../jobs.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor, Verb } from '../verb.ts';
import type { Found } from './found.ts';
import { inSlices, type Outcome } from './in-slices.ts';
import { makeTasks } from './make-tasks.ts';
import { findAccounts, findContacts, type Meant } from './meant.ts';
import { nameManager } from './name-manager.ts';
import { orderForMatching } from './order-matching.ts';
import { livePlan, startWorkflow } from './start-workflow.ts';
import { letGoTogether, refuseBrokenMail, writeMail } from './write-mail.ts';

/** The kinds of the jobs. */
export const ACT_ON_ACCOUNTS = 'act-on-accounts';
export const ACT_ON_CONTACTS = 'act-on-contacts';

/** Starts a workflow, makes a task, writes an e-mail or names the success manager, for each of several accounts. */
export const actOnAccounts: Verb<'actOnAccounts'> = async (runtime, { body, actor }) => {
  const { accountIds = [], matching, action } = body;
  const what = matching
    ? { of: 'accounts' as const, matching }
    : { of: 'accounts' as const, ids: accountIds };
  return { job: await order(runtime, actor, what, action) };
};

/** Starts a workflow, makes a task or writes an e-mail, for each of several contacts. */
export const actOnContacts: Verb<'actOnContacts'> = async (runtime, { body, actor }) => {
  const { userIds = [], matching, action } = body;
  const what = matching ? { of: 'contacts' as const, matching } : { of: 'contacts' as const, ids: userIds };
  return { job: await order(runtime, actor, what, action) };
};

async function order(
  runtime: Runtime,
  actor: Actor,
  what: Found | { of: 'accounts' | 'contacts'; ids: readonly string[] },
  action: ManyAction,
): Promise<string> {
  if (action.kind === 'start') await livePlan(runtime, action.workflowId);
  else if (action.kind === 'task' && action.assignee.includes('@'))
    await refuseStranger(runtime, action.assignee);
  else if (action.kind === 'manager' && action.manager !== null)
    await refuseStranger(runtime, action.manager);
  else if (action.kind === 'write') await refuseBrokenMail(runtime, action);
  const given = { action, by: await nameOf(runtime, actor) };
  const { job, count } =
    'matching' in what ? await orderForMatching(runtime, what, given) : await orderFor(runtime, what, given);
  // Whoever calls a mail to many a service is known by name, with the reason.
  const reason = action.kind === 'write' && action.reason ? { reason: action.reason } : {};
  await recordChange(runtime, actor, `${what.of}.acted`, job, {
    kind: action.kind,
    [what.of]: count,
    ...reason,
  });
  return job;
}

async function orderFor(
  runtime: Runtime,
  { of, ids }: { of: 'accounts' | 'contacts'; ids: readonly string[] },
  given: { action: ManyAction; by: string },
): Promise<{ job: string; count: number }> {
  const each = [...new Set(ids)];
  const input = { ids: each, ...given, outcome: { done: [], skipped: [] } };
  const kind = of === 'accounts' ? ACT_ON_ACCOUNTS : ACT_ON_CONTACTS;
  return { job: await runtime.runner.start(kind, input, each.length), count: each.length };
}

/** The work behind it. What is made carries the job in its id or its cause, so that twice is once. */
export const actOnAccountsJob: JobWork = (runtime, job, progress) => {
  const { accountIds = [], action } = accountsOrder.parse({
    accountIds: job.input.ids,
    action: job.input.action,
  });
  return actInSlices(runtime, job, progress, { ids: accountIds, action, find: findAccounts });
};

export const actOnContactsJob: JobWork = (runtime, job, progress) => {
  const { userIds = [], action } = contactsOrder.parse({ userIds: job.input.ids, action: job.input.action });
  return actInSlices(runtime, job, progress, { ids: userIds, action, find: findContacts });
};

interface Work {
  ids: readonly string[];
  action: ManyAction;
  find: (runtime: Runtime, ids: readonly string[]) => Promise<readonly Meant[]>;
}

async function actInSlices(
  runtime: Runtime,
  job: JobRecord,
  progress: JobProgress,
  { ids, action, find }: Work,
): Promise<unknown> {
  try {
    return await inSlices(job, progress, ids, async (slice) =>
      actFor(runtime, job, progress, await find(runtime, slice), action),
    );
  } finally {
    // What was written before something failed leaves like all else that was.
    if (action.kind === 'write') await letGoTogether(runtime, job);
  }
}

async function actFor(
  runtime: Runtime,
  job: JobRecord,
  progress: JobProgress,
  meant: readonly Meant[],
  action: ManyAction,
): Promise<Outcome[]> {
  if (action.kind === 'start') return startWorkflow(runtime, job, meant, action.workflowId);
  if (action.kind === 'task') return makeTasks(runtime, job, meant, action);
  if (action.kind === 'write') return writeMail(runtime, job, meant, action);
  return nameManager(runtime, job, progress, meant, action.manager);
}
