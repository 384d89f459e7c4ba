import type { Enrolment } from '../../../shared/enrolment.ts';
import { problem } from '../../../shared/problems.ts';
import { durationMilliseconds } from '../../../shared/time.ts';
import type { OverdueChoice } from '../../../shared/workflow-status.ts';
import type { Place } from '../../ports/stores.ts';
import type { WorkflowRecord, WorkflowStatus } from '../../ports/workspace.ts';
import { advance, PAUSED } from '../advance-enrolments.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor, Verb } from '../verb.ts';
import { workflowOf, workflowView } from './workflow-view.ts';

const PAGE = 200;

/** Stops entering and moving; whoever is inside stays where they are. */
export const pauseWorkflow: Verb<'pauseWorkflow'> = async (runtime, { params, actor }) => {
  const record = await workflowOf(runtime, params.id);
  if (record.status !== 'live') throw problem('WORKFLOW_NOT_PAUSABLE', { status: record.status });
  return workflowView(runtime, await moveTo(runtime, record, 'paused', actor));
};

/**
 * Goes on. Where people became due meanwhile, the caller says what becomes of them: `once` does what was due, `skip`
 * leaves it out, `restart` starts their waits anew. Throws RESUME_CHOICE_NEEDED with the count where that is missing.
 */
export const resumeWorkflow: Verb<'resumeWorkflow'> = async (runtime, { params, body, actor }) => {
  const record = await workflowOf(runtime, params.id);
  if (record.status !== 'paused') throw problem('WORKFLOW_NOT_LIVE', { status: record.status });
  const count = await runtime.enrolments.countOverdue(record.id, runtime.clock.now());
  const choice = body?.overdue;
  if (count > 0 && !choice) throw problem('RESUME_CHOICE_NEEDED', { count }, { extra: { overdue: count } });
  const live = await moveTo(runtime, record, 'live', actor);
  if (choice) await releaseOverdue(runtime, record.id, choice);
  runtime.wake();
  return workflowView(runtime, live);
};

/** Changes a workflow's state, in this process at once. Throws PRECONDITION_FAILED where somebody else changed it. */
export async function moveTo(
  runtime: Runtime,
  record: WorkflowRecord,
  status: WorkflowStatus,
  actor: Actor,
): Promise<WorkflowRecord> {
  const now = runtime.clock.now();
  const moved: WorkflowRecord = {
    ...record,
    status,
    rev: record.rev + 1,
    updatedAt: now,
    pausedAt: status === 'paused' ? now : undefined,
    brake: undefined,
    ratesSince: record.brake ? now : record.ratesSince,
  };
  if (!(await runtime.workflows.save(moved, record.rev))) throw problem('PRECONDITION_FAILED', {});
  await runtime.plans.refresh({ now: true });
  await recordChange(runtime, actor, `workflow.${status}`, record.id);
  return moved;
}

async function releaseOverdue(runtime: Runtime, workflowId: string, choice: OverdueChoice): Promise<void> {
  const now = runtime.clock.now();
  await everyPage(
    (after) => runtime.enrolments.overdue(workflowId, now, { limit: PAGE, after }),
    async (items) => {
      const released = await Promise.all(items.map((enrolment) => release(runtime, enrolment, choice, now)));
      const lost = await runtime.enrolments.save(released.map((after) => ({ was: after.rev - 1, after })));
      if (choice !== 'skip') return;
      await advance(
        runtime,
        released.filter(({ id }) => !lost.has(id)),
        { type: 'skipping' },
        now,
      );
    },
  );
}

async function release(
  runtime: Runtime,
  enrolment: Enrolment,
  choice: OverdueChoice,
  now: Date,
): Promise<Enrolment> {
  const { reason: _, ...rest } = enrolment;
  const released: Enrolment = {
    ...rest,
    ...(enrolment.reason === PAUSED ? { status: 'waiting' as const } : {}),
    dueAt: now,
    rev: enrolment.rev + 1,
  };
  if (choice !== 'restart' || enrolment.step === undefined || enrolment.timerAt === undefined)
    return released;
  const plan = await runtime.plans.version(enrolment.workflowId, enrolment.version);
  const step = plan?.workflow.steps[enrolment.step];
  if (step?.kind !== 'wait' || step.for === undefined) return released;
  const timerAt = new Date(now.getTime() + durationMilliseconds(step.for));
  return { ...released, timerAt, dueAt: enrolment.inbox.length > 0 ? now : timerAt };
}

async function everyPage<Item>(
  read: (after: Place | undefined) => Promise<{ items: Item[]; next: Place | undefined }>,
  work: (items: Item[]) => Promise<unknown>,
): Promise<void> {
  let after: Place | undefined;
  do {
    const page = await read(after);
    if (page.items.length > 0) await work(page.items);
    after = page.next;
  } while (after);
}
