import { z } from 'zod';
import { type Explanation, explanation } from './condition.ts';
import type { Purpose, Withdrawal } from './message.ts';
import type { StepKind } from './steps/index.ts';

export const enrolmentStatuses = ['active', 'waiting', 'parked', 'completed', 'exited', 'heldOut'] as const;
export const enrolmentStatus = z.enum(enrolmentStatuses);
export type EnrolmentStatus = z.infer<typeof enrolmentStatus>;

export const triggerKind = z.enum([
  'event',
  'manual',
  'attribute',
  'date',
  'schedule',
  'condition',
  'segment',
  'signal',
  'workflow',
]);

/** What started an enrolment, as conditions and texts see it through the fact `trigger`. */
export interface TriggerSnapshot {
  kind: z.infer<typeof triggerKind>;
  /** The event's name, timestamp (epoch milliseconds) and properties. */
  event?: string | undefined;
  timestamp: number;
  properties: Record<string, unknown>;
  messageId?: string | undefined;
  /** The event came from a browser, without proof of who it was. */
  unverified?: boolean | undefined;
}

/** How far a message came, from least to most. */
export const messageMarks = ['sent', 'delivered', 'opened', 'clicked'] as const;

/** Something that happened to an enrolment, kept until the next transition consumes it, in order of receipt. */
export type InboxItem =
  | { type: 'event'; id: string; event: string; at: Date; properties: Record<string, unknown> }
  /** What became of the effect the step waits for; the outcome is the exit to take. */
  | { type: 'effect'; id: string; outcome: string; at: Date }
  /** How far the message of an earlier step came. */
  | {
      type: 'message';
      id: string;
      effect: string;
      is: (typeof messageMarks)[number] | 'bounced';
      at: Date;
    }
  /** What a person made of the task of an earlier step. */
  | {
      type: 'task';
      id: string;
      effect: string;
      status: 'open' | 'done' | 'cancelled';
      outcome?: string | undefined;
      at: Date;
    }
  /** A fact that conditions inside read may have changed: they are looked at. */
  | { type: 'changed'; id: string; at: Date }
  /** Somebody sends the contact on through an exit of the step. */
  | { type: 'onward'; id: string; step: string; exit: string; at: Date }
  | { type: 'stop'; id: string; reason: (typeof stopReasons)[number]; at: Date };

interface EffectKey {
  /** enrolment:visit:step */
  id: string;
  step: string;
  visit: number;
  at: Date;
}

/** Something the outside world would notice. `id` is enrolment:visit:step. */
export type Effect = EffectKey &
  (
    | {
        type: 'message';
        purpose: Purpose;
        held: boolean;
        /** After this moment (the send window's) it is skipped. */
        expiresAt?: Date | undefined;
      }
    /** `held`: waits for somebody's yes. */
    | { type: 'task'; held?: boolean | undefined }
    | { type: 'notice' }
    | { type: 'update' }
    | { type: 'webhook'; held?: boolean | undefined }
    | { type: 'start'; workflow: string }
    | { type: 'stop'; workflow: string }
    /** What is queued or held for whoever leaves is taken back; written with the leaving, so that a crash forgets none. */
    | { type: 'withdraw'; reason: Withdrawal }
  );

/** What a step came to so far, as the fact `enrolment` shows it under the step's id. */
export interface StepOutcome {
  /** The exit taken, or the path of a branch. */
  exit?: string | undefined;
  /** The effect of its newest visit. */
  effect?: string | undefined;
  message?: (typeof messageMarks)[number] | 'bounced' | 'notSent' | undefined;
  task?: 'open' | 'done' | 'cancelled' | undefined;
  /** What a person said about the task: saved, lost, postponed, reason. */
  outcome?: string | undefined;
}

/** Why a message waits at its step, or why what a step does is left out. */
export const putOffs = ['window', 'holiday', 'window-expired', 'overdue'] as const;
export type PutOff = (typeof putOffs)[number];

/** Those after which it is not done any more; what fell due in a pause is left out where somebody chose so. */
export const leftOut: readonly PutOff[] = ['window-expired', 'overdue'];

/** Why somebody may not enter; each is a line in the simulation and in the count before enrolling. */
export const entryRefusals = [
  'condition',
  'goal-reached',
  'already-entered',
  'pause',
  'already-inside',
] as const;
export type EntryRefusal = (typeof entryRefusals)[number];

/** Why somebody was taken out from outside the journey. */
export const stopReasons = ['taken-out', 'by-workflow', 'workflow-archived'] as const;

/** How a journey ends; beside these an exit event ends it as `event:name`. */
export const endings = ['end', 'goal', 'round-limit', 'step-removed', 'merged', ...stopReasons] as const;

