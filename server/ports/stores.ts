import type { Consent, Contact, ContactSort } from '../../shared/contact.ts';
import type { Enrolment, EnrolmentStatus, InboxItem, PutOff } from '../../shared/enrolment.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { Direction } from '../../shared/list-order.ts';
import type {
  Message,
  MessageListed,
  MessageStatus,
  SuppressionReason,
  Withdrawal,
} from '../../shared/message.ts';
import type { SentLately } from '../engine/brakes.ts';
import type { DayCount } from '../engine/facts.ts';
import type { ArmCounts } from './churn.ts';

/** A place in a list: what the last item of the page before sorted by, then its id. Opaque to callers. */
export type Place = readonly [sort: string | number, id: string];

export interface PageOf<Item> {
  items: Item[];
  /** Where the next page starts; undefined at the end. */
  next: Place | undefined;
}

export interface PageRequest {
  limit: number;
  after?: Place | undefined;
}

/**
 * A change guarded by the revision that was read: `after` is written only where the stored `rev` is `was`. What is
 * stored has a higher revision than `was`, also where `after` does not raise it.
 */
export interface Guarded<Thing> {
  was: number;
  after: Thing;
}

/** What is indexed about the fields that conditions ask for, whichever they are. */
export interface FieldIndex<Item> {
  /** From now on these fields, by dotted names, are indexed with whatever this process writes. */
  indexFields(fields: readonly string[]): void;
  /** Indexes records as they were read, where nobody wrote them meanwhile; whoever did has indexed them. */
  reindex(records: readonly Item[]): Promise<void>;
  /** At most `limit` that a filter of `pushdown` finds. */
  matching(filter: Readonly<Record<string, unknown>>, limit: number): Promise<Item[]>;
}

export interface ContactStore extends FieldIndex<Contact> {
  /** The contacts that own these source ids (`u:…`, `a:…`), keyed by source id; unknown ones are left out. */
  bySourceIds(sourceIds: readonly string[]): Promise<Map<string, Contact>>;
  byIds(ids: readonly string[]): Promise<Map<string, Contact>>;
  byEmail(email: string): Promise<Contact[]>;
  /** Inserts new contacts; answers the ids that were not written since one of their source ids is already owned. */
  insert(contacts: readonly Contact[]): Promise<Set<string>>;
  /** Writes whole contacts where the revision still holds; answers the ids that lost their guard. */
  save(changes: readonly Guarded<Contact>[]): Promise<Set<string>>;
  delete(ids: readonly string[]): Promise<void>;
  /** Last seen first unless ordered otherwise; `search` is a prefix of userId, e-mail or name. */
  list(
    request: PageRequest &
      ContactsListed & { order?: ContactSort | undefined; direction?: Direction | undefined },
  ): Promise<PageOf<Contact>>;
  /** How many such a list finds. */
  countListed(listed: ContactsListed): Promise<number>;
  count(): Promise<number>;
  /** In the order of ids, all of them; for going through everybody. */
  walk(request: { limit: number; after: string }): Promise<Contact[]>;
  /** Everybody who belongs to these accounts, by account id, in one query. */
  membersOf(accountIds: readonly string[]): Promise<Map<string, AccountMember[]>>;
  /** The same, and who left them for another, with what says who they are there, in one query. */
  teamsOf(accountIds: readonly string[]): Promise<Map<string, TeamMember[]>>;
  /** Up to `most` members of each account, last seen first, in one query. */
  lastSeenOf(accountIds: readonly string[], most: number): Promise<Map<string, Contact[]>>;
  /** The members of one account, last seen first. */
  listMembers(accountId: string, request: PageRequest): Promise<PageOf<Contact>>;
  countMembers(accountId: string): Promise<number>;
  /** Ids of those who belong to the account, in the order of ids. */
  memberIds(accountId: string, request: { limit: number; after?: string | undefined }): Promise<string[]>;
}

/** What a list of contacts is narrowed by. */
export interface ContactsListed {
  search?: string | undefined;
  /** What they agreed to about e-mail; by this and by when they were seen, in the order of `seen` alone. */
  mail?: Consent | undefined;
  seenFrom?: Date | undefined;
  seenBefore?: Date | undefined;
}

/** What facts of an account need to know of its members. */
export type AccountMember = Pick<Contact, 'id' | 'sourceIds' | 'appearedAt'>;

/** One of the people of an account, or somebody who was; of their traits those that name a role. */
export interface TeamMember
  extends Pick<Contact, 'id' | 'sourceIds' | 'userId' | 'email' | 'traits' | 'tags'> {
  objected: boolean;
  /** When they left, epoch milliseconds; undefined for who belongs to it. */
  leftAt?: number | undefined;
}

