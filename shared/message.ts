import { z } from 'zod';
import { type RecipientKind, recipientKinds } from './recipients.ts';

export const messageStatuses = [
  'held',
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'suppressed',
  'cancelled',
  'unknown',
] as const;
export const messageStatus = z.enum(messageStatuses);
export type MessageStatus = z.infer<typeof messageStatus>;

/** What people look for in the outbox: several states that mean the same to them. Held ones stand for themselves. */
export const messageGroups = {
  waiting: ['queued', 'sending'],
  sent: ['sent', 'delivered', 'unknown'],
  undelivered: ['bounced', 'failed'],
  heldBack: ['suppressed', 'cancelled'],
} as const satisfies Record<string, readonly MessageStatus[]>;
export type MessageGroup = keyof typeof messageGroups;
export const messageGroup = z.enum(Object.keys(messageGroups) as [MessageGroup, ...MessageGroup[]]);

/** A message may be narrowed by its state, or by what its reader did, which are times and not states. */
export const readerMarks = ['opened', 'clicked'] as const;
export const messageListed = z.enum([...messageStatuses, ...readerMarks]);
export type MessageListed = z.infer<typeof messageListed>;

export type Purpose = 'marketing' | 'service';

/** Why a message may not be sent; each is a line in the outbox. */
export const sendRefusals = [
  'unsubscribed',
  'objected',
  'topic-off',
  'no-consent',
  'bounced',
  'complained',
  'erased',
  'no-address',
  'suppressed-by-hand',
  'window-expired',
  'over-cap',
  'unverified',
  'nobody-reachable',
] as const;
export type SendRefusal = (typeof sendRefusals)[number];

/** Why a message that may be sent waits; each is a line in the outbox, too. */
export const sendDeferrals = [
  'review',
  'over-cap',
  'daily-limit',
  'provider-down',
  'sending-stopped',
  'workflow-paused',
] as const;
export type SendDeferral = (typeof sendDeferrals)[number];

/** Why a message was taken back before anybody sent it. */
export const withdrawals = ['left-workflow', 'step-removed', 'merged', 'overdue'] as const;
export type Withdrawal = (typeof withdrawals)[number];

/** Why a message written by hand did not leave: whoever wrote it thought better of it. */
export const TAKEN_BACK = 'taken-back';

/** Why what a step would have done was not done: somebody had a contact who stood still pass it by. */
export const STEP_SKIPPED = 'step-skipped';

export const suppressionReason = z.enum(['bounced', 'complained', 'erased', 'suppressed-by-hand']);
export type SuppressionReason = z.infer<typeof suppressionReason>;

/**
 * An e-mail intent and its life; at the same time its line in the effect ledger: `id` is enrolment:visit:step, so
 * that writing the same intent twice is one message.
 */
export interface Message {
  id: string;
  p: number;
  /** Whom it goes to. For an account of whose people nobody could be reached, its `accountSubject`. */
  contactId: string;
  userId?: string | undefined;
  /** The account it is about, and as what its person was chosen. */
  accountId?: string | undefined;
  recipient?: RecipientKind | undefined;
  enrolmentId?: string | undefined;
  workflowId?: string | undefined;
  version?: number | undefined;
  step?: string | undefined;
  purpose: Purpose;
  topic?: string | undefined;
  to?: string | undefined;
  from?: string | undefined;
  subject: string;
  preheader?: string | undefined;
  html: string;
  text: string;
  status: MessageStatus;
  /** A `SendRefusal`, `SendDeferral`, `Withdrawal` or a provider's error. */
  reason?: string | undefined;
  attempts: number;
  /** When somebody must look at it again: to deliver, to retry, to find a stale claim, to report. Absent when done. */
  nextAt?: Date | undefined;
  /** Who is sending it and until when the claim is good. */
  claim?: { by: string; until: Date } | undefined;
  /** The enrolment has not been told yet what came of it. */
  unreported?: boolean | undefined;
  /** Somebody's browser said what started it, and nobody vouched for that: it must not be sent. */
  unverified?: boolean | undefined;
  /** The day on which it was counted against its workflow's daily limit. */
  countedOn?: string | undefined;
  /** The send window closes for good at this moment. */
  expiresAt?: Date | undefined;
  provider?: 'preview' | 'sendgrid' | undefined;
  providerId?: string | undefined;
  demo?: boolean | undefined;
  createdAt: Date;
  /** When the journey it belongs to began: numbers about those who entered in some time are told by it. */
  enteredAt?: Date | undefined;
  sentAt?: Date | undefined;
  /** Who wrote it by hand, by e-mail address or the name of a key; absent where a workflow did. */
  writtenBy?: string | undefined;
  /** Who let it go, where it was held. */
  approvedBy?: string | undefined;
  deliveredAt?: Date | undefined;
  openedAt?: Date | undefined;
  clickedAt?: Date | undefined;
}

export const messageView = z.object({
  id: z.string(),
  to: z.string().optional(),
  from: z.string().optional(),
  subject: z.string(),
  preheader: z.string().optional(),
  html: z.string(),
  text: z.string(),
  status: messageStatus,
  reason: z.string().optional(),
  purpose: z.enum(['marketing', 'service']),
  provider: z.string().optional(),
  contactId: z.string(),
  userId: z.string().optional(),
  contactName: z.string().optional(),
  accountId: z.string().optional(),
  recipient: z.enum(recipientKinds).optional(),
  workflowId: z.string().optional(),
  workflowName: z.string().optional(),
  writtenBy: z.string().optional(),
  version: z.number().optional(),
  step: z.string().optional(),
  demo: z.boolean(),
  createdAt: z.string(),
  sentAt: z.string().optional(),
  openedAt: z.string().optional(),
  clickedAt: z.string().optional(),
});
export type MessageView = z.infer<typeof messageView>;
