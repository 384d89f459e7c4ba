import { reachableFrom } from '../../shared/graph.ts';
import { exitsOf, type Step } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { closeOpenEnds, dropCutOff, followed, type NewId } from './open-ends.ts';
import { connectPlace, type Place, placesAfter, redirect } from './place.ts';
import { withReferences } from './step-references.ts';

/** A step taken out of its flow, with what belongs to it: a branch brings the contents of its paths. */
export interface Fragment {
  head: string;
  steps: Record<string, Step>;
}

/**
 * Where the paths of a step meet again: the nearest step, not an exit, that every path which does not end leads to.
 * Undefined when they never do.
 */
export function meetingPoint(workflow: Workflow, id: string): string | undefined {
  const { steps } = workflow;
  const others = Object.fromEntries(Object.entries(steps).filter(([key]) => key !== id));
  const ways = placesAfter(workflow, id).flatMap((place) => {
    const to = followed(workflow, place);
    return to === undefined || to === id ? [] : [reachableFrom(others, to)];
  });
  const open = ways.filter((way) => [...way].some((key) => steps[key]?.kind !== 'exit'));
  const [first, ...rest] = open;
  if (!first || rest.length === 0) return undefined;
  const common = [...first].filter((key) => steps[key]?.kind !== 'exit' && rest.every((way) => way.has(key)));
  // The nearest is the one from which all the others can be reached.
  return common.find((key) => {
    const beyond = reachableFrom(others, key);
    return common.every((other) => beyond.has(other));
  });
}

/** The ids of a step and of everything only it leads to, up to where its paths meet again. */
export function contentsOf(workflow: Workflow, id: string): Set<string> {
  const step = workflow.steps[id];
  if (!step || exitsOf(step).length < 2) return new Set(step ? [id] : []);
  const meeting = meetingPoint(workflow, id);
  const withoutIt = Object.fromEntries(Object.entries(workflow.steps).filter(([key]) => key !== id));
  const elsewhere = reachableFrom(withoutIt, workflow.start === id ? undefined : workflow.start);
  const beyond = meeting === undefined ? new Set<string>() : reachableFrom(withoutIt, meeting);
  const inside = reachableFrom(workflow.steps, id);
  return new Set([...inside].filter((key) => key === id || (!elsewhere.has(key) && !beyond.has(key))));
}

/** What comes behind a step with its contents, the first path first; `inside` is left out. */
export function stepBehind(workflow: Workflow, id: string, inside: ReadonlySet<string>): string | undefined {
  const ways = placesAfter(workflow, id).map((place) => followed(workflow, place));
  return [meetingPoint(workflow, id), ...ways].find((to) => to !== undefined && !inside.has(to));
}

/** A copy of a step to paste elsewhere; connections that lead out of it are left open. */
export function takeFragment(workflow: Workflow, id: string): Fragment | undefined {
  const inside = contentsOf(workflow, id);
  if (inside.size === 0) return undefined;
  let cut: Workflow = workflow;
  for (const from of inside) {
    for (const place of placesAfter(workflow, from)) {
      const to = followed(workflow, place);
      if (to === undefined || !inside.has(to)) cut = connectPlace(cut, place, undefined);
    }
  }
  return {
    head: id,
    steps: Object.fromEntries(Object.entries(cut.steps).filter(([key]) => inside.has(key))),
  };
}

/**
 * Puts a fragment at a place under new ids. What followed goes on behind its open connections; when all its paths
 * end, behind the end of its first path.
 */
export function pasteFragment(
  workflow: Workflow,
  place: Place,
  fragment: Fragment,
  newId: NewId,
): { workflow: Workflow; id: string } {
  const behind = followed(workflow, place);
  const names = new Map(Object.keys(fragment.steps).map((key) => [key, newId()]));
  const id = names.get(fragment.head) ?? newId();
  let after: Workflow = { ...workflow, steps: { ...workflow.steps } };
  for (const [key, step] of Object.entries(fragment.steps))
    after.steps[names.get(key) ?? key] = withReferences(step, names);
  const open: Place[] = [];
  for (const [key, step] of Object.entries(fragment.steps)) {
    const from = names.get(key) ?? key;
    for (const { id: exit, to } of exitsOf(step)) {
      const target = to === undefined ? undefined : names.get(to);
      after = connectPlace(after, { from, exit }, target);
      if (target === undefined) open.push({ from, exit });
    }
  }
  after = connectPlace(after, place, id);
  if (behind !== undefined) {
    for (const end of open) after = connectPlace(after, end, behind);
    if (open.length === 0) after = redirect(after, firstEnd(after, id), behind);
  }
  return { workflow: closeOpenEnds(dropCutOff(workflow, after), newId), id };
}

/** Where the first path from a step ends. */
export function firstEnd(workflow: Workflow, from: string): string {
  const seen = new Set<string>();
  let at = from;
  while (!seen.has(at)) {
    seen.add(at);
    const next = placesAfter(workflow, at)[0];
    const to = next && followed(workflow, next);
    if (to === undefined) return at;
    at = to;
  }
  return at;
}
