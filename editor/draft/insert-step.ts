import { exitsOf, type Step } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { closeOpenEnds, dropCutOff, followed, type NewId } from './open-ends.ts';
import { connectPlace, entrance, type Place, placesAfter, targetAt } from './place.ts';

/**
 * Puts a step at a place. What followed goes on behind its first exit (the first path of a branch); its other exits
 * get an exit of their own. An `exit` put into the middle ends the flow there and takes away what is then cut off.
 */
export function insertStep(
  workflow: Workflow,
  place: Place,
  step: Step,
  newId: NewId,
): { workflow: Workflow; id: string } {
  const behind = followed(workflow, place);
  if (step.kind === 'exit' && behind !== undefined && workflow.steps[behind]?.kind === 'exit')
    return { workflow, id: behind };
  const id = newId();
  let after: Workflow = { ...workflow, steps: { ...workflow.steps, [id]: step } };
  const first = exitsOf(step)[0];
  if (first && behind !== undefined) after = connectPlace(after, { from: id, exit: first.id }, behind);
  after = connectPlace(after, place, id);
  return { workflow: closeOpenEnds(dropCutOff(workflow, after), newId), id };
}

/** The place where “add at the end” adds: down the first path behind a step until an exit stands there. */
export function lastPlace(workflow: Workflow, from: Place = entrance): Place {
  const seen = new Set<string>();
  let place = from;
  for (;;) {
    const at = targetAt(workflow, place);
    const step = at === undefined ? undefined : workflow.steps[at];
    const [next] = at === undefined ? [] : placesAfter(workflow, at);
    if (!step || at === undefined || seen.has(at) || !next) return place;
    seen.add(at);
    place = next;
  }
}

/** Connects a place to a step that is already there (“Go to …”); what is cut off by it goes away. */
export function goTo(workflow: Workflow, place: Place, target: string, newId: NewId): Workflow {
  if (!Object.hasOwn(workflow.steps, target)) return workflow;
  return closeOpenEnds(dropCutOff(workflow, connectPlace(workflow, place, target)), newId);
}

/** Ends a place with an exit of its own. */
export function endHere(workflow: Workflow, place: Place, newId: NewId): Workflow {
  return closeOpenEnds(dropCutOff(workflow, connectPlace(workflow, place, undefined)), newId);
}
