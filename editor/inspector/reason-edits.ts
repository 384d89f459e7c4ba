import type { StepOf } from '../../shared/steps/index.ts';
import { reasonsOf, type WaitReason } from '../../shared/steps/wait-until.ts';

type WaitUntil = StepOf<'wait-until'>;
type Reason = Exclude<WaitUntil['until'], unknown[]>;

export const reasonSorts = ['event', 'when', 'task', 'message'] as const;
export type ReasonSort = (typeof reasonSorts)[number];

/** What sort of reason it is. */
export function sortOf(reason: Reason): ReasonSort {
  if ('event' in reason) return 'event';
  if ('when' in reason) return 'when';
  return 'task' in reason ? 'task' : 'message';
}

/** A new reason; it waits for the first task or e-mail there is. */
export function blankReason(sort: ReasonSort, steps: Readonly<Record<string, { kind: string }>>): Reason {
  const first = (kind: string) => Object.keys(steps).find((id) => steps[id]?.kind === kind) ?? 'missing';
  switch (sort) {
    case 'event':
      return { event: '' };
    case 'when':
      return { when: { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: '' }] } };
    case 'task':
      return { task: first('create-task') };
    case 'message':
      return { message: first('send-email'), is: 'clicked' };
  }
}

/**
 * The step with other reasons, in the same order as before where they stay. A reason keeps where it led also when its
 * exit is called otherwise now; two that would share a name are told apart by a number.
 */
export function withReasons(step: WaitUntil, next: readonly (Reason & { was?: string })[]): WaitUntil {
  const taken = new Set(['timeout', 'next']);
  const exits: WaitUntil['exits'] = {};
  if (step.exits.timeout !== undefined) exits.timeout = step.exits.timeout;
  const reasons = next.map(({ was, ...reason }) => {
    const [named] = reasonsOf({ until: reason });
    const id = freeName(named?.id ?? 'reason', taken);
    taken.add(id);
    const target = was === undefined ? undefined : step.exits[was];
    if (target !== undefined) exits[id] = target;
    return id === named?.id ? reason : { ...reason, id };
  });
  const [only] = reasons;
  return { ...step, until: reasons.length === 1 && only ? only : reasons, exits };
}

/** The reasons as the form edits them: each knows the exit it has now; ids that are only usual names are left out. */
export function editableReasons(step: WaitUntil): (Reason & { was: string })[] {
  const list = Array.isArray(step.until) ? step.until : [step.until];
  return reasonsOf(step).map(({ id }: WaitReason, index) => ({ ...(list[index] as Reason), was: id }));
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}-${number}`)) number += 1;
  return `${name}-${number}`;
}
