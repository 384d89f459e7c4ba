import { z } from 'zod';

export const dispatchStatuses = ['queued', 'sending', 'done', 'failed', 'cancelled', 'unknown'] as const;
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
  | { kind: 'team-mail'; address: string; subject: string; text: string };

/**
 * A call to another system or a mail to the team, and its life; at the same time its line in the effect ledger: `id`
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
}
