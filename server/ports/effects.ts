import type { Dispatch, DispatchStatus } from '../../shared/dispatch.ts';
import type { Withdrawal } from '../../shared/message.ts';
import type { Notice } from '../../shared/notice.ts';
import type { PageOf, PageRequest } from './stores.ts';

export interface DispatchResult {
  id: string;
  /** The claim this result belongs to; without it, it must still be queued. */
  claimBy?: string | undefined;
  status: DispatchStatus;
  reason?: string | undefined;
  answered?: number | undefined;
  attempts?: number | undefined;
  /** When to look again; none when left out. */
  nextAt?: Date | undefined;
  unreported?: boolean | undefined;
  doneAt?: Date | undefined;
  approvedBy?: string | undefined;
  isRevived?: true | undefined;
}

/** Calls to other systems, mail to the team, tasks nobody approved yet: the ledger of what is neither message nor task. */
export interface DispatchStore {
  /** Inserts; those already there are done. */
  insert(dispatches: readonly Dispatch[]): Promise<void>;
  byIds(ids: readonly string[]): Promise<Map<string, Dispatch>>;
  /** With `nextAt` not after `now` in these partitions, earliest first. */
  due(partitions: readonly number[], now: Date, limit: number): Promise<Dispatch[]>;
  nextDue(partitions: readonly number[]): Promise<Date | undefined>;
  /** queued → sending under a claim; answers the ids won. */
  claim(ids: readonly string[], claim: { by: string; until: Date }): Promise<Set<string>>;
  /** Writes results where state and claim still hold; answers the ids won. */
  settle(results: readonly DispatchResult[]): Promise<Set<string>>;
  /** The enrolments have been told. */
  reported(ids: readonly string[]): Promise<void>;
  /** Cancels what is queued or held of these enrolments. */
  cancelOf(enrolmentIds: readonly string[], reason: Withdrawal): Promise<void>;
  /** Newest first, of a workflow or a contact. */
  list(
    request: PageRequest & { workflowId?: string | undefined; contactId?: string | undefined },
  ): Promise<PageOf<Dispatch>>;
  /** Those that wait for somebody's yes, newest first; of all workflows or of one. */
  held(request: PageRequest & { workflowId?: string | undefined }): Promise<PageOf<Dispatch>>;
  /** How many wait for somebody's yes; of all workflows or of one. */
  countHeld(workflowId: string | undefined): Promise<number>;
  /** How many of a workflow somebody let go, counted up to `limit`. */
  countApproved(workflowId: string, limit: number): Promise<number>;
  /** Those that failed for good, newest first. */
  failed(request: PageRequest & { kind?: Dispatch['to']['kind'] | undefined }): Promise<PageOf<Dispatch>>;
  /** Writes a state where it is in one of `from`; answers whether it was. */
  move(id: string, from: readonly DispatchStatus[], to: DispatchResult): Promise<boolean>;
  /** The same for a batch; answers the ids that were in one of `from`. */
  moveAll(from: readonly DispatchStatus[], to: readonly DispatchResult[]): Promise<Set<string>>;
  /** Deletes the oldest made before a moment that are over, at most `limit`; answers how many. */
  deleteOver(before: Date, limit: number): Promise<number>;
  /** What is a contact's becomes another's, with whom it turned out to be one. */
  handOver(from: string, to: { id: string; p: number }): Promise<void>;
  deleteOfContacts(contactIds: readonly string[]): Promise<void>;
}

/** What people of the team were told. */
export interface NoticeStore {
  /** Inserts; those already there are done. */
  insert(notices: readonly Notice[]): Promise<void>;
  /** Newest first, of one person. */
  list(request: PageRequest & { person: string }): Promise<PageOf<Notice>>;
  /** How many a person has not read, counted up to a limit. */
  countUnread(person: string, limit: number): Promise<number>;
  /** Marks as read; without ids, all of them. */
  markRead(person: string, ids?: readonly string[]): Promise<void>;
  handOver(from: string, to: { id: string; userId?: string | undefined }): Promise<void>;
  deleteOfContacts(contactIds: readonly string[]): Promise<void>;
}

/** A secret of another system, encrypted. */
export interface SealedSecret {
  name: string;
  sealed: string;
  updatedAt: Date;
}

/** The secrets kept for webhooks. */
export interface SecretStore {
  /** By name; at most some dozens. */
  all(): Promise<SealedSecret[]>;
  put(secret: SealedSecret): Promise<void>;
  /** Answers whether there was one. */
  delete(name: string): Promise<boolean>;
}

export interface WebhookRequest {
  url: string;
  headers: { name: string; value: string }[];
  body: string;
  timeoutMs: number;
}

export type WebhookAnswer =
  | { type: 'answered'; status: number; retryAfterSeconds?: number | undefined }
  /** No answer, or none that could be waited for; `retryable` says whether trying later can help. */
  | { type: 'failed'; retryable: boolean; reason: string };

/** Calls other systems. Never throws. */
export interface WebhookCaller {
  post(request: WebhookRequest): Promise<WebhookAnswer>;
}
