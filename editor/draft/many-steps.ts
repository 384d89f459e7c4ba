import { reachableFrom } from '../../shared/graph.ts';
import { exitsOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { contentsOf, type Fragment, firstEnd, pasteFragment, stepBehind } from './fragment.ts';
import { moveDown, moveStep, moveUp } from './move-step.ts';
import { followed, type NewId } from './open-ends.ts';
import { connectPlace, type Place, placesAfter, placesBefore, redirect, TRIGGER } from './place.ts';
import { removeStep, removeWithContents } from './remove-step.ts';

/** The ids as the flow comes to them, first paths first; what nobody reaches comes last. */
export function inFlowOrder(workflow: Workflow, ids: Iterable<string>): string[] {
  const wanted = new Set(ids);
  const found: string[] = [];
  const seen = new Set<string>();
  const open = [...Object.keys(workflow.steps).reverse(), ...(workflow.start ? [workflow.start] : [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = workflow.steps[id];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    if (wanted.has(id)) found.push(id);
    for (const { to } of exitsOf(step).reverse()) if (to !== undefined) open.push(to);
  }
  return found;
}

/**
 * Copies steps, branches with their contents. Connections among them are kept; what stood apart is put one behind the
 * other, so that all of it can be pasted at one place. Undefined when there is nothing to copy.
 */
export function takeSteps(workflow: Workflow, ids: Iterable<string>): Fragment | undefined {
  const chosen = inFlowOrder(workflow, ids).filter((id) => workflow.steps[id]?.kind !== 'exit');
  const inside = new Set(chosen.flatMap((id) => [...contentsOf(workflow, id)]));
  const order = inFlowOrder(workflow, inside);
  const [head] = order;
  if (head === undefined || chosen.length === 0) return undefined;
  let cut: Workflow = {
    ...workflow,
    start: head,
    steps: Object.fromEntries(Object.entries(workflow.steps).filter(([id]) => inside.has(id))),
  };
  for (const from of inside)
    for (const place of placesAfter(cut, from))
      if (followed(cut, place) === undefined) cut = connectPlace(cut, place, undefined);
  let reached = reachableFrom(cut.steps, head);
  for (const id of order) {
    if (reached.has(id)) continue;
    cut = chain(cut, reached, id);
    reached = reachableFrom(cut.steps, head);
  }
  return { head, steps: cut.steps };
}

/** Deletes steps, branches with their contents, and joins what is left. */
export function removeSteps(workflow: Workflow, ids: Iterable<string>, newId: NewId): Workflow {
  return inFlowOrder(workflow, ids).reduce(
    (now, id) =>
      contentsOf(now, id).size > 1 ? removeWithContents(now, id, newId) : removeStep(now, id, newId),
    workflow,
  );
}

/**
 * Moves steps (branches with their contents) to a place, in the order the flow comes to them; they keep their ids, so
 * that numbers and people stay with them. Unchanged when the place lies among what moves.
 */
export function moveSteps(workflow: Workflow, ids: Iterable<string>, place: Place, newId: NewId): Workflow {
  const chosen = inFlowOrder(workflow, ids).filter((id) => workflow.steps[id]?.kind !== 'exit');
  const [only] = chosen;
  if (only === undefined) return workflow;
  if (chosen.length === 1) return moveStep(workflow, only, place, newId);
  const inside = new Set(chosen.flatMap((id) => [...contentsOf(workflow, id)]));
  if (inside.has(place.from)) return workflow;
  const fragment = takeSteps(workflow, chosen);
  if (!fragment) return workflow;
  const without = removeSteps(workflow, chosen, newId);
  if (place.from !== TRIGGER && !Object.hasOwn(without.steps, place.from)) return workflow;
  const keepIds = Object.keys(fragment.steps);
  return pasteFragment(without, place, fragment, () => keepIds.shift() ?? newId()).workflow;
}

/** Moves steps one place up, before the step in front of the first, or down, behind the step after the last. */
export function shiftSteps(
  workflow: Workflow,
  ids: Iterable<string>,
  direction: 'up' | 'down',
  newId: NewId,
): Workflow {
  const chosen = inFlowOrder(workflow, ids);
  const [first] = chosen;
  const last = chosen.at(-1);
  if (first === undefined || last === undefined) return workflow;
  if (chosen.length === 1) return (direction === 'up' ? moveUp : moveDown)(workflow, first, newId);
  const inside = new Set(chosen.flatMap((id) => [...contentsOf(workflow, id)]));
  if (direction === 'up') {
    const [before] = placesBefore(workflow, first);
    const [place] = before && before.from !== TRIGGER ? placesBefore(workflow, before.from) : [];
    return place ? moveSteps(workflow, chosen, place, newId) : workflow;
  }
  const next = stepBehind(workflow, last, inside);
  const [place] = next === undefined ? [] : placesAfter(workflow, next);
  return place ? moveSteps(workflow, chosen, place, newId) : workflow;
}

/** Leads the open connections of what is reached on to one more step; where all paths end, the first end. */
function chain(workflow: Workflow, reached: ReadonlySet<string>, id: string): Workflow {
  const open = [...reached].flatMap((from) =>
    placesAfter(workflow, from).filter((place: Place) => followed(workflow, place) === undefined),
  );
  if (open.length > 0) return open.reduce((now, place) => connectPlace(now, place, id), workflow);
  const end = firstEnd(workflow, workflow.start ?? '');
  const { [end]: _, ...steps } = redirect(workflow, end, id).steps;
  return { ...workflow, steps };
}
