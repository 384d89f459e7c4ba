import type { WorkflowChange } from '../../../shared/workflow-view.ts';

/** Saves closer together than this are one piece of work. */
const BURST = 3_600_000;

/** The changes, newest first, with the saves of one person in a row told once, by the newest of them. */
export function inBursts(changes: readonly WorkflowChange[]): WorkflowChange[] {
  const told: WorkflowChange[] = [];
  let last: WorkflowChange | undefined;
  for (const change of changes) {
    const continues =
      last?.action === 'workflow.save' &&
      change.action === last.action &&
      change.by === last.by &&
      new Date(last.at).getTime() - new Date(change.at).getTime() < BURST;
    if (!continues) told.push(change);
    last = change;
  }
  return told;
}
