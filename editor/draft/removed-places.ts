import { exitsOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { entrance, type Place, placesBefore, TRIGGER } from './place.ts';

/**
 * Where on the draft's way the steps stood that it no longer has: the place they followed, as `from|exit`, and their
 * ids in the order of the version that has them.
 */
export function removedPlaces(
  live: Workflow,
  draft: Workflow,
  removed: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const id of removed) {
    const { from, exit } = placeLeft(live, draft, id);
    const key = `${from}|${exit}`;
    places.set(key, [...(places.get(key) ?? []), id]);
  }
  return places;
}

/** The nearest place before a step that the draft still has. */
function placeLeft(live: Workflow, draft: Workflow, id: string): Place {
  const seen = new Set([id]);
  const open = placesBefore(live, id);
  for (let place = open.shift(); place; place = open.shift()) {
    if (place.from === TRIGGER) return entrance;
    const step = draft.steps[place.from];
    if (step) {
      const [first, ...rest] = exitsOf(step).map((exit) => exit.id);
      const { from, exit } = place;
      if (first !== undefined) return { from, exit: [first, ...rest].includes(exit) ? exit : first };
    }
    if (seen.has(place.from)) continue;
    seen.add(place.from);
    open.push(...placesBefore(live, place.from));
  }
  return entrance;
}