/** The events of one name within bounds, per source id. */
export interface EventSpan {
  sourceIds: readonly string[];
  name: string;
  /** Exclusive lower bound, epoch milliseconds; −Infinity for all. */
  from: number;
  /** Inclusive upper bound. */
  until: number;
}

export interface EventQuery extends EventSpan {
  properties: boolean;
}

/** An event as conditions need it. */
export type LoadedEvent = Pick<StoredEvent, 'sourceId' | 'name' | 'timestamp'> &
  Partial<Pick<StoredEvent, 'properties'>>;

/** How many events of a name came under a source id on one UTC day. */
export interface SourceDayCount extends DayCount {
  sourceId: string;
  name: string;
}

export interface EventStore {
  /** Inserts; answers the ids that were already there (a duplicate is success). Durable when it resolves. */
  insert(events: readonly StoredEvent[]): Promise<Set<string>>;
  byIds(ids: readonly string[]): Promise<StoredEvent[]>;
  /**
   * Two database queries at most for all the queries: one for the names of which somebody wants properties, one for
   * the others, whose events come without. Oldest first.
   */
  load(queries: readonly EventQuery[]): Promise<LoadedEvent[]>;
  /** One database query for all the spans; days without events are left out. */
  countByDay(spans: readonly EventSpan[]): Promise<SourceDayCount[]>;
  /** How many named events came under these source ids together since `from`, by UTC day; one query. */
  perDay(sourceIds: readonly string[], from: Date): Promise<Map<number, number>>;
  /** The newest of one name, newest first; those that came too late for facts have none. */
  newest(sourceIds: readonly string[], name: string, limit: number): Promise<StoredEvent[]>;
  /** The newest of these names that came too late for facts, newest first; one query. */
  late(
    sourceIds: readonly string[],
    names: readonly string[],
    limit: number,
  ): Promise<{ name: string; timestamp: Date }[]>;
  /** Newest first, by timestamp. */
  timeline(sourceIds: readonly string[], request: PageRequest): Promise<PageOf<StoredEvent>>;
  /** Newest first, by receipt; for the Connect page. */
  recent(request: PageRequest & { sourceIds?: readonly string[] | undefined }): Promise<PageOf<StoredEvent>>;
  /** All of them, oldest first by receipt. */
  received(request: PageRequest): Promise<PageOf<ReceivedEvent>>;
  deleteOf(sourceIds: readonly string[]): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
  /** Deletes the oldest by receipt, at most `limit`; answers how many. */
  deleteReceived(before: Date, limit: number): Promise<number>;
}

/** What counting needs to know of an event; `name` is undefined where facts do not see it. */
export type ReceivedEvent = Pick<StoredEvent, 'id' | 'sourceId' | 'name' | 'timestamp' | 'receivedAt'>;

/** A call that was not stored, remembered for the Connect page for some days. */
export interface RefusedCall {
  id: string;
  status: 'duplicate' | 'rejected';
  type: string;
  name?: string | undefined;
  userId?: string | undefined;
  anonymousId?: string | undefined;
  messageId?: string | undefined;
  receivedAt: Date;
  code?: string | undefined;
  message?: string | undefined;
}

export interface CallStore {
  remember(calls: readonly RefusedCall[]): Promise<void>;
  recent(
    request: PageRequest & { status?: 'duplicate' | 'rejected' | undefined; userId?: string | undefined },
  ): Promise<PageOf<RefusedCall>>;
  /** Deletes what was remembered of these user ids. */
  deleteOf(userIds: readonly string[]): Promise<void>;
}

/** Event names and traits seen, for suggestions. */
export interface SeenName {
  kind: 'event' | 'contact' | 'account';
  name: string;
  sample?: unknown;
  /** Events alone: the earliest timestamp of any of that name. */
  firstAt?: Date | undefined;
  lastSeenAt: Date;
}

export interface NameStore {
  saw(names: readonly SeenName[]): Promise<void>;
  /** At most 500 a kind, last seen first. */
  all(): Promise<SeenName[]>;
  /** Forgets those of these names that were not seen after `until`. */
  forget(names: readonly Pick<SeenName, 'kind' | 'name'>[], until: Date): Promise<void>;
  /** Keeps the names and forgets what they were seen with. */
  forgetSamples(names: readonly Pick<SeenName, 'kind' | 'name'>[]): Promise<void>;
}

export interface EnrolmentKey {
  workflowId: string;
  subject: string;
}

