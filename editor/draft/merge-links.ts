import { exitsOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';

type Steps = Workflow['steps'];

/** Where a connection leads once the steps that are gone are passed by on their first exit, as they stood in `from`. */
export function ledPast(from: Steps, kept: Steps, to: string | undefined): string | undefined {
  const seen = new Set<string>();
  let at = to;
  while (at !== undefined && !Object.hasOwn(kept, at) && !seen.has(at)) {
    const step = from[at];
    if (!step) return at;
    seen.add(at);
    at = exitsOf(step)[0]?.to;
  }
  return at !== undefined && seen.has(at) ? undefined : at;
}

/**
 * Both sides put new steps where `was` stood: the connections of mine, as `from|exit`, that shall lead on to theirs.
 * Undefined when one of the two is no new step, or mine does not lead on to where it stood.
 */
export function chainNewSteps(
  base: Workflow,
  mine: Workflow,
  [was, own, other]: [string | undefined, string | undefined, string | undefined],
): string[] | undefined {
  const isNew = (id: string | undefined) => id !== undefined && !Object.hasOwn(base.steps, id);
  if (!isNew(own) || !isNew(other) || own === undefined) return undefined;
  const ends: string[] = [];
  const loose: string[] = [];
  const seen = new Set<string>();
  const open = [own];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = mine.steps[id];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    for (const { id: exit, to } of exitsOf(step)) {
      if (to === was) ends.push(`${id}|${exit}`);
      else if (to !== undefined && isNew(to) && mine.steps[to]?.kind === 'exit') loose.push(`${id}|${exit}`);
      else if (to !== undefined && isNew(to)) open.push(to);
    }
  }
  // Mine ended the flow here: theirs goes on where mine ended.
  return ends.length > 0 ? ends : loose.length > 0 ? loose.slice(0, 1) : undefined;
}
