import { z } from 'zod';
import type { Task } from './task.ts';

export const dispatchStatuses = [
  'held',
  'queued',
  'sending',
  'done',
  'failed',
  'cancelled',
  'unknown',
] as const;
export const dispatchStatus = z.enum(dispatchStatuses);
export type DispatchStatus = z.infer<typeof dispatchStatus>;

/** A header in parts: a secret is named, and filled in at the moment of calling. */
export interface DispatchHeader {
  name: string;
  value: (string | { secret: string })[];
}

/** Where something goes that is no message to a contact. */
export type DispatchTarget =
  | {
      kind: 'webhook';
      url: string;
      headers: DispatchHeader[];
      body: string;
      timeoutMs: number;
    }
  | { kind: 'team-mail'; address: string; subject: string; text: string }
  /** A task that somebody must approve before it is one. */
  | { kind: 'task'; task: Task };

/**
 * A call to another system, a mail to the team or a task that waits for a yes, and its life; at the same time its line in the effect ledger: `id`
 * begins with enrolment:visit:step, so that writing the same intent twice is one.
 */
export interface Dispatch {
  id: string;
  p: number;
  contactId: string;
  enrolmentId: string;
  workflowId: string;
  version: number;
  step: string;
  to: DispatchTarget;
  /** The enrolment waits for what becomes of it. */
  awaited: boolean;
  status: DispatchStatus;
  reason?: string | undefined;
  /** The status of the last answer, when there was one. */
  answered?: number | undefined;
  attempts: number;
  /** When somebody must look at it again. Absent when done. */
  nextAt?: Date | undefined;
  claim?: { by: string; until: Date } | undefined;
  /** The enrolment has not been told yet. */
  unreported?: boolean | undefined;
  demo?: boolean | undefined;
  createdAt: Date;
  doneAt?: Date | undefined;
  /** Who let it go, where it was held. */
  approvedBy?: string | undefined;
  /** Somebody had it made again after it had failed for good: it is wanted, although nobody waits for it any more. */
  isRevived?: boolean | undefined;
}

export const heldKinds = ['webhook', 'task'] as const;

/** A call or a task that waits for somebody's yes. */
export const heldView = z.object({
  id: z.string(),
  kind: z.enum(heldKinds),
  /** The address called, or the task's title. */
  what: z.string(),
  /** What would be posted, without secrets; or the task's note. */
  text: z.string(),
  contactId: z.string(),
  contactName: z.string().optional(),
  workflowId: z.string(),
  workflowName: z.string().optional(),
  step: z.string(),
  createdAt: z.string(),
});
export type HeldView = z.infer<typeof heldView>;
