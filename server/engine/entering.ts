import type { Enrolment, EntryRefusal, TriggerSnapshot } from '../../shared/enrolment.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import type { Reentry } from '../../shared/workflow.ts';
import type { FactSnapshot } from './facts.ts';
import { enrolmentId, percentile } from './hash.ts';
import type { Plan } from './plan.ts';

export type EntryDecision =
  | { enters: true; slot: string; ordinal: number }
  | { enters: false; reason: EntryRefusal };

/**
 * Whether the contact may enter now: the entry condition holds, the goal is not already true, and re-entry allows it.
 * `newest` is the contact's newest enrolment in this workflow.
 */
export function decideEntry(
  plan: Plan,
  facts: FactSnapshot,
  newest: Enrolment | undefined,
  cause: string,
  now: Date,
): EntryDecision {
  const refused = reentryRefusal(plan.workflow.entry.reentry, newest, now);
  if (refused) return { enters: false, reason: refused };
  if (plan.entry && !plan.entry.test(facts, now.getTime())) return { enters: false, reason: 'condition' };
  if (plan.goal?.condition.test({ ...facts, enteredAt: now.getTime() }, now.getTime()))
    return { enters: false, reason: 'goal-reached' };
  return { enters: true, ...slotOf(plan.workflow.entry.reentry, newest, cause) };
}

/** What re-entry says of somebody whose newest enrolment in the workflow this is; undefined where they may enter. */
export function reentryRefusal(
  reentry: Reentry,
  newest: Enrolment | undefined,
  now: Date,
): EntryRefusal | undefined {
  if (!newest) return undefined;
  switch (reentry.mode) {
    case 'once':
      return 'already-entered';
    case 'always':
      return undefined;
    case 'after':
      return newest.enteredAt.getTime() + durationMilliseconds(reentry.wait) > now.getTime()
        ? 'pause'
        : undefined;
    case 'one-at-a-time':
      return hasEnded(newest) ? undefined : 'already-inside';
  }
}

/**
 * The key that makes two simultaneous entries collide where re-entry allows only one: `once` has one slot for ever,
 * `always` one per cause, the others count up from the newest enrolment both have seen.
 */
function slotOf(
  reentry: Reentry,
  newest: Enrolment | undefined,
  cause: string,
): { slot: string; ordinal: number } {
  const ordinal = newest ? newest.ordinal + 1 : 0;
  switch (reentry.mode) {
    case 'once':
      return { slot: 'once', ordinal: 0 };
    case 'always':
      return { slot: `cause:${cause}`, ordinal };
    default:
      return { slot: reentry.mode, ordinal };
  }
}

/** Whether an enrolment walks no further. */
export function hasEnded(enrolment: Pick<Enrolment, 'status'>): boolean {
  return enrolment.status === 'completed' || enrolment.status === 'exited' || enrolment.status === 'heldOut';
}

/** A new enrolment before its first step. Held-out contacts never walk; their goal is measured like the others'. */
export function newEnrolment(
  plan: Plan,
  who: {
    subject: string;
    userId: string | undefined;
    person?: string | undefined;
    p: number;
    demo?: boolean | undefined;
  },
  start: {
    cause: string;
    slot: string;
    ordinal: number;
    trigger: TriggerSnapshot;
    ancestry?: string[] | undefined;
  },
  now: Date,
): Enrolment {
  const holdout = percentile(plan.workflowId, who.subject) < plan.workflow.entry.holdoutPercent;
  return {
    id: enrolmentId(plan.workflowId, who.subject, start.cause),
    workflowId: plan.workflowId,
    version: plan.version,
    ...who,
    ...start,
    status: holdout ? 'heldOut' : 'active',
    visit: 0,
    rev: 0,
    inbox: [],
    outbox: [],
    holdout,
    history: [],
    goalUntil: plan.goal && new Date(now.getTime() + plan.goal.within),
    enteredAt: now,
    endedAt: holdout ? now : undefined,
  };
}
