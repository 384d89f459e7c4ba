import { loopMembers } from '../../shared/graph.ts';
import { exitsOf, type Step } from '../../shared/steps/index.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import type { Workflow } from '../../shared/workflow.ts';

const DAY = 86_400_000;

/** How many whole days after entering somebody comes to a step: at the least, and at the most when that is bounded. */
export interface DaysToStep {
  least: number;
  most: number | undefined;
}

const known = new WeakMap<Workflow, ReadonlyMap<string, DaysToStep>>();

/**
 * The days from entering to each step that can be reached, from the waits on the ways there. Waiting for a date has
 * no bound, for a weekday a week, until something happens its timeout; a loop may take any number of rounds.
 */
export function daysToSteps(workflow: Workflow): ReadonlyMap<string, DaysToStep> {
  const before = known.get(workflow);
  if (before) return before;
  const { steps } = workflow;
  const order = inFlowOrderFrom(workflow);
  const position = new Map(order.map((id, index) => [id, index]));
  const loops = loopMembers(steps);
  const least = new Map<string, number>();
  const most = new Map<string, number>();
  for (const id of order) {
    const step = steps[id];
    if (!step) continue;
    const soonest = least.get(id) ?? 0;
    const latest = loops.has(id) ? Number.POSITIVE_INFINITY : (most.get(id) ?? 0);
    least.set(id, soonest);
    most.set(id, latest);
    const [shortest, longest] = stay(step);
    for (const { to } of exitsOf(step)) {
      // The way back in a loop makes nothing sooner, and that it may be gone often is known already.
      if (to === undefined || (position.get(to) ?? -1) <= (position.get(id) ?? 0)) continue;
      least.set(to, Math.min(least.get(to) ?? Number.POSITIVE_INFINITY, soonest + shortest));
      most.set(to, Math.max(most.get(to) ?? 0, latest + longest));
    }
  }
  const days = new Map(
    [...least].map(([id, ms]): [string, DaysToStep] => {
      const bound = most.get(id) ?? ms;
      const isBounded = Number.isFinite(bound);
      return [id, { least: Math.floor(ms / DAY), most: isBounded ? Math.floor(bound / DAY) : undefined }];
    }),
  );
  known.set(workflow, days);
  return days;
}

/** The steps that can be reached, each behind all that lead to it, ways back in loops left out. */
function inFlowOrderFrom({ steps, start }: Workflow): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const open: { id: string; isDone: boolean }[] = start === undefined ? [] : [{ id: start, isDone: false }];
  for (let at = open.pop(); at; at = open.pop()) {
    const step = steps[at.id];
    if (at.isDone) order.push(at.id);
    else if (step && !seen.has(at.id)) {
      seen.add(at.id);
      open.push({ id: at.id, isDone: true });
      for (const { to } of exitsOf(step)) if (to !== undefined) open.push({ id: to, isDone: false });
    }
  }
  return order.reverse();
}

/** How long a step keeps people, in milliseconds: at the least and at the most. */
function stay(step: Step): [least: number, most: number] {
  if (step.kind === 'wait') {
    if (step.until)
      return [0, 'date' in step.until ? Number.POSITIVE_INFINITY : (step.until.days ? 7 : 1) * DAY];
    const length = lengthOf(step.for);
    return [length, length];
  }
  return step.kind === 'wait-until' ? [0, lengthOf(step.timeout)] : [0, 0];
}

function lengthOf(text: string | undefined): number {
  try {
    return text === undefined ? 0 : durationMilliseconds(text);
  } catch {
    // A length that is half written counts when it is whole.
    return 0;
  }
}
