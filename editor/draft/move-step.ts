import type { Workflow } from '../../shared/workflow.ts';
import { contentsOf, pasteFragment, stepBehind, takeFragment } from './fragment.ts';
import { insertStep } from './insert-step.ts';
import { followed, type NewId } from './open-ends.ts';
import { type Place, placesAfter, placesBefore, TRIGGER } from './place.ts';
import { removeStep, removeWithContents } from './remove-step.ts';

/**
 * Moves a step (a branch with its contents) to another place; it keeps its id, so that numbers and people stay with
 * it. Unchanged when the place lies inside what moves or right behind it.
 */
export function moveStep(workflow: Workflow, id: string, place: Place, newId: NewId): Workflow {
  const step = workflow.steps[id];
  const inside = contentsOf(workflow, id);
  if (!step || step.kind === 'exit' || inside.has(place.from) || followed(workflow, place) === id)
    return workflow;
  const fragment = takeFragment(workflow, id);
  if (!fragment) return workflow;
  const without = inside.size > 1 ? removeWithContents(workflow, id, newId) : removeStep(workflow, id, newId);
  if (place.from !== TRIGGER && !Object.hasOwn(without.steps, place.from)) return workflow;
  const keepIds = Object.keys(fragment.steps);
  return pasteFragment(without, place, fragment, () => keepIds.shift() ?? newId()).workflow;
}

/** Moves a step one place up: before the step in front of it. */
export function moveUp(workflow: Workflow, id: string, newId: NewId): Workflow {
  const before = placesBefore(workflow, id)[0];
  if (!before || before.from === TRIGGER) return workflow;
  const place = placesBefore(workflow, before.from)[0];
  return place ? moveStep(workflow, id, place, newId) : workflow;
}

/** Moves a step one place down: behind the step that follows it and its contents (down its first path). */
export function moveDown(workflow: Workflow, id: string, newId: NewId): Workflow {
  const next = stepBehind(workflow, id, contentsOf(workflow, id));
  const place = next === undefined ? undefined : placesAfter(workflow, next)[0];
  return place ? moveStep(workflow, id, place, newId) : workflow;
}

/** Puts a copy of a step right behind it; a branch is copied with its contents, in front of the original. */
export function duplicateStep(
  workflow: Workflow,
  id: string,
  newId: NewId,
): { workflow: Workflow; id: string } {
  const step = workflow.steps[id];
  const fragment = takeFragment(workflow, id);
  if (!step || !fragment || step.kind === 'exit') return { workflow, id };
  if (Object.keys(fragment.steps).length === 1) {
    const place = placesAfter(workflow, id)[0];
    return place ? insertStep(workflow, place, fragment.steps[id] ?? step, newId) : { workflow, id };
  }
  const place = placesBefore(workflow, id)[0];
  return place ? pasteFragment(workflow, place, fragment, newId) : { workflow, id };
}