export interface EnrolmentStore extends ArmCounts {
  /** Inserts; answers the ids refused since the same id, cause or slot is already there. */
  insert(enrolments: readonly Enrolment[]): Promise<Set<string>>;
  /** Those with `dueAt` not after `now` in these partitions, earliest first. */
  due(partitions: readonly number[], now: Date, limit: number): Promise<Enrolment[]>;
  /** The earliest `dueAt` in these partitions. */
  nextDue(partitions: readonly number[]): Promise<Date | undefined>;
  byIds(ids: readonly string[]): Promise<Map<string, Enrolment>>;
  /** Writes whole enrolments where the revision still holds; answers the ids that lost their guard. */
  save(changes: readonly Guarded<Enrolment>[]): Promise<Set<string>>;
  /**
   * Empties the outbox and sets `dueAt`, where the revision still is `rev`. The revision stays, unless `told` puts
   * something into the inbox in the same write.
   */
  outboxFlushed(
    items: readonly {
      id: string;
      rev: number;
      dueAt: Date | undefined;
      told?: readonly InboxItem[] | undefined;
    }[],
  ): Promise<void>;
  /**
   * Puts an item into the inbox of each enrolment that has not ended (or whose goal is still looked at), unless an
   * item of that id is there: rev + 1, dueAt = min(dueAt, now).
   */
  poke(pokes: readonly { id: string; item: InboxItem }[], now: Date): Promise<void>;
  /** Enrolments of these subjects in these workflows that are not ended, or whose goal window is open at `now`. */
  alive(subjects: readonly string[], workflowIds: readonly string[], now: Date): Promise<Enrolment[]>;
  /** For each workflow and subject the newest enrolment: the one with the highest ordinal. */
  latest(keys: readonly EnrolmentKey[]): Promise<Enrolment[]>;
  ofSubject(subject: string, request: PageRequest): Promise<PageOf<Enrolment>>;
  list(
    request: PageRequest & {
      subject?: string | undefined;
      workflowId?: string | undefined;
      /** Only together with a workflow: those who are at the step now. */
      step?: string | undefined;
      status?: EnrolmentStatus | undefined;
    },
  ): Promise<PageOf<Enrolment>>;
  /** Those of these subjects that have not ended, at most `limit`, in one query. */
  insideOfSubjects(subjects: readonly string[], limit: number): Promise<Enrolment[]>;
  /** Newest first, not ended, of a workflow; for stopping and moving by cursor. */
  insideOf(workflowId: string, request: PageRequest): Promise<PageOf<Enrolment>>;
  /** Why people stand still in a workflow, most frequent first; at most a hundred reasons. */
  parked(workflowId: string): Promise<{ reason: string; count: number; since: Date }[]>;
  /** Those parked in a workflow, or for one reason alone, newest first by entry. */
  parkedOf(
    workflowId: string,
    request: PageRequest & { reason?: string | undefined },
  ): Promise<PageOf<Enrolment>>;
  /** Those inside on a version older than this one, newest first. */
  insideBefore(workflowId: string, version: number, request: PageRequest): Promise<PageOf<Enrolment>>;
  /** People inside per version and step. */
  insideByVersion(workflowId: string): Promise<{ version: number; step: string; count: number }[]>;
  /** People inside per step. */
  inside(workflowId: string): Promise<{ step: string; count: number }[]>;
  /** How many of the workflow entered, are inside and reached the goal. */
  totals(
    workflowIds: readonly string[],
    /** Only those who entered at this moment or later. */
    since?: Date,
  ): Promise<Map<string, { entered: number; inside: number; goals: number; lastEnteredAt?: Date }>>;
  /** Of those who entered a workflow since a moment: for how many something waits at their step, or was left out, and why. */
  putOff(workflowId: string, since: Date): Promise<{ why: PutOff; count: number }[]>;
  /**
   * Per step and exit how many went that way, of them how many reached the goal, and of how many it is decided at `now`
   * whether they do: they did, or they are out and it is looked at no longer.
   */
  traffic(
    workflowId: string,
    since: Date | undefined,
    now: Date,
  ): Promise<{ step: string; exit: string | undefined; count: number; goals: number; decided: number }[]>;
  /** Those inside a paused workflow that became due: parked as `workflow-paused`, or with `dueAt` not after `now`. */
  overdue(workflowId: string, now: Date, request: PageRequest): Promise<PageOf<Enrolment>>;
  countOverdue(workflowId: string, now: Date): Promise<number>;
  deleteOfSubjects(subjects: readonly string[]): Promise<void>;
  /** Takes a person out of the enrolments of accounts that their doing started: what they did, and what it explained. */
  forgetPerson(sourceIds: readonly string[]): Promise<void>;
}

export interface MessageResult {
  id: string;
  /** The claim this result belongs to; without it the message must still be queued. */
  claimBy?: string | undefined;
  status: MessageStatus;
  reason?: string | undefined;
  provider?: 'preview' | 'sendgrid' | undefined;
  providerId?: string | undefined;
  sentAt?: Date | undefined;
  /** When to look again; where undefined, an unreported message keeps the time it had, and any other has none. */
  nextAt?: Date | undefined;
  attempts?: number | undefined;
  unreported?: boolean | undefined;
  approvedBy?: string | undefined;
}

