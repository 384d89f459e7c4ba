import {
  type Effect,
  type Enrolment,
  type InboxItem,
  MAX_HISTORY,
  type StepTaken,
} from '../../shared/enrolment.ts';
import { exitsOf, type Step } from '../../shared/steps/index.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import { hasEnded } from './entering.ts';
import type { FactSnapshot } from './facts.ts';
import type { Plan } from './plan.ts';
import { nextOpening } from './send-window.ts';

/** Why the enrolment is looked at. `skipping` passes effects by until the next stop: an overdue step left out on resuming. */
export type Signal = { type: 'entered' } | { type: 'woke' } | { type: 'skipping' };

/** A branch decided during a transition, to be explained by whoever has time for it. */
export interface Decision {
  step: string;
  visit: number;
  /** The paths that were tried, the taken one last unless `otherwise` was taken. */
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
 * The one way an enrolment moves, used by production, simulation and tests alike. Consumes the inbox and the timer in
 * the order in which things happened (ties go to what happened, not to the timer), then walks until a step makes it
 * stop. Changes nothing outside; a duplicate wake changes nothing at all. `rev` is left to the store's guard.
 */
export function transition(
  plan: Plan,
  was: Enrolment,
  signal: Signal,
  facts: FactSnapshot,
  now: Date,
): Transition {
  const walk = new Walk(plan, was, facts, now);
  if (signal.type === 'skipping') walk.skipEffects = true;
  if (signal.type === 'entered' && !hasEnded(was)) walk.enter(plan.workflow.start);
  walk.reachGoal();
  walk.catchUp();
  return walk.result();
}

class Walk {
  readonly plan: Plan;
  readonly facts: FactSnapshot;
  readonly now: Date;
  readonly it: Enrolment;
  readonly effects: Effect[] = [];
  readonly decisions: Decision[] = [];
  skipEffects = false;
  private stepsTaken = 0;

  constructor(plan: Plan, was: Enrolment, facts: FactSnapshot, now: Date) {
    this.plan = plan;
    this.now = now;
    this.it = { ...was, inbox: [...was.inbox], history: [...was.history] };
    this.facts = { ...facts, enteredAt: was.enteredAt.getTime(), trigger: { ...was.trigger } };
  }

  /** Takes what happened and what rang, oldest first, until neither is left. */
  catchUp(): void {
    for (;;) {
      const item = this.it.inbox[0];
      const rang = this.it.timerAt !== undefined && this.it.timerAt <= this.now && !hasEnded(this.it);
      if (item && !(rang && this.it.timerAt && item.at > this.it.timerAt)) {
        this.it.inbox.shift();
        this.take(item);
      } else if (rang) {
        this.ring();
      } else {
        return;
      }
    }
  }

  reachGoal(): void {
    const { goal } = this.plan;
    const { goalUntil, goalAt } = this.it;
    if (!goal || goalAt || !goalUntil || goalUntil < this.now) return;
    if (!goal.condition.test(this.facts, this.now.getTime())) return;
    this.it.goalAt = this.now;
    if (!hasEnded(this.it)) this.end('completed', 'goal');
  }

  private take(item: InboxItem): void {
    if (item.type === 'effect') {
      if (this.it.awaiting !== item.id || hasEnded(this.it)) return;
      delete this.it.awaiting;
      this.leave(item.outcome);
      return;
    }
    if (hasEnded(this.it)) return;
    if (item.type === 'stop') {
      this.end('exited', item.reason);
      return;
    }
    if (item.type !== 'event' || item.at < this.it.enteredAt) return;
    const rules = this.plan.exits.get(item.event);
    if (rules?.some((where) => !where || where(item.properties))) this.end('exited', `event:${item.event}`);
  }

  private ring(): void {
    delete this.it.timerAt;
    const step = this.current();
    if (step?.kind === 'send-email' && this.it.step !== undefined) this.sendEmail(this.it.step, step);
    else this.leave('next');
  }

  /** Leaves the current step through an exit and walks on. */
  private leave(exit: string): void {
    const step = this.current();
    if (!step) {
      this.end('completed', 'end');
      return;
    }
    const exits = exitsOf(step);
    // `next` stands for all exits of a step.
    const way = exits.find(({ id }) => id === exit) ?? exits.find(({ id }) => id === 'next');
    this.noteExit(exit);
    this.enter(way?.to);
  }

  /** Enters a step, and those after it, until one makes the contact stop. */
  enter(first: string | undefined): void {
    let id: string | undefined = first;
    while (id !== undefined && !hasEnded(this.it)) {
      const step: Step | undefined = this.plan.workflow.steps[id];
      if (!step) break;
      this.stepsTaken += 1;
      if (this.stepsTaken > MAX_STEPS_AT_ONCE) {
        this.park('too-many-steps');
        return;
      }
      this.it.step = id;
      this.it.visit += 1;
      this.it.status = 'waiting';
      delete this.it.timerAt;
      delete this.it.awaiting;
      this.note({ step: id, kind: step.kind, visit: this.it.visit, at: this.now });
      const next = this.arrive(id, step);
      if (next === undefined) return;
      id = next.to;
    }
    if (!hasEnded(this.it)) this.end('completed', 'end');
  }

