import { exitsOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { contentsOf, meetingPoint } from './fragment.ts';
import { closeOpenEnds, dropCutOff, followed, type NewId } from './open-ends.ts';
import { placesAfter, redirect } from './place.ts';

/**
 * Deletes a step and joins what came before to what follows its first exit (or the one named). The contents of the
 * other exits go with it, unless something else leads there. A lone exit stays: the flow must end somewhere.
 */
export function removeStep(workflow: Workflow, id: string, newId: NewId, keep?: string): Workflow {
  const step = workflow.steps[id];
  if (!step || step.kind === 'exit') return workflow;
  const places = placesAfter(workflow, id);
  const kept = places.find(({ exit }) => exit === keep) ?? places[0];
  const next = kept && followed(workflow, kept);
  return without(workflow, id, next === id ? undefined : next, newId);
}

/** Deletes a step with everything on its paths; the flow goes on where the paths met, or ends. */
export function removeWithContents(workflow: Workflow, id: string, newId: NewId): Workflow {
  const step = workflow.steps[id];
  if (!step || step.kind === 'exit') return workflow;
  if (exitsOf(step).length < 2) return removeStep(workflow, id, newId);
  return without(workflow, id, meetingPoint(workflow, id), newId);
}

/** How many steps, exits not counted, go when a step is deleted and one of its exits is kept. */
export function lostWith(workflow: Workflow, id: string, keep?: string): number {
  const after = removeStep(workflow, id, () => ':none', keep);
  const lost = [...contentsOf(workflow, id)].filter(
    (key) => key !== id && workflow.steps[key]?.kind !== 'exit' && !Object.hasOwn(after.steps, key),
  );
  return lost.length;
}

function without(workflow: Workflow, id: string, next: string | undefined, newId: NewId): Workflow {
  const led = redirect(workflow, id, next);
  const { [id]: _, ...steps } = led.steps;
  const notes = led.notes.map((note) => (note.step === id ? withOptional(note, 'step', undefined) : note));
  return closeOpenEnds(dropCutOff(workflow, { ...led, steps, notes }), newId);
}