export interface MessageStore {
  /** Inserts; those already there are done. */
  insert(messages: readonly Message[]): Promise<void>;
  byId(id: string): Promise<Message | undefined>;
  byIds(ids: readonly string[]): Promise<Map<string, Message>>;
  /** With `nextAt` not after `now` in these partitions, earliest first. */
  due(partitions: readonly number[], now: Date, limit: number): Promise<Message[]>;
  nextDue(partitions: readonly number[]): Promise<Date | undefined>;
  /** queued → sending under a claim; answers the ids won. */
  claim(ids: readonly string[], claim: { by: string; until: Date }, now: Date): Promise<Set<string>>;
  /** Writes results where state and claim still hold; answers the ids won. */
  settle(results: readonly MessageResult[]): Promise<Set<string>>;
  /** The enrolments have been told: nothing is left to do. */
  reported(ids: readonly string[]): Promise<void>;
  /** held → queued, or held → cancelled, or failed → queued; answers whether it was in one of `from`. */
  move(id: string, from: readonly MessageStatus[], to: MessageResult): Promise<boolean>;
  /** The same for a batch; answers the ids that were in one of `from`. */
  moveAll(from: readonly MessageStatus[], to: readonly MessageResult[]): Promise<Set<string>>;
  /** Cancels what is queued or held of these enrolments. */
  cancelOf(enrolmentIds: readonly string[], reason: Withdrawal): Promise<void>;
  /** What the provider reported later: delivered, bounced, opened, clicked; also settles `unknown`. */
  providerSaid(
    id: string,
    change: {
      status?: MessageStatus;
      reason?: string;
      deliveredAt?: Date;
      openedAt?: Date;
      clickedAt?: Date;
    },
  ): Promise<void>;
  list(
    request: PageRequest & {
      contactId?: string | undefined;
      workflowId?: string | undefined;
      /** One state, any of several, or what the reader did. */
      status?: MessageListed | readonly MessageStatus[] | undefined;
      /** With a workflow only. */
      reason?: string | undefined;
      /** By when they were made, or opened or clicked where these are meant; the newest first unless said. */
      direction?: Direction | undefined;
    },
  ): Promise<PageOf<Message>>;
  /** How many of a workflow's messages made since a moment have a reason, by reason and state. */
  reasons(
    workflowId: string,
    since: Date,
  ): Promise<{ reason: string; status: MessageStatus; count: number }[]>;
  /** How many of a workflow's messages were opened and clicked, by step; of journeys begun since a moment, or of all. */
  opened(workflowId: string, since?: Date): Promise<{ step: string; opened: number; clicked: number }[]>;
  counts(): Promise<Partial<Record<MessageStatus, number>>>;
  /** These count against their workflows' daily limits on a day. */
  noteCounted(ids: readonly string[], day: string): Promise<void>;
  /** How many queued ones of a workflow wait for a reason. */
  countWaiting(workflowId: string, reason: string): Promise<number>;
  /** Those are looked at again from now on. */
  hurry(workflowId: string, reason: string, now: Date): Promise<void>;
  /** How many wait for somebody's yes; of all workflows or of one. */
  countHeld(workflowId: string | undefined): Promise<number>;
  /** How many of a workflow somebody let go, counted up to `limit`. */
  countApproved(workflowId: string, limit: number): Promise<number>;
  /** How many of a workflow's messages were sent since a moment, came back, and were reported as spam. */
  lately(workflowId: string, since: Date): Promise<SentLately>;
  /** Empties the texts of the oldest created before a moment, at most `limit`; answers how many. */
  forgetTexts(before: Date, limit: number): Promise<number>;
  /** Those that went out to these contacts, and what became of them, in one query. */
  sentTo(contactIds: readonly string[]): Promise<SentMessage[]>;
  deleteOfContacts(contactIds: readonly string[]): Promise<void>;
  /** Those of one contact become another's. */
  handOver(contactId: string, to: Pick<Contact, 'id' | 'userId' | 'p'>): Promise<void>;
}

export type SentMessage = Pick<Message, 'contactId' | 'workflowId' | 'sentAt' | 'openedAt' | 'clickedAt'>;

export interface Suppression {
  /** The address in lower case; for erased people a keyed hash of it. */
  address: string;
  reason: SuppressionReason;
  at: Date;
}

export interface SuppressionStore {
  add(suppression: Suppression): Promise<void>;
  of(addresses: readonly string[]): Promise<Map<string, Suppression>>;
  remove(address: string): Promise<boolean>;
  list(request: PageRequest): Promise<PageOf<Suppression>>;
}
