import { z } from 'zod';
import { DAY } from './time.ts';

export const callTypes = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof callTypes)[number];

/** Limits of Segment's own API, kept so that every SDK of that family fits. */
export const MAX_CALL_BYTES = 32 * 1024;
export const MAX_BATCH_BYTES = 500 * 1024;

/** The names under which page and screen calls become events. */
export const PAGE_VIEWED = 'Page Viewed';
export const SCREEN_VIEWED = 'Screen Viewed';

/** One accepted call, as stored: the truth that counters, facts and timelines are computed from. */
export interface StoredEvent {
  /** The messageId: the first content of a messageId wins, across contacts and call types. */
  id: string;
  type: CallType;
  /** Set for track, page and screen. */
  name?: string | undefined;
  /** The id as sent: `u:<userId>` or `a:<anonymousId>`. */
  sourceId: string;
  userId?: string | undefined;
  anonymousId?: string | undefined;
  /** When it happened, corrected by the sender's clock skew; never after `receivedAt`. */
  timestamp: Date;
  receivedAt: Date;
  properties: Record<string, unknown>;
  /** Traits of identify and group; previousId and groupId of alias and group stand beside. */
  traits?: Record<string, unknown> | undefined;
  groupId?: string | undefined;
  previousId?: string | undefined;
  context: { zone?: string; locale?: string; library?: string; url?: string };
  /** The write key it came with. */
  keyId: string;
  /** From a browser, without proof of who it was: it starts no e-mail. */
  unverified?: boolean | undefined;
  /** From a browser at all: it says nothing of accounts. */
  fromBrowser?: boolean | undefined;
  /** From /v1/import: changes facts, starts nothing. */
  historical?: boolean | undefined;
  /** Happened too long before it was received: it stands in the timeline, and facts do not see it. */
  late?: boolean | undefined;
  demo?: boolean | undefined;
}

/** Live calls that took longer than this to arrive stand in the timeline alone. */
export const MAX_LATENESS = 30 * DAY;

/** Whether a live call comes too late to change facts. */
export function isLate(timestamp: Date, receivedAt: Date): boolean {
  return receivedAt.getTime() - timestamp.getTime() > MAX_LATENESS;
}

/** Says that a widget or snippet of an account is still there; from a browser at most once a day. */
export const COMPONENT_SEEN = 'Component Seen';

/** The key that calls of the demo’s people carry: it takes no part in what is suggested, so that the demo leaves no trace. */
export const DEMO_KEY = 'demo';

/** The anonymous id under which an account itself is spoken of, where no person is: `account:<id>`. */
export const ACCOUNT_ITSELF = 'account:';

export const callStatus = z.enum(['accepted', 'duplicate', 'rejected']);

/** One call as the Connect page lists it. */
export const callView = z.object({
  id: z.string(),
  status: callStatus,
  type: z.string(),
  name: z.string().optional(),
  userId: z.string().optional(),
  anonymousId: z.string().optional(),
  messageId: z.string().optional(),
  timestamp: z.string().optional(),
  receivedAt: z.string(),
  code: z.string().optional(),
  message: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  library: z.string().optional(),
});
export type CallView = z.infer<typeof callView>;

export const batchAnswer = z.object({
  success: z.boolean(),
  errors: z
    .array(
      z.object({
        index: z.number(),
        messageId: z.string().optional(),
        code: z.string(),
        message: z.string(),
      }),
    )
    .optional(),
});
export type BatchAnswer = z.infer<typeof batchAnswer>;

export const vocabularyView = z.object({
  events: z.array(z.object({ name: z.string(), lastSeenAt: z.string() })),
  traits: z.array(z.object({ path: z.string(), fact: z.enum(['contact', 'account']), sample: z.unknown() })),
});
export type VocabularyView = z.infer<typeof vocabularyView>;
