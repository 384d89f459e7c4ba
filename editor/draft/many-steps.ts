import { reachableFrom } from '../../shared/graph.ts';
import { exitsOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { contentsOf, type Fragment, firstEnd } from './fragment.ts';
import { followed, type NewId } from './open-ends.ts';
import { connectPlace, type Place, placesAfter, redirect } from './place.ts';
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
