import type { Holiday } from '../../shared/holiday.ts';

/** One occurrence of an event, as conditions see it. */
export interface EventFact {
  /** When it happened, epoch milliseconds. */
  at: number;
  /** Loaded only where a condition's needs ask for them. */
  properties?: Record<string, unknown> | undefined;
}

/** A closed UTC day known by its count alone. */
export interface DayCount {
  /** Whole days since 1970-01-01 UTC. */
  day: number;
  count: number;
  /** The first and the last occurrence of that day, epoch milliseconds. */
  first: number;
  last: number;
}

/** What is known of one event name of one subject, both lists oldest first. A UTC day stands in one of them only. */
export interface EventHistory {
  singles: readonly EventFact[];
  days: readonly DayCount[];
  /**
   * When those happened that arrived more than 30 days late, epoch milliseconds: they stand in the timeline alone.
   * Loaded only for whoever explains.
   */
  late?: readonly number[] | undefined;
}

/** What became of one e-mail to the contact. */
export interface EmailFact {
  at: number;
  kind: 'sent' | 'opened' | 'clicked';
  /** The key of the workflow that sent it, as documents name workflows. */
  workflow: string;
}

/** A meter of an account: its value now and what it was before, oldest first. */
export interface MeterHistory {
  value: number;
  limit?: number | undefined;
  readings: readonly MeterReading[];
}

/** What a meter stood at from this instant on. */
export interface MeterReading {
  at: number;
  value: number;
  limit?: number | undefined;
}

/** One person of an account, as conditions about it see them. */
export interface MemberFacts {
  id: string;
  userId?: string | undefined;
  isAdmin: boolean;
  /** Who objected to being profiled is nobody's most active member. */
  objected: boolean;
  /** Since when they belong to another account, epoch milliseconds; what they did after that day is not for this one. */
  leftAt?: number | undefined;
  /** Events by name, as far as they were asked for member by member. */
  events: ReadonlyMap<string, EventHistory>;
}

/** Health from 0 to 100, higher is healthier, and what it was at the end of closed UTC days, oldest first. */
export interface HealthHistory {
  score: number;
  days: readonly { day: number; score: number }[];
}

/**
 * Everything conditions and texts may know about one contact or account at one instant. Loaded for a batch of subjects
 * before evaluation; the engine never awaits.
 */
export interface FactSnapshot {
  /** `userId, email, traits, tags, zone, locale…`: what `$` of the fact `contact` stands for; empty for an account. */
  contact: Record<string, unknown>;
  /** `id, name, mrr, plan, seats, renewsAt, card, meters, traits`; undefined without an account. */
  account?: Record<string, unknown> | undefined;
  /** The event that started the enrolment: `event, timestamp, properties`; undefined outside a trigger. */
  trigger?: Record<string, unknown> | undefined;
  /** Earliest timestamp of any accepted call, epoch milliseconds. */
  appearedAt: number;
  /** When the contact entered the workflow, epoch milliseconds; undefined outside one. */
  enteredAt?: number | undefined;
  /** Events by name, reaching back at least as far as the needs asked for; of an account, those of all its members. */
  events: ReadonlyMap<string, EventHistory>;
  /** Keys of the segments the subject is in; a contact also counts as in those of its account. */
  segments: ReadonlySet<string>;
  /** Open signals by key; a contact also sees those of its account. `openSince` is epoch milliseconds. */
  signals: ReadonlyMap<string, { openSince: number }>;
  /** The people of the account one by one, those who left it too; known where somebody asks of an account. */
  members?: readonly MemberFacts[] | undefined;
  /** The account's meters by name. */
  meters: ReadonlyMap<string, MeterHistory>;
  health?: HealthHistory | undefined;
  /** E-mails to the contact, oldest first. */
  email: readonly EmailFact[];
  /** What earlier steps came to, by step id; undefined outside a workflow. */
  enrolment?: Record<string, unknown> | undefined;
  /** The workspace's time zone, where neither contact nor account has one. */
  workspaceZone?: string | undefined;
  /** Days on which the workspace sends nothing. */
  holidays?: readonly Holiday[] | undefined;
}

/** A snapshot with nothing in it but what is given. */
export function factsOf(
  given: Partial<FactSnapshot> & Pick<FactSnapshot, 'contact' | 'appearedAt'>,
): FactSnapshot {
  return {
    events: new Map(),
    segments: new Set(),
    signals: new Map(),
    meters: new Map(),
    email: [],
    ...given,
  };
}

/** Histories that are known event by event. Each list is oldest first. */
export function historiesOf(
  events: ReadonlyMap<string, readonly EventFact[]>,
): ReadonlyMap<string, EventHistory> {
  return new Map([...events].map(([name, singles]) => [name, { singles, days: [] }]));
}

/**
 * What must be loaded of one event name. Whatever is asked, the UTC day of now is loaded one by one, and so is a day
 * that `edges`, `sinceEntry` or `singles` touch only in part.
 */
export interface EventNeed {
  /** How far back day counts are read, in milliseconds before now. */
  days: number | 'ever';
  /** Exact windows in milliseconds: the UTC day of now − window is needed one by one. */
  edges: readonly number[];
  /** How far back events are needed one by one with their properties, in milliseconds before now; 0 for not at all. */
  singles: number | 'ever';
  /** Everything since entry: the day of entry one by one, later days by their counts. */
  sinceEntry: boolean;
  /** Everything since entry one by one with properties. */
  singlesSinceEntry: boolean;
  /** Of an account: the same of each of its people by themselves, too. */
  perMember: boolean;
}

/** What a condition reads, found by static analysis, so that facts for a batch load in a fixed number of queries. */
export interface ConditionNeeds {
  contact: boolean;
  account: boolean;
  trigger: boolean;
  enrolment: boolean;
  health: boolean;
  events: ReadonlyMap<string, EventNeed>;
  /** Keys. */
  segments: ReadonlySet<string>;
  signals: ReadonlySet<string>;
  /** Names of the account's meters. */
  meters: ReadonlySet<string>;
  /** How far back e-mails are read, in milliseconds before now; 0 for not at all. */
  email: number | 'ever';
}
