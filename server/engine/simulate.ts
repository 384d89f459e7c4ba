import type { Effect, Enrolment, InboxItem, TriggerSnapshot } from '../../shared/enrolment.ts';
import { decideEntry, hasEnded, newEnrolment } from './entering.ts';
import { explainDecisions } from './explain-decisions.ts';
import type { FactSnapshot } from './facts.ts';
import type { Plan } from './plan.ts';
import { type Signal, transition } from './transition.ts';

export interface SimulatedPerson {
  subject: string;
  userId: string | undefined;
  p: number;
  trigger: TriggerSnapshot;
  facts: FactSnapshot;
  /** What will happen while the clock moves, oldest first. */
  happens: readonly Extract<InboxItem, { type: 'event' }>[];
}

export interface SimulatedJourney {
  /** Undefined when the contact does not enter. */
  enrolment: Enrolment | undefined;
  reason: string | undefined;
  effects: Effect[];
}

/** More moves than any sensible workflow makes in a year. */
const MAX_MOVES = 1_000;

/**
 * A whole journey on its own clock: the clock jumps to the next timer or happening, and every move is production's
 * `transition`. Where the outside world decides (was the e-mail sent?), `choices` says so per step, else `sent`.
 */
export async function simulateJourney(
  plan: Plan,
  person: SimulatedPerson,
  time: { now: Date; until: Date; choices: Readonly<Record<string, string>> },
): Promise<SimulatedJourney> {
  const { subject, userId, p, trigger, facts } = person;
  if (plan.trigger?.where && !plan.trigger.where(trigger.properties))
    return { enrolment: undefined, reason: 'trigger-properties', effects: [] };
  const decision = decideEntry(plan, facts, undefined, 'simulated', time.now);
  if (!decision.enters) return { enrolment: undefined, reason: decision.reason, effects: [] };

  const open = [...person.happens];
  const effects: Effect[] = [];
  let now = time.now;
  let it = newEnrolment(
    plan,
    { subject, userId, p },
    { cause: 'simulated', slot: 'simulated', ordinal: 0, trigger },
    now,
  );
  let signal: Signal = { type: 'entered' };
  for (let moves = 0; moves < MAX_MOVES; moves++) {
    const moved = transition(plan, { ...it, outbox: [] }, signal, facts, now);
    it = await explainDecisions(plan, moved, facts, now);
    effects.push(...moved.effects);
    signal = { type: 'woke' };
    if (hasEnded(it)) break;
    if (it.awaiting !== undefined) {
      const outcome = it.step !== undefined && time.choices[it.step] === 'notSent' ? 'notSent' : 'sent';
      it = { ...it, inbox: [...it.inbox, { type: 'effect', id: it.awaiting, outcome, at: now }] };
      continue;
    }
    const next = open[0];
    const timer = it.timerAt;
    if (!timer && !next) break;
    const happens = next !== undefined && (!timer || next.at <= timer);
    const at = happens ? next.at : timer;
    if (!at || at > time.until) break;
    now = at;
    if (happens) it = { ...it, inbox: [...it.inbox, ...open.splice(0, 1)] };
  }
  return { enrolment: it, reason: undefined, effects };
}
