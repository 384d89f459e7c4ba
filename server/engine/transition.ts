import type { Effect, Enrolment, InboxItem, StepOutcome, StepTaken } from '../../shared/enrolment.ts';
import type { Step } from '../../shared/steps/index.ts';
import { earlier, earliest, later } from '../../shared/time.ts';
import { hasEnded } from './entering.ts';
import type { FactSnapshot } from './facts.ts';
import { noteTaken } from './history.ts';
import { withItem } from './outcomes.ts';
import type { Plan } from './plan.ts';
import type { Signal } from './signal.ts';
import { runtimeOf } from './steps/index.ts';
import { type EventItem, type Here, type Next, SKIPPED, type Wanted } from './steps/step-runtime.ts';
import { targetOf } from './steps/target.ts';
import { withdrawalOf } from './withdrawal.ts';

/** Conditions asked during a transition, to be explained by whoever has time for it. */
export interface Decision {
  step: string;
  visit: number;
  /** The paths or reasons that were tried, the taken one last unless `otherwise` was taken. */
  tried: string[];
}

export interface Transition {
  enrolment: Enrolment;
  effects: Effect[];
  decisions: Decision[];
}

/** How long an unflushed outbox is left to the process that wrote it before another one takes it up. */
export const OUTBOX_GRACE = 5_000;

/** More steps than any workflow has: a loop that validation should have refused. */
const MAX_STEPS_AT_ONCE = 2_500;

/**
 * The one way an enrolment moves, used by production, simulation and tests alike. Takes what happened and what is due
 * in the order of time, each looked at as of its own moment (ties go to what happened, then to conditions, then to the
 * timer), then walks until a step makes it stop. Changes nothing outside; a duplicate wake changes nothing at all.
 * `rev` is left to the store's guard.
 */
export function transition(
  plan: Plan,
  was: Enrolment,
  signal: Signal,
  facts: FactSnapshot,
  now: Date,
): Transition {
  const walk = new Walk(plan, was, facts, now);
  if (signal.type === 'skipping') walk.isSkipping = true;
  if (signal.type === 'moved' && !hasEnded(was)) walk.moveOnto(signal.places);
  // Whoever was parked on the way in and is tried again has not begun either.
  const isNew = signal.type === 'entered' || (was.status === 'active' && was.visit === 0);
  if (isNew && !hasEnded(was)) walk.begin();
  walk.catchUp();
  return walk.result();
}

class Walk implements Here {
  readonly now: Date;
  isSkipping = false;
  moment: Date;
  since: Date;
  readonly #plan: Plan;
  readonly #it: Enrolment;
  readonly #facts: FactSnapshot;
  readonly #effects: Effect[] = [];
  readonly #decisions: Decision[] = [];
  #withdrawal: Effect | undefined;
  #holdsUntil = Number.POSITIVE_INFINITY;
  #stepsTaken = 0;

  constructor(plan: Plan, was: Enrolment, facts: FactSnapshot, now: Date) {
    this.#plan = plan;
    this.now = now;
    this.moment = now;
    this.#it = { ...was, inbox: [...was.inbox], history: [...was.history] };
    this.#facts = { ...facts, enteredAt: was.enteredAt.getTime(), trigger: { ...was.trigger } };
    this.since = this.arrivedAt;
  }

  // What a step sees.

  get id(): string {
    return this.#it.step ?? '';
  }

  get subject(): string {
    return this.#it.subject;
  }

  get workflow() {
    return this.#plan.workflow;
  }

