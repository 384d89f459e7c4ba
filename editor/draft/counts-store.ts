import { create } from 'zustand';
import type { WorkflowCounts } from '../../shared/workflow-view.ts';

/** Live numbers, apart from the document, so that a tick redraws only the numbers that changed. */
export const useCounts = create<{
  counts: WorkflowCounts | undefined;
  /** Of those who entered in the last so many days; undefined: of all. */
  days: number | undefined;
}>(() => ({ counts: undefined, days: undefined }));

/** The share of those who left a step through one exit; undefined while nobody has. */
export function shareOfExit(
  counts: WorkflowCounts | undefined,
  step: string,
  exit: string,
): number | undefined {
  const exits = counts?.steps[step]?.exits;
  if (!exits) return undefined;
  const all = Object.values(exits).reduce((sum, count) => sum + count, 0);
  return all > 0 ? (exits[exit] ?? 0) / all : undefined;
}
