import { create } from 'zustand';
import type { Workflow } from '../../shared/workflow.ts';
import { diffWorkflows, isUnchanged, type WorkflowDifference } from './diff-workflows.ts';
import { useDraft } from './draft-store.ts';
import { removedPlaces } from './removed-places.ts';

interface Comparison {
  version: number;
  /** The version compared with. */
  workflow: Workflow;
  difference: WorkflowDifference;
  /** What became of each step that is in the draft. */
  marks: ReadonlyMap<string, 'added' | 'changed'>;
  /** The steps that are gone, by the place they stood behind. */
  gone: ReadonlyMap<string, readonly string[]>;
}

/** The published version the canvas is compared with; nothing while none is. */
export const useComparison = create<{ comparison: Comparison | undefined }>(() => ({
  comparison: undefined,
}));

/** Marks on the canvas what the draft adds to a version and changes in it, from now on. */
export function compareWith(version: number, workflow: Workflow): void {
  useComparison.setState({ comparison: compared(version, workflow, useDraft.getState().history.present) });
}

/** Ends the comparison. */
export function endComparison(): void {
  useComparison.setState({ comparison: undefined });
}

/** Keeps the comparison true while somebody edits; returns how to stop. */
export function watchComparison(): () => void {
  const stop = useDraft.subscribe(({ history }, before) => {
    const { comparison } = useComparison.getState();
    if (!comparison || history.present === before.history.present) return;
    useComparison.setState({
      comparison: compared(comparison.version, comparison.workflow, history.present),
    });
  });
  return () => {
    stop();
    endComparison();
  };
}

/** Whether nothing differs. */
export function isSame({ difference }: Comparison): boolean {
  return isUnchanged(difference);
}

function compared(version: number, workflow: Workflow, draft: Workflow): Comparison {
  const difference = diffWorkflows(workflow, draft);
  const marks = new Map<string, 'added' | 'changed'>([
    ...difference.added.map((id) => [id, 'added'] as const),
    ...difference.changed.map((id) => [id, 'changed'] as const),
  ]);
  const gone = removedPlaces(workflow, draft, difference.removed);
  return { version, workflow, difference, marks, gone };
}
