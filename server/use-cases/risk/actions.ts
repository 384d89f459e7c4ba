import type { Account } from '../../../shared/contact.ts';
import { Problem, problem } from '../../../shared/problems.ts';
import { type RiskAction, type RiskOutcome, riskOrder, riskOutcome } from '../../../shared/risk.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import { whomToCall } from '../accounts/whom-to-call.ts';
import { refuseStranger } from '../cases/cases.ts';
import { makeTask } from '../contacts/create-task.ts';
import { tellTasks } from '../effects/tell-tasks.ts';
import { enterWorkflows } from '../enter-workflows.ts';
import type { JobWork } from '../jobs.ts';
import type { Subject } from '../looks/subject.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';

/** The kinds of the jobs. */
export const ACT_ON_ACCOUNTS = 'act-on-accounts';
export const UNDO_ON_ACCOUNTS = 'undo-on-accounts';

/** Saved so often, so that a restart repeats little. */
const SAVE_EVERY = 20;

/** Starts a workflow, or makes a task, for each of several accounts; a job, which can be undone. */
export const actOnAccounts: Verb<'actOnAccounts'> = async (runtime, { body, actor }) => {
  const { action } = body;
  const accountIds = [...new Set(body.accountIds)];
  if (action.kind === 'start') await refuseUnlessLive(runtime, action.workflowId);
  else if (action.assignee.includes('@')) await refuseStranger(runtime, action.assignee);
  const job = await runtime.runner.start(
    ACT_ON_ACCOUNTS,
    { accountIds, action, outcome: { done: [], skipped: [] } },
    accountIds.length,
  );
  await recordChange(runtime, actor, 'accounts.acted', job, {
    kind: action.kind,
    accounts: accountIds.length,
  });
  return { job };
};

/** The work behind it. What is made carries the job and the account in its id, so that twice is once. */
export const actOnAccountsJob: JobWork = async (runtime, job, progress) => {
  const { accountIds, action } = riskOrder.parse({
    accountIds: job.input.accountIds,
    action: job.input.action,
  });
  const outcome = riskOutcome.parse(job.input.outcome);
  while (job.done < accountIds.length) {
    const slice = accountIds.slice(job.done, job.done + SAVE_EVERY);
    const accounts = await runtime.accounts.byIds(slice);
    for (const id of slice) await actFor(runtime, job, { id, account: accounts.get(id), action }, outcome);
    job.done += slice.length;
    job.input = { ...job.input, outcome };
    await progress.save();
  }
  return outcome;
};

async function actFor(
  runtime: Runtime,
  job: JobRecord,
  { id, account, action }: { id: string; account: Account | undefined; action: RiskAction },
  outcome: RiskOutcome,
): Promise<void> {
  const skip = (code: string) => outcome.skipped.push({ accountId: id, name: account?.name ?? id, code });
  if (!account) {
    skip('ACCOUNT_UNKNOWN');
    return;
  }
  try {
    const made =
      action.kind === 'task'
        ? (await makeTask(runtime, account, undefined, { ...action, id: `${job.id}:${id}` })).id
        : await started(runtime, job, account, action.workflowId, outcome);
    outcome.done.push({ accountId: id, made });
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    skip(fault.code);
  }
}

/**
 * Enters the account where the workflow is about accounts, else whoever is to be turned to there; answers the
 * enrolment. Throws why it is not possible.
 */
async function started(
  runtime: Runtime,
  job: JobRecord,
  account: Account,
  workflowId: string,
  outcome: RiskOutcome,
): Promise<string> {
  const plan = await refuseUnlessLive(runtime, workflowId);
  outcome.held = plan.workflow.sending === 'review';
  const about = { account: account.name ?? account.id };
  const subject = await subjectFor(runtime, account, plan.workflow.subject);
  if (!subject) throw problem('ACCOUNT_EMPTY', about);
  const now = runtime.clock.now();
  const cause = `job:${job.id}`;
  const trigger = { kind: 'manual' as const, timestamp: now.getTime(), properties: {} };
  const [entry] = await enterWorkflows(runtime, [{ plan, subject, cause, trigger }], now);
  // Taken up again after a crash it finds the one it made.
  const made = entry?.enrolment ?? (entry?.newest?.cause === cause ? entry.newest : undefined);
  if (!made) throw problem('ACCOUNT_NOT_ENTERED', about);
  runtime.wake();
  return made.id;
}

async function subjectFor(
  runtime: Runtime,
  account: Account,
  kind: Subject['kind'],
): Promise<Subject | undefined> {
  if (kind === 'account') return { kind, account };
  const contact = await whomToCall(runtime, account.id);
  return contact && { kind, contact };
}

async function refuseUnlessLive(runtime: Runtime, workflowId: string) {
  await runtime.plans.refresh({ now: true });
  const plan = runtime.plans.live(workflowId);
  if (!plan) throw problem('WORKFLOW_NOT_LIVE', { status: 'paused' });
  return plan;
}

/** Takes back what a job made: tasks that are still open are cancelled, whoever is still inside is taken out. */
export const undoOnAccounts: Verb<'undoOnAccounts'> = async (runtime, { params, actor }) => {
  const made = await runtime.jobs.byId(params.job);
  if (made?.kind !== ACT_ON_ACCOUNTS) throw problem('JOB_UNKNOWN', { id: params.job });
  const { done } = riskOutcome.parse(made.input.outcome);
  const job = await runtime.runner.start(
    UNDO_ON_ACCOUNTS,
    { of: made.id, kind: riskOrder.shape.action.parse(made.input.action).kind, by: actor.id },
    done.length,
  );
  await recordChange(runtime, actor, 'accounts.undone', made.id);
  return { job };
};

/** The work behind it; done twice it finds nothing left to do. */
export const undoOnAccountsJob: JobWork = async (runtime, job) => {
  const made = await runtime.jobs.byId(String(job.input.of));
  const { done } = riskOutcome.parse(made?.input.outcome);
  const now = runtime.clock.now();
  if (job.input.kind === 'start') {
    await runtime.enrolments.poke(
      done.map(({ made: id }) => ({
        id,
        item: { type: 'stop' as const, id: `undo:${job.input.of}`, reason: 'taken-out', at: now },
      })),
      now,
    );
    runtime.wake();
  } else for (const { made: id } of done) await cancelTask(runtime, id, String(job.input.by), now);
  job.done = job.total;
  return { undone: done.length };
};

async function cancelTask(runtime: Runtime, id: string, by: string, now: Date): Promise<void> {
  const task = await runtime.tasks.byId(id);
  if (task?.status !== 'open') return;
  const after = { ...task, status: 'cancelled' as const, closedAt: now, closedBy: by, untoldSince: now };
  await runtime.tasks.save(after);
  await tellTasks(runtime, [after]);
}
