import type { Effect, Enrolment, InboxItem, TriggerSnapshot } from '../../../shared/enrolment.ts';
import { earliest } from '../../../shared/time.ts';
import { newEnrolment } from '../../engine/entering.ts';
import { explainDecisions } from '../../engine/explain-decisions.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import type { Signal } from '../../engine/signal.ts';
import { transition } from '../../engine/transition.ts';
import type { PublishedPlan } from '../plan-book.ts';

/** An effect of a way through a workflow, with what was known when it was made. */
export interface MadeEffect {
  effect: Effect;
  enrolment: Enrolment;
  facts: FactSnapshot;
}

/** A way through a workflow as it went until now, and what it made on the way. */
export interface PastJourney {
  plan: PublishedPlan;
  enrolment: Enrolment;
  made: readonly MadeEffect[];
}

/** How somebody comes into a workflow. */
export interface PastEntry {
  who: Parameters<typeof newEnrolment>[1];
  start: { cause: string; slot: string; ordinal: number; trigger: TriggerSnapshot };
  at: Date;
}

/** More moves than any playbook makes in a hundred days. */
const MOST_MOVES = 2_000;

/**
 * Walks somebody through a workflow in past time, by production’s `transition` as of each moment, until `until`.
 * `happens` is what comes to them from outside, oldest first; `answer` says what becomes of each effect, later.
 */
export async function pastJourney(
  plan: PublishedPlan,
  { who, start, at }: PastEntry,
  world: {
    factsAt(at: number): FactSnapshot;
    happens: readonly InboxItem[];
    answer(effect: Effect): readonly InboxItem[];
    until: Date;
  },
): Promise<PastJourney> {
  const made: MadeEffect[] = [];
  const open = [...world.happens];
  let it = newEnrolment(plan, who, start, at);
  let signal: Signal = { type: 'entered' };
  let now = at;
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    const facts = world.factsAt(now.getTime());
    const moved = transition(plan, { ...it, outbox: [] }, signal, facts, now);
    it = await explainDecisions(plan, moved, facts, now);
    signal = { type: 'woke' };
    for (const effect of moved.effects) {
      made.push({ effect, enrolment: it, facts });
      open.push(...world.answer(effect));
    }
    open.sort((a, b) => a.at.getTime() - b.at.getTime());
    const timer = earliest(it.timerAt, it.lookAt);
    const next = open[0];
    const happens = next !== undefined && (!timer || next.at <= timer);
    const then = happens ? next.at : timer;
    if (!then || then > world.until) break;
    if (happens) it = { ...it, inbox: [...it.inbox, ...open.splice(0, 1)] };
    now = then > now ? then : new Date(now.getTime() + 1);
  }
  const { dueAt: _, ...rest } = it;
  const dueAt = earliest(it.timerAt, it.lookAt);
  return { plan, made, enrolment: { ...rest, outbox: [], rev: 1, ...(dueAt ? { dueAt } : {}) } };
}
