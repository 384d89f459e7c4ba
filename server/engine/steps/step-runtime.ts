import type { RootCondition } from '../../../shared/condition.ts';
import type { Effect, InboxItem, StepOutcome, StepTaken } from '../../../shared/enrolment.ts';
import type { Step, StepKind, StepOf } from '../../../shared/steps/index.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import type { FactSnapshot } from '../facts.ts';

/** What follows: the contact stays, leaves through an exit (told as `as` in the history), or the journey ends. */
export type Next = 'stay' | { exit: string; as?: string } | { end: string };

/** As what an exit is told by which a step was left without doing what it does. */
export const SKIPPED = 'skipped';

export type EventItem = Extract<InboxItem, { type: 'event' }>;

type WithoutKey<Of> = Of extends Effect ? Omit<Of, 'id' | 'step' | 'visit' | 'at'> : never;

/** An effect before it has its place in a journey. */
export type Wanted = WithoutKey<Effect>;

/** The step a contact is at, as its runtime sees it. */
export interface Here {
  readonly id: string;
  readonly subject: string;
  readonly workflow: Workflow;
  /** Facts, with what earlier steps came to. */
  readonly facts: FactSnapshot;
  /** The moment of the transition: what is done now is dated so. */
  readonly now: Date;
  /** When what is being looked at happened; never after `now`. */
  readonly moment: Date;
  readonly arrivedAt: Date;
  /** From when on events count as having happened here. */
  readonly since: Date;
  /** Effects are passed by: an overdue step is left out on resuming. */
  readonly isSkipping: boolean;
  outcomeOf(step: string): StepOutcome | undefined;
  /** Whether a condition of the step holds at `moment`; it is looked at again when it may change by itself. */
  holds(key: string): boolean;
  /** Whether an event is one that the step named under `key`. */
  fits(key: string, event: EventItem): boolean;
  /** Rings the step at this moment, instead of any other. */
  ringAt(at: Date): void;
  /** Notes why a message is not handed over yet, or not at all. */
  putOff(why: NonNullable<StepTaken['why']>): void;
  /** Has something done outside. With `awaited` the step is left when its outcome is known. */
  perform(effect: Wanted, options?: { awaited: boolean }): void;
  /** Tells which conditions were asked, for explaining them. */
  decided(tried: string[]): void;
  /** Ends skipping: what follows a stop is done again. */
  stopSkipping(): void;
}

/** An event that a step waits for. */
export interface AwaitedEvent {
  event: string;
  where: RootCondition | undefined;
}

/** How one kind of step runs. Pure: facts and time come in, effects go out as values. */
export interface StepRuntime<Of extends Step = Step> {
  /** Whether a contact may stop here. */
  stops: boolean;
  /** The conditions it asks, by key. */
  conditions?(step: Of): Record<string, RootCondition>;
  /** The events it waits for, by key. */
  events?(step: Of): Record<string, AwaitedEvent>;
  /** Whether it stands still until facts change: its conditions (and dates) are looked at again. */
  watches?(step: Of): { conditions: boolean; dates: boolean; messages: boolean };
  /** Somebody came. */
  arrive(step: Of, here: Here): Next;
  /** The time set by `ringAt` has come. */
  ring?(step: Of, here: Here): Next;
  /** Something happened while the contact stands here. */
  hear?(step: Of, item: InboxItem, here: Here): Next;
  /** The contact stands here, and from now on by another version of the step. */
  resume?(step: Of, here: Here): Next;
  /** Facts may have changed, or time has passed. */
  look?(step: Of, here: Here): Next;
}

export type RuntimeOf<Kind extends StepKind> = StepRuntime<StepOf<Kind>>;
