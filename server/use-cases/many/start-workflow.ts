import { problem } from '../../../shared/problems.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import { whomToCall } from '../accounts/whom-to-call.ts';
import { enterWorkflows } from '../enter-workflows.ts';
import type { Subject } from '../looks/subject.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import type { Outcome } from './in-slices.ts';
import type { Meant } from './meant.ts';

/**
 * Enters each account where the workflow is about accounts, else whoever is to be turned to there; each contact, or
 * the account of it. Answers the enrolments; the cause is the job, so that taking it up again enters nobody twice.
 */
export async function startWorkflow(
  runtime: Runtime,
  job: JobRecord,
  meant: readonly Meant[],
  workflowId: string,
): Promise<Outcome[]> {
  const plan = await livePlan(runtime, workflowId);
  const found = await Promise.all(
    meant.map(async (each) => ({ each, subject: await subjectOf(runtime, each, plan) })),
  );
  const now = runtime.clock.now();
  const cause = `job:${job.partOf ?? job.id}`;
  const trigger = { kind: 'manual' as const, timestamp: now.getTime(), properties: {} };
  const entries = await enterWorkflows(
    runtime,
    found.flatMap(({ subject }) => (typeof subject === 'string' ? [] : [{ plan, subject, cause, trigger }])),
    now,
  );
  const left = [...entries];
  const outcomes = found.map(({ each: { id, name, contact }, subject }): Outcome => {
    if (typeof subject === 'string') return { id, name, code: subject };
    const entry = left.shift();
    // Taken up again after a crash it finds the one it made.
    const made = entry?.enrolment ?? (entry?.newest?.cause === cause ? entry.newest : undefined);
    return made
      ? { id, name, made: made.id, held: plan.workflow.sending === 'review' }
      : { id, name, code: contact ? 'CONTACT_NOT_ENTERED' : 'ACCOUNT_NOT_ENTERED' };
  });
  runtime.wake();
  return outcomes;
}

/** The version people enter now. Throws WORKFLOW_NOT_LIVE. */
export async function livePlan(runtime: Runtime, workflowId: string): Promise<PublishedPlan> {
  await runtime.plans.refresh({ now: true });
  const plan = runtime.plans.live(workflowId);
  if (!plan) throw problem('WORKFLOW_NOT_LIVE', { status: 'paused' });
  return plan;
}

/** Who would enter, or the code that says why nobody can. */
async function subjectOf(
  runtime: Runtime,
  { account, contact, missing }: Meant,
  { workflow }: PublishedPlan,
): Promise<Subject | string> {
  if (!account && !contact) return missing;
  if (workflow.subject === 'account') return account ? { kind: 'account', account } : 'ACCOUNT_MISSING';
  if (contact) return contact.userId === undefined ? 'ANONYMOUS_NOT_ENROLLED' : { kind: 'contact', contact };
  const called = account && (await whomToCall(runtime, account.id));
  return called ? { kind: 'contact', contact: called } : 'ACCOUNT_EMPTY';
}
