import type { Step } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { changeDraft } from '../draft/draft-store.ts';

/** Replaces a step; `field` names what is typed in, so that a burst of typing is one step of undo. */
export function setStep(id: string, step: Step, field?: string): void {
  changeDraft(
    (workflow) =>
      Object.hasOwn(workflow.steps, id)
        ? { ...workflow, steps: { ...workflow.steps, [id]: step } }
        : workflow,
    field === undefined ? undefined : `steps.${id}.${field}`,
  );
}

/** Changes properties of the workflow itself. */
export function setWorkflow(changes: Partial<Workflow>, field?: string): void {
  changeDraft((workflow) => ({ ...workflow, ...changes }), field);
}

/** Sets or removes an optional property of the workflow. */
export function setOptional<Key extends 'description' | 'key' | 'goal' | 'sendWindow' | 'to' | 'dailyLimit'>(
  key: Key,
  value: Workflow[Key] | undefined,
  field?: string,
): void {
  changeDraft((workflow) => withOptional(workflow, key, value), field);
}

/** Changes the entry. */
export function setEntry(change: (entry: Workflow['entry']) => Workflow['entry'], field?: string): void {
  changeDraft((workflow) => ({ ...workflow, entry: change(workflow.entry) }), field);
}

/** A text as an optional property holds it: empty means absent. */
export function orAbsent(text: string): string | undefined {
  return text === '' ? undefined : text;
}