  get facts(): FactSnapshot {
    return { ...this.#facts, enrolment: { ...this.#it.outcomes } };
  }

  get arrivedAt(): Date {
    return this.#it.history.at(-1)?.at ?? this.now;
  }

  outcomeOf(step: string): StepOutcome | undefined {
    return this.#it.outcomes?.[step];
  }

  holds(key: string): boolean {
    const condition = this.#plan.conditions.get(this.id)?.get(key);
    if (!condition) return false;
    const { value, holdsUntil } = condition.look(this.facts, this.moment.getTime());
    this.#holdsUntil = Math.min(this.#holdsUntil, holdsUntil);
    return value;
  }

  fits(key: string, event: EventItem): boolean {
    const awaited = this.#plan.awaited.get(this.id)?.get(key);
    return awaited?.event === event.event && (!awaited.where || awaited.where(event.properties));
  }

  ringAt(at: Date): void {
    this.#it.timerAt = at;
  }

  putOff(why: NonNullable<StepTaken['why']>): void {
    const last = this.#it.history.at(-1);
    if (last) this.#it.history[this.#it.history.length - 1] = { ...last, why };
  }

  perform(wanted: Wanted, { awaited } = { awaited: false }): void {
    const { visit } = this.#it;
    const id = `${this.#it.id}:${visit}:${this.id}`;
    this.#effects.push({ ...wanted, id, step: this.id, visit, at: this.now } as Effect);
    if (awaited) this.#it.awaiting = id;
    if (wanted.type === 'message' || wanted.type === 'task')
      this.#noteOutcome(this.id, { effect: id, ...(wanted.type === 'task' ? { task: 'open' } : {}) });
  }

  decided(tried: string[]): void {
    this.#decisions.push({ step: this.id, visit: this.#it.visit, tried });
  }

  stopSkipping(): void {
    this.isSkipping = false;
  }

  // How it moves.

  begin(): void {
    this.#reachGoal();
    if (!hasEnded(this.#it)) this.#enter(this.#plan.workflow.start);
  }

  /**
   * Stands on another version. Whoever has a place goes there; others stay at their step, which counts the time they
   * waited already. What is awaited is still awaited, unless its step is gone.
   */
  moveOnto(places: Readonly<Record<string, string>>): void {
    const { goal, version, workflow } = this.#plan;
    const { step: id, enteredAt } = this.#it;
    this.#it.version = version;
    if (goal) this.#it.goalUntil = new Date(enteredAt.getTime() + goal.within);
    else delete this.#it.goalUntil;
    const place = id === undefined ? undefined : new Map(Object.entries(places)).get(id);
    if (place !== undefined && Object.hasOwn(workflow.steps, place)) {
      this.#withdrawal = withdrawalOf(this.#it, 'step-removed', this.now);
      this.#noteExit('moved');
      this.#enter(place);
    } else if (place !== undefined) this.#end('exited', 'step-removed');
    else {
      const step = this.#standing();
      if (step) this.#follow(runtimeOf(step).resume?.(step, this) ?? 'stay');
    }
  }

  /** Takes what happened and what is due, oldest first, until neither is left; then looks at how things stand now. */
  catchUp(): void {
    for (;;) {
      const item = this.#it.inbox[0];
      const { timerAt, lookAt } = this.#it;
      const due = [timerAt, lookAt].reduce<Date | undefined>(
        (first, at) => (at && at <= this.now && (!first || at < first) ? at : first),
        undefined,
      );
      if (item && !(due && item.at > due)) {
        this.#it.inbox.shift();
        this.#at(later(item.at, this.#it.enteredAt));
        this.#take(item);
        if (!hasEnded(this.#it)) this.#look();
        else this.#reachGoal();
      } else if (due) {
        this.#at(due);
        if (lookAt && lookAt <= due) delete this.#it.lookAt;
        const { visit } = this.#it;
        this.#look();
        // The timer that was due may have been set anew meanwhile.
        const isDue = timerAt && timerAt <= due && this.#it.timerAt?.getTime() === timerAt.getTime();
        if (isDue && this.#it.visit === visit && !hasEnded(this.#it)) this.#ring();
      } else {
        break;
      }
    }
    this.#at(this.now);
    this.#holdsUntil = Number.POSITIVE_INFINITY;
    this.#look();
    this.#lookAgain();
  }

  /** Steps walked by a look at `now` stop at new steps, whose conditions were asked on arrival at that same moment. */
  #look(): void {
    this.#reachGoal();
    const step = this.#current();
    if (!step || hasEnded(this.#it) || this.#it.awaiting !== undefined || this.#it.status === 'parked')
      return;
    this.#follow(runtimeOf(step).look?.(step, this) ?? 'stay');
  }

  #reachGoal(): void {
    const { goal } = this.#plan;
    const { goalUntil, goalAt } = this.#it;
    if (!goal || goalAt || !goalUntil || goalUntil < this.moment) return;
    const { value, holdsUntil } = goal.condition.look(this.facts, this.moment.getTime());
    this.#holdsUntil = Math.min(this.#holdsUntil, holdsUntil > goalUntil.getTime() ? Infinity : holdsUntil);
    if (!value) return;
    this.#it.goalAt = this.moment;
    if (!hasEnded(this.#it)) this.#end('completed', 'goal');
  }

  #take(item: InboxItem): void {
    if (this.#it.outcomes) this.#it.outcomes = { ...withItem(this.#it.outcomes, item) };
    if (hasEnded(this.#it)) return;
    switch (item.type) {
      case 'effect':
        if (this.#it.awaiting !== item.id) return;
        delete this.#it.awaiting;
        this.#noteSent(item.outcome);
        this.#leave(item.outcome);
        return;
      case 'stop':
        this.#end('exited', item.reason);
        return;
      case 'onward':
        if (this.#it.step === item.step) this.#leave(item.exit);
        return;
      case 'event': {
        if (item.at < this.#it.enteredAt) return;
        const rules = this.#plan.exits.get(item.event);
        if (rules?.some((where) => !where || where(item.properties))) {
          this.#end('exited', `event:${item.event}`);
          return;
        }
      }
    }
    const step = this.#standing();
    if (step) this.#follow(runtimeOf(step).hear?.(step, item, this) ?? 'stay');
  }

  #ring(): void {
    delete this.#it.timerAt;
    const step = this.#current();
    if (step) this.#follow(runtimeOf(step).ring?.(step, this) ?? { exit: 'next' });
    else this.#leave('next');
  }

  #follow(next: Next): void {
    if (next === 'stay') return;
    if ('end' in next) this.#end('completed', next.end);
    else this.#leave(next.exit, next.as);
  }

  /** Leaves the current step through an exit and walks on. */
  #leave(exit: string, as = exit): void {
    const step = this.#current();
    if (!step) {
      this.#end('completed', 'end');
      return;
    }
    this.#noteExit(as);
    this.#enter(targetOf(step, exit));
  }

  /** Enters a step, and those after it, until one makes the contact stop. */
  #enter(first: string | undefined): void {
    let id: string | undefined = first;
    this.since = earlier(this.moment, this.now);
    while (id !== undefined && !hasEnded(this.#it)) {
      const step: Step | undefined = this.#plan.workflow.steps[id];
      if (!step) break;
      this.#stepsTaken += 1;
      if (this.#stepsTaken > MAX_STEPS_AT_ONCE) {
        this.#park('too-many-steps');
        return;
      }
      if (!this.#countRound(id)) return;
      this.#it.step = id;
      this.#it.visit += 1;
      this.#it.status = 'waiting';
      delete this.#it.timerAt;
      delete this.#it.awaiting;
      noteTaken(this.#it, { step: id, kind: step.kind, visit: this.#it.visit, at: this.now });
      const next = runtimeOf(step).arrive(step, this);
      if (next === 'stay') return;
      if ('end' in next) {
        this.#end('completed', next.end);
        return;
      }
      if (next.as === SKIPPED) this.putOff('overdue');
      this.#noteExit(next.as ?? next.exit);
      id = targetOf(step, next.exit);
    }
    if (!hasEnded(this.#it)) this.#end('completed', 'end');
  }

  /** Counts a round of a loop; ends the journey where there were enough, and answers whether it goes on. */
  #countRound(id: string): boolean {
    if (!this.#plan.looping.has(id)) return true;
    const rounds = (this.#it.rounds?.[id] ?? 0) + 1;
    if (rounds > this.#plan.workflow.maxRounds) {
      this.#end('completed', 'round-limit');
      return false;
    }
    this.#it.rounds = { ...this.#it.rounds, [id]: rounds };
    return true;
  }

  /** The step, unless the contact is parked there or waits for what becomes of an effect. */
  #standing(): Step | undefined {
    return this.#it.awaiting === undefined && this.#it.status !== 'parked' ? this.#current() : undefined;
  }

  #current(): Step | undefined {
    return this.#it.step === undefined ? undefined : this.#plan.workflow.steps[this.#it.step];
  }

  /** Turns to a moment of the past, or to now. */
  #at(moment: Date): void {
    this.moment = earlier(moment, this.now);
  }

  #noteSent(outcome: string): void {
    const step = this.#current();
    if (step?.kind !== 'send-email' || this.#it.step === undefined) return;
    const message = outcome === 'sent' ? 'sent' : 'notSent';
    // An open that was reported before the hand-over itself stays.
    const known = this.outcomeOf(this.#it.step)?.message;
    this.#noteOutcome(this.#it.step, { message: known ?? message });
  }

  #noteOutcome(step: string, outcome: StepOutcome): void {
    const before = outcome.effect === undefined ? this.#it.outcomes?.[step] : undefined;
    this.#it.outcomes = { ...this.#it.outcomes, [step]: { ...before, ...outcome } };
  }

  #noteExit(exit: string): void {
    const last = this.#it.history.at(-1);
    if (!last || last.leftAt) return;
    this.#it.history[this.#it.history.length - 1] = { ...last, leftAt: this.now, exit };
    if (!hasEnded(this.#it)) this.#noteOutcome(last.step, { exit });
  }

  #end(status: 'completed' | 'exited', reason: string): void {
    // Whoever left before anybody looked gets nothing of what this look alone would have handed over.
    const handedOver = this.#effects.findIndex(({ id }) => id === this.#it.awaiting);
    if (handedOver >= 0) this.#effects.splice(handedOver, 1);
    this.#withdrawal = withdrawalOf(this.#it, reason, this.now);
    this.#noteExit(reason === 'end' ? 'end' : reason);
    this.#it.status = status;
    this.#it.reason = reason;
    this.#it.endedAt = this.now;
    delete this.#it.step;
    delete this.#it.timerAt;
    delete this.#it.awaiting;
  }

  #park(reason: string): void {
    this.#it.status = 'parked';
    this.#it.reason = reason;
    delete this.#it.timerAt;
  }

  /** Sets when a condition that is waited for must be looked at again, no later than it may change by itself. */
  #lookAgain(): void {
    const isLookedAt = this.#it.status !== 'parked' && Number.isFinite(this.#holdsUntil);
    if (isLookedAt) this.#it.lookAt = new Date(Math.max(this.#holdsUntil, this.now.getTime() + 1));
    else delete this.#it.lookAt;
  }

  result(): Transition {
    const it = this.#it;
    it.outbox = [...it.outbox, ...this.#effects, ...(this.#withdrawal ? [this.#withdrawal] : [])];
    const dueAt = earliest(
      it.timerAt,
      it.lookAt,
      it.outbox.length > 0 ? new Date(this.now.getTime() + OUTBOX_GRACE) : undefined,
    );
    if (dueAt) it.dueAt = dueAt;
    else delete it.dueAt;
    return { enrolment: it, effects: this.#effects, decisions: this.#decisions };
  }
}