  /** Does what the step does on arrival; answers where to go on, or undefined when the contact stays. */
  private arrive(id: string, step: Step): { to: string | undefined } | undefined {
    switch (step.kind) {
      case 'wait':
        this.skipEffects = false;
        this.it.timerAt = new Date(this.now.getTime() + durationMilliseconds(step.for));
        return undefined;
      case 'send-email':
        if (this.skipEffects) {
          this.noteExit('skipped');
          return { to: exitsOf(step).find((exit) => exit.id === 'notSent' || exit.id === 'next')?.to };
        }
        this.sendEmail(id, step);
        return undefined;
      case 'create-task':
        if (!this.skipEffects) this.effects.push({ type: 'task', ...this.effectKey(id), at: this.now });
        this.noteExit(this.skipEffects ? 'skipped' : 'next');
        return { to: step.next };
      case 'branch': {
        const taken = this.choose(id, step.paths);
        this.noteExit(taken?.id ?? 'otherwise');
        return { to: taken ? taken.next : step.otherwise };
      }
      case 'exit':
        this.end('completed', 'end');
        return undefined;
    }
  }

  private choose<Path extends { id: string }>(step: string, paths: readonly Path[]): Path | undefined {
    const conditions = this.plan.paths.get(step);
    const tried: string[] = [];
    const taken = paths.find(({ id }) => {
      tried.push(id);
      return conditions?.get(id)?.test(this.facts, this.now.getTime()) ?? false;
    });
    this.decisions.push({ step, visit: this.it.visit, tried });
    return taken;
  }

  /** Hands the message over, or waits at the step for the send window to open. */
  private sendEmail(id: string, step: Extract<Step, { kind: 'send-email' }>): void {
    const window = this.plan.workflow.sendWindow;
    const expiresAt =
      window && new Date(this.arrivedAt().getTime() + durationMilliseconds(window.expiresAfter));
    if (window && expiresAt) {
      if (this.now >= expiresAt) {
        this.leave('notSent');
        return;
      }
      const opens = nextOpening(window, this.zone(window.zone), this.now);
      if (opens > this.now) {
        this.it.timerAt = earliest(opens, expiresAt) ?? expiresAt;
        return;
      }
    }
    const key = this.effectKey(id);
    const held = this.plan.workflow.sending === 'review';
    this.effects.push({ type: 'message', ...key, purpose: step.purpose, held, expiresAt, at: this.now });
    this.it.awaiting = key.id;
  }

  private zone(wanted: string): string {
    if (wanted !== 'contact') return wanted;
    for (const zone of [this.facts.contact.zone, this.facts.account?.zone, this.facts.workspaceZone]) {
      if (typeof zone === 'string' && zone !== '') return zone;
    }
    return 'UTC';
  }

  private effectKey(step: string): { id: string; step: string; visit: number } {
    return { id: `${this.it.id}:${this.it.visit}:${step}`, step, visit: this.it.visit };
  }

  private current(): Step | undefined {
    return this.it.step === undefined ? undefined : this.plan.workflow.steps[this.it.step];
  }

  private arrivedAt(): Date {
    return this.it.history.at(-1)?.at ?? this.now;
  }

  private note(taken: StepTaken): void {
    this.it.history.push(taken);
    if (this.it.history.length > MAX_HISTORY) {
      // The first and the last entries tell the story; what is dropped between is counted.
      this.it.history.splice(MAX_HISTORY / 2, 1);
      this.it.stepsSkipped = (this.it.stepsSkipped ?? 0) + 1;
    }
  }

  private noteExit(exit: string): void {
    const last = this.it.history.at(-1);
    if (last && !last.leftAt)
      this.it.history[this.it.history.length - 1] = { ...last, leftAt: this.now, exit };
  }

  private end(status: 'completed' | 'exited', reason: string): void {
    this.noteExit(reason === 'end' ? 'end' : reason);
    this.it.status = status;
    this.it.reason = reason;
    this.it.endedAt = this.now;
    delete this.it.step;
    delete this.it.timerAt;
    delete this.it.awaiting;
  }

  private park(reason: string): void {
    this.it.status = 'parked';
    this.it.reason = reason;
    delete this.it.timerAt;
  }

  result(): Transition {
    const { it, effects, decisions } = this;
    it.outbox = [...it.outbox, ...effects];
    const dueAt = earliest(
      it.timerAt,
      it.outbox.length > 0 ? new Date(this.now.getTime() + OUTBOX_GRACE) : undefined,
    );
    if (dueAt) it.dueAt = dueAt;
    else delete it.dueAt;
    return { enrolment: it, effects, decisions };
  }
}

function earliest(...dates: (Date | undefined)[]): Date | undefined {
  return dates.reduce((first, date) => (!first || (date && date < first) ? date : first), undefined);
}