/** Why somebody stands still until a person decides; beside these a fault does, as `fault: text`. */
export const standstills = [
  'workflow-paused',
  'contact-gone',
  'account-gone',
  'version-gone',
  'too-many-steps',
] as const;
export type Standstill = (typeof standstills)[number];

/** One step taken, as timelines tell it. */
export interface StepTaken {
  step: string;
  kind: StepKind;
  visit: number;
  at: Date;
  /** When it was left and through which exit; undefined while the contact is there. */
  leftAt?: Date | undefined;
  exit?: string | undefined;
  /** Why it waited last, or was left out. */
  why?: PutOff | undefined;
  /** For branches and conditions waited for: per path tried, why. */
  explanations?: { path: string; explanation: Explanation }[] | undefined;
}

/** Longer histories keep their first and last entries; `stepsSkipped` counts what was dropped between. */
export const MAX_HISTORY = 200;

/** One contact's way through one version: one document, moved by one revision-guarded update. */
export interface Enrolment {
  id: string;
  workflowId: string;
  version: number;
  /** The contact's id; of an account what `accountSubject` makes of its id. */
  subject: string;
  userId?: string | undefined;
  /** Of an account: the source id of the person whose doing started it, where somebody's did. */
  person?: string | undefined;
  /** Partition of the subject, 0–15. */
  p: number;
  /** messageId, the manual call's id, a date with its offset…: the same cause enters once. */
  cause: string;
  /** With `ordinal` unique per workflow and subject; what re-entry counts by. */
  slot: string;
  ordinal: number;
  status: EnrolmentStatus;
  /** The step the contact is at; undefined once ended. */
  step?: string | undefined;
  /** Grows with every step entered, never falls. */
  visit: number;
  /** When the step's timer rings; undefined when only an event can go on. */
  timerAt?: Date | undefined;
  /** The step waits for this effect's outcome. */
  awaiting?: string | undefined;
  /** The earliest moment at which a condition that is waited for may change by itself. */
  lookAt?: Date | undefined;
  /** What the steps passed came to, by step id. */
  outcomes?: Record<string, StepOutcome> | undefined;
  /** How often steps that stand in a loop were entered. */
  rounds?: Record<string, number> | undefined;
  /** The workflows that led here by starting one another, oldest first. */
  ancestry?: string[] | undefined;
  /** When somebody must look: the earliest of timer, `lookAt`, inbox and unflushed outbox. Absent when nothing is due. */
  dueAt?: Date | undefined;
  /** Revision: every update is guarded by it and raises it. */
  rev: number;
  inbox: InboxItem[];
  outbox: Effect[];
  holdout: boolean;
  trigger: TriggerSnapshot;
  history: StepTaken[];
  stepsSkipped?: number | undefined;
  /** The goal is looked at until this moment, also after the end. */
  goalUntil?: Date | undefined;
  goalAt?: Date | undefined;
  /** Why it ended or was parked. */
  reason?: string | undefined;
  enteredAt: Date;
  endedAt?: Date | undefined;
  demo?: boolean | undefined;
}

const ACCOUNT = 'a:';

/** An account as the subject of an enrolment; contacts have ids of our own, which never begin like this. */
export function accountSubject(accountId: string): string {
  return `${ACCOUNT}${accountId}`;
}

/** The id of the account that a subject stands for; undefined for a contact. */
export function accountIdOf(subject: string): string | undefined {
  return subject.startsWith(ACCOUNT) ? subject.slice(ACCOUNT.length) : undefined;
}

export const enrolmentView = z.object({
  id: z.string(),
  workflowId: z.string(),
  workflowName: z.string().optional(),
  version: z.number(),
  /** The contact; absent where an account is inside. */
  contactId: z.string().optional(),
  userId: z.string().optional(),
  contactName: z.string().optional(),
  accountId: z.string().optional(),
  accountName: z.string().optional(),
  status: enrolmentStatus,
  step: z.string().optional(),
  stepName: z.string().optional(),
  since: z.string(),
  dueAt: z.string().optional(),
  enteredAt: z.string(),
  endedAt: z.string().optional(),
  goalAt: z.string().optional(),
  reason: z.string().optional(),
  holdout: z.boolean(),
  steps: z.array(
    z.object({
      step: z.string(),
      kind: z.string(),
      name: z.string().optional(),
      at: z.string(),
      leftAt: z.string().optional(),
      exit: z.string().optional(),
      why: z.string().optional(),
      explanations: z.array(z.object({ path: z.string(), explanation })).optional(),
    }),
  ),
});
export type EnrolmentView = z.infer<typeof enrolmentView>;
