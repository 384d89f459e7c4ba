import { reachableFrom } from '../../shared/graph.ts';
import { exitsOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { connectPlace, entrance, type Place, targetAt } from './place.ts';

/** Hands out ids for new steps. */
export type NewId = () => string;

/** Every place where nothing, or a step that does not exist, follows. */
export function openEnds(workflow: Workflow): Place[] {
  const missing = (to: string | undefined) => to === undefined || !Object.hasOwn(workflow.steps, to);
  const places = Object.entries(workflow.steps).flatMap(([from, step]) =>
    exitsOf(step).flatMap(({ id, to }) => (missing(to) ? [{ from, exit: id }] : [])),
  );
  return missing(workflow.start) ? [entrance, ...places] : places;
}

/** Puts an exit at every open end, each its own, so that a half-drawn flow is already complete. */
export function closeOpenEnds(workflow: Workflow, newId: NewId): Workflow {
  let closed = workflow;
  for (const place of openEnds(workflow)) {
    const id = newId();
    closed = connectPlace({ ...closed, steps: { ...closed.steps, [id]: { kind: 'exit' } } }, place, id);
  }
  return closed;
}

/** Removes the steps an edit cut off: those the flow reached before and cannot reach any more. */
export function dropCutOff(before: Workflow, after: Workflow): Workflow {
  const reached = reachableFrom(before.steps, before.start);
  const reaches = reachableFrom(after.steps, after.start);
  const kept = Object.entries(after.steps).filter(
    ([id]) => reaches.has(id) || (Object.hasOwn(before.steps, id) && !reached.has(id)),
  );
  if (kept.length === Object.keys(after.steps).length) return after;
  const steps = Object.fromEntries(kept);
  return {
    ...after,
    steps,
    notes: after.notes.filter(({ step }) => step === undefined || Object.hasOwn(steps, step)),
  };
}

/** Where a place leads, without following a missing step. */
export function followed(workflow: Workflow, place: Place): string | undefined {
  const to = targetAt(workflow, place);
  return to !== undefined && Object.hasOwn(workflow.steps, to) ? to : undefined;
}

/** A source of ids that no step of the workflow has and none had before: a deleted step's id never returns. */
export function freshIds(workflow: Workflow, random: () => string): NewId {
  const taken = new Set(Object.keys(workflow.steps));
  return () => {
    let id = random();
    while (taken.has(id)) id = random();
    taken.add(id);
    return id;
  };
}
