import { problem } from '../../../shared/problems.ts';
import type { WorkflowRecord, WorkflowStatus } from '../../ports/workspace.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor, Verb } from '../verb.ts';
import { workflowOf, workflowView } from './workflow-view.ts';

/** Stops entering and moving; whoever is inside stays where they are. */
export const pauseWorkflow: Verb<'pauseWorkflow'> = async (runtime, { params, actor }) => {
  const record = await workflowOf(runtime, params.id);
  if (record.status !== 'live') throw problem('WORKFLOW_NOT_PAUSABLE', { status: record.status });
  return workflowView(runtime, await moveTo(runtime, record, 'paused', actor));
};

/**
 * Changes a workflow's state, in this process at once; with `resuming`, what was due by then stands still until its job
 * has dealt with it. Throws PRECONDITION_FAILED where somebody else changed it.
 */
export async function moveTo(
  runtime: Runtime,
  record: WorkflowRecord,
  status: WorkflowStatus,
  actor: Actor,
  resuming?: Date,
): Promise<WorkflowRecord> {
  const now = runtime.clock.now();
  const moved: WorkflowRecord = {
    ...record,
    status,
    rev: record.rev + 1,
    updatedAt: now,
    pausedAt: status === 'paused' ? now : undefined,
    resuming,
    brake: undefined,
    ratesSince: record.brake ? now : record.ratesSince,
  };
  if (!(await runtime.workflows.save(moved, record.rev))) throw problem('PRECONDITION_FAILED', {});
  await runtime.plans.refresh({ now: true });
  await recordChange(runtime, actor, `workflow.${status}`, record.id);
  return moved;
}
