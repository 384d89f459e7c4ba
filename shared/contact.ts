import { z } from 'zod';
import type { ConsentChange } from './consent.ts';
import type { Direction } from './list-order.ts';
import type { Standing } from './standing.ts';

/** What a contact agreed to. `unknown` follows the workspace's permission rule. */
export const consent = z.enum(['granted', 'denied', 'unknown']);
export type Consent = z.infer<typeof consent>;
export const permissions = z.object({
  email: consent.default('unknown'),
  phone: consent.default('unknown'),
  /** Topics the contact turned off on the preference page. */
  topicsOff: z.array(z.string().max(80)).max(100).default([]),
  /** They objected to being profiled and to marketing (GDPR, article 21): no signals, no health, service mail alone. */
  objected: z.boolean().optional(),
});
export type Permissions = z.infer<typeof permissions>;

/** What lists of contacts can be sorted by: when they were seen last, when they appeared, their name. */
export const contactSort = z.enum(['seen', 'appeared', 'name']);
export type ContactSort = z.infer<typeof contactSort>;

/** Which way each begins: last seen, newest, the start of the alphabet. */
export const contactDirections = {
  seen: 'desc',
  appeared: 'desc',
  name: 'asc',
} as const satisfies Record<ContactSort, Direction>;

/** Seen within so many days, or not seen for so many. */
export const seenWithin = z.enum(['7', '30', 'not30', 'not90']);
export type SeenWithin = z.infer<typeof seenWithin>;

/** What lists of contacts are narrowed by. */
export const contactFilters = {
  search: z.string().max(200).optional(),
  /** What they agreed to about e-mail. */
  mail: consent.optional(),
  seen: seenWithin.optional(),
};

/** A person, as stored. `id` is internal; `sourceIds` are the ids events come under: `u:<userId>`, `a:<anonymousId>`. */
export interface Contact {
  id: string;
  sourceIds: string[];
  userId?: string | undefined;
  email?: string | undefined;
  traits: Record<string, unknown>;
  /** For every trait the timestamp of the call that set it: the later wins whatever the order of arrival. */
  traitTimes: Record<string, number>;
  /**
   * What traits that start workflows were before their last change; null for nothing. Kept so that a change is still
   * known when matching is repeated after a crash.
   */
  traitWas?: Record<string, unknown> | undefined;
  tags: string[];
  zone?: string | undefined;
  locale?: string | undefined;
  accountId?: string | undefined;
  /** The timestamp of the group call that set `accountId`. */
  accountAt?: number | undefined;
  /** Accounts they belonged to before, and when they left each, epoch milliseconds; the last few. */
  leftAccounts?: { id: string; at: number }[] | undefined;
  permissions: Permissions;
  /** When and how that came to be what it is, oldest first. */
  consents?: ConsentChange[] | undefined;
  appearedAt: Date;
  lastSeenAt: Date;
  /** When the first call of the contact was received. */
  createdAt?: Date | undefined;
  demo?: boolean | undefined;
  /** Partition, 0–15, from the hash of `id`. */
  p: number;
  /** Revision: every update is guarded by it and raises it. */
  rev: number;
}

/**
 * A company, as stored. Group traits `mrr plan seats renewsAt card meters name` are lifted to the top, and so is the
 * e-mail address that the trait `successManager` names.
 */
export interface Account {
  id: string;
  name?: string | undefined;
  mrr?: number | undefined;
  plan?: string | undefined;
  seats?: number | undefined;
  renewsAt?: unknown;
  card?: unknown;
  /** The e-mail address of its success manager, in lower case. */
  manager?: string | undefined;
  /** How it stands, kept by `keepStandings`. */
  standing?: Standing | undefined;
  /** What each meter stands at now, and its limit. */
  meters?: Record<string, { value?: number; limit?: number }> | undefined;
  traits: Record<string, unknown>;
  traitTimes: Record<string, number>;
  /** What fields that start workflows were before their last change, as those of contacts. */
  traitWas?: Record<string, unknown> | undefined;
  /** When the first call about the account was received. */
  createdAt?: Date | undefined;
  demo?: boolean | undefined;
  rev: number;
}

/** What `subscriptionStatus` is of whoever has cancelled for good, in both spellings. */
export const endedStatuses = ['canceled', 'cancelled'] as const;

/** Whether an account is a customer no more, by what billing or the product said last. */
export function hasLeft({ traits }: Pick<Account, 'traits'>): boolean {
  return endedStatuses.some((status) => status === traits.subscriptionStatus);
}

export const contactView = z.object({
  id: z.string(),
  userId: z.string().optional(),
  email: z.string().optional(),
  name: z.string().optional(),
  traits: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
  zone: z.string().optional(),
  locale: z.string().optional(),
  permissions,
  appearedAt: z.string(),
  lastSeenAt: z.string(),
  demo: z.boolean(),
  account: z
    .object({
      id: z.string(),
      name: z.string().optional(),
      mrr: z.number().optional(),
      plan: z.string().optional(),
      seats: z.number().optional(),
      traits: z.record(z.string(), z.unknown()),
    })
    .optional(),
  /** Why nothing may be sent, e.g. bounced; left out when nothing forbids it. */
  suppressed: z.string().optional(),
});
export type ContactView = z.infer<typeof contactView>;

/** One line of a contact's story, newest first. */
export const timelineItem = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum([
    'event',
    'identify',
    'group',
    'alias',
    'entered',
    'step',
    'ended',
    'message',
    'task',
    'late',
    'segment-entered',
    'segment-left',
    'signal-opened',
    'signal-resolved',
    'health',
    'case',
    'consent',
  ]),
  /** The event's name, step's name, subject or title. */
  title: z.string(),
  /** What came of it: an exit, a status, an outcome. */
  detail: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  workflowId: z.string().optional(),
  workflowName: z.string().optional(),
  enrolmentId: z.string().optional(),
  step: z.string().optional(),
  messageId: z.string().optional(),
  taskId: z.string().optional(),
  caseId: z.string().optional(),
  explanation: z.unknown().optional(),
  /** In the story of an account: whom of its people it is about. */
  contactId: z.string().optional(),
  contactName: z.string().optional(),
});
/** What a story can be narrowed to. */
export const timelineGroup = z.enum(['events', 'messages', 'tasks', 'workflows', 'changes']);
export type TimelineGroup = z.infer<typeof timelineGroup>;

export type TimelineItem = z.infer<typeof timelineItem>;

/** The name people would call a contact by: first and last name, name, e-mail, or the id. */
export function displayName(contact: {
  userId?: string | undefined;
  id: string;
  email?: string | undefined;
  traits: Record<string, unknown>;
}): string {
  const { firstName, lastName, name } = contact.traits;
  const full = [firstName, lastName].filter((part) => typeof part === 'string' && part !== '').join(' ');
  if (full) return full;
  if (typeof name === 'string' && name) return name;
  return contact.email ?? contact.userId ?? contact.id;
}
