import type { Effect, Enrolment, InboxItem, TriggerSnapshot } from '../../shared/enrolment.ts';
import { reasonsOf } from '../../shared/steps/wait-until.ts';
import { earliest } from '../../shared/time.ts';
import { decideEntry, hasEnded, newEnrolment } from './entering.ts';
import { explainDecisions } from './explain-decisions.ts';
import type { FactSnapshot } from './facts.ts';
import type { Plan } from './plan.ts';
import type { Signal } from './signal.ts';
import { transition } from './transition.ts';

export interface SimulatedPerson {
  subject: string;
  userId: string | undefined;
  p: number;
  trigger: TriggerSnapshot;
  facts: FactSnapshot;
  /** What will happen while the clock moves, oldest first. */
  happens: readonly Extract<InboxItem, { type: 'event' }>[];
  /** What is known after an effect, where it changes that. */
  perform?(effect: Effect, enrolment: Enrolment, facts: FactSnapshot): FactSnapshot;
}

export interface SimulatedJourney {
  /** Undefined when the contact does not enter. */
  enrolment: Enrolment | undefined;
  reason: string | undefined;
  effects: Effect[];
  /** What was known when each effect was made, by its id. */
  known: ReadonlyMap<string, FactSnapshot>;
}

/** More moves than any sensible workflow makes in a year. */
const MAX_MOVES = 1_000;

/**
 * A whole journey on its own clock: the clock jumps to the next timer or happening, and every move is production's
 * `transition`. Where the outside world decides (was the e-mail sent, was the task done?), `choices` names the exit per
 * step; otherwise everything succeeds, and whoever waits for somebody else waits until the time is over. Begun `from` a
 * step, nobody is asked whether they may enter.
 */
export async function simulateJourney(
  whole: Plan,
  person: SimulatedPerson,
  time: { now: Date; until: Date; choices: Readonly<Record<string, string>>; from?: string | undefined },
): Promise<SimulatedJourney> {
  const { subject, userId, p, trigger } = person;
  let { facts } = person;
  const reason = time.from === undefined ? refusalOf(whole, person, time.now) : undefined;
  if (reason !== undefined) return { enrolment: undefined, reason, effects: [], known: new Map() };
  const plan =
    time.from === undefined ? whole : { ...whole, workflow: { ...whole.workflow, start: time.from } };

  const open = [...person.happens];
  const effects: Effect[] = [];
  const known = new Map<string, FactSnapshot>();
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
    for (const { id } of moved.effects) known.set(id, facts);
    signal = { type: 'woke' };
    if (hasEnded(it)) break;
    for (const effect of moved.effects) facts = person.perform?.(effect, it, facts) ?? facts;
    const chosen = it.step === undefined ? undefined : time.choices[it.step];
    if (it.awaiting !== undefined) {
      const outcome = outcomeOf(moved.effects, it.awaiting, chosen);
      it = { ...it, inbox: [...it.inbox, { type: 'effect', id: it.awaiting, outcome, at: now }] };
      continue;
    }
    if (
      it.step !== undefined &&
      chosen !== undefined &&
      plan.workflow.steps[it.step]?.kind === 'wait-until'
    ) {
      const item = chosenItem(plan, it, chosen, now);
      if (item) {
        it = { ...it, inbox: [...it.inbox, item] };
        continue;
      }
    }
    const next = open[0];
    const timer = earliest(it.timerAt, it.lookAt);
    if (!timer && !next) break;
    const happens = next !== undefined && (!timer || next.at <= timer);
    const at = happens ? next.at : timer;
    if (!at || at > time.until) break;
    now = at;
    if (happens) it = { ...it, inbox: [...it.inbox, ...open.splice(0, 1)] };
  }
  return { enrolment: it, reason: undefined, effects, known };
}

function refusalOf(plan: Plan, { trigger, facts }: SimulatedPerson, now: Date): string | undefined {
  if (plan.trigger?.where && !plan.trigger.where(trigger.properties)) return 'trigger-properties';
  const decision = decideEntry(plan, facts, undefined, 'simulated', now);
  return decision.enters ? undefined : decision.reason;
}

/** What becomes of an effect when nobody chose otherwise. */
const usualOutcome: Partial<Record<Effect['type'], string>> = {
  message: 'sent',
  webhook: 'ok',
  start: 'started',
  update: 'next',
};

function outcomeOf(effects: readonly Effect[], awaited: string, chosen: string | undefined): string {
  if (chosen !== undefined) return chosen;
  const effect = effects.find(({ id }) => id === awaited);
  return (effect && usualOutcome[effect.type]) ?? 'next';
}

/** What must have happened for the exit that was chosen; undefined when waiting leads there, or nothing can. */
function chosenItem(plan: Plan, it: Enrolment, exit: string, at: Date): InboxItem | undefined {
  const step = it.step === undefined ? undefined : plan.workflow.steps[it.step];
  if (step?.kind !== 'wait-until' || it.step === undefined) return undefined;
  const reason = reasonsOf(step).find(({ id }) => id === exit);
  return reason && { type: 'onward', id: `chosen:${it.visit}`, step: it.step, exit, at };
}
