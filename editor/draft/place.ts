import { linksOf } from '../../shared/graph.ts';
import { connectExit, exitsOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import type { Workflow } from '../../shared/workflow.ts';

/** Stands for the trigger where a step id is expected; no step id may contain a colon. */
export const TRIGGER = ':trigger';

/** A spot in the flow where a step can be put: behind one exit of a step, or behind the trigger (`next`). */
export interface Place {
  from: string;
  exit: string;
}

/** The place behind the trigger. */
export const entrance: Place = { from: TRIGGER, exit: 'next' };

const OPEN = ':open:';

/** Stands for what does not follow yet at a place, where a step id is expected. */
export function openEndId({ from, exit }: Place): string {
  return `${OPEN}${from}|${exit}`;
}

/** The place of an open end; undefined for every other id. */
export function placeOfOpenEnd(id: string): Place | undefined {
  if (!id.startsWith(OPEN)) return undefined;
  const [from = '', ...exit] = id.slice(OPEN.length).split('|');
  return { from, exit: exit.join('|') };
}

/** What stands at a place now; undefined when nothing does. */
export function targetAt(workflow: Workflow, place: Place): string | undefined {
  if (place.from === TRIGGER) return workflow.start;
  const step = workflow.steps[place.from];
  return step && exitsOf(step).find(({ id }) => id === place.exit)?.to;
}

/** The workflow with something else standing at a place. */
export function connectPlace(workflow: Workflow, place: Place, to: string | undefined): Workflow {
  if (place.from === TRIGGER) return withOptional(workflow, 'start', to);
  const step = workflow.steps[place.from];
  if (!step) return workflow;
  return { ...workflow, steps: { ...workflow.steps, [place.from]: connectExit(step, place.exit, to) } };
}

/** Every place that leads to a step. */
export function placesBefore(workflow: Workflow, id: string): Place[] {
  const before = linksOf(workflow.steps)
    .filter(({ to }) => to === id)
    .map(({ from, exit }) => ({ from, exit }));
  return workflow.start === id ? [entrance, ...before] : before;
}

/** The places behind a step or the trigger, in drawing order; of an open end, its own. */
export function placesAfter(workflow: Workflow, from: string): Place[] {
  if (from === TRIGGER) return [entrance];
  const open = placeOfOpenEnd(from);
  if (open) return [open];
  const step = workflow.steps[from];
  return step ? exitsOf(step).map(({ id }) => ({ from, exit: id })) : [];
}

/** Leads everything that led to one step to another instead. */
export function redirect(workflow: Workflow, from: string, to: string | undefined): Workflow {
  return placesBefore(workflow, from).reduce((now, place) => connectPlace(now, place, to), workflow);
}
