import type { BillingCard, BillingCustomerView } from '../../shared/billing.ts';
import type { PageOf, PageRequest } from './stores.ts';

/** One verified notice of the provider: what happened, and the object as it was then. */
export interface BillingNotice {
  id: string;
  type: string;
  /** When it happened at the provider. */
  at: Date;
  object: Record<string, unknown>;
  /** What changed, as it was before. */
  previous: Record<string, unknown>;
}

/** The kinds of objects that are read back. */
export type BillingKind = 'customer' | 'subscription' | 'invoice' | 'payment_intent' | 'charge';

export interface BillingReader {
  /** The object as it is now; undefined when the provider does not know it. Throws when it does not answer. */
  read(kind: BillingKind, id: string): Promise<Record<string, unknown> | undefined>;
  /** Up to 100 customers or subscriptions after a cursor, for the back-fill. */
  list(
    kind: 'customer' | 'subscription',
    after: string | undefined,
  ): Promise<{ items: Record<string, unknown>[]; more: boolean }>;
}

export interface Billing {
  /** Verifies the signature over the raw body, in constant time and within five minutes; undefined when it is not theirs. */
  verify?: ((body: Uint8Array, signature: string) => BillingNotice | undefined) | undefined;
  reader?: BillingReader | undefined;
}

/** A customer of the provider, and which account it is. */
export interface BillingCustomer
  extends Omit<BillingCustomerView, 'candidates' | 'seenAt' | 'waiting' | 'accountName'> {
  candidates: string[];
  /** The contact that stands for it: the billing contact. */
  userId?: string | undefined;
  card?: BillingCard | undefined;
  /** When `Card Expiring` is due; unset once it was said. */
  expiryDueAt?: Date | undefined;
  seenAt: Date;
}

/** What was last heard of one object of the provider. */
export interface BillingObject {
  id: string;
  kind: 'customer' | 'subscription' | 'payment_method' | 'payment_intent' | 'charge';
  customer: string;
  /** When the notice that told of it happened; an older one never replaces a newer. */
  at: Date;
  data: Record<string, unknown>;
}

export interface WaitingNotice {
  id: string;
  customer: string;
  notice: BillingNotice;
  at: Date;
}

export interface BillingStore {
  customers(ids: readonly string[]): Promise<Map<string, BillingCustomer>>;
  customersOf(accountId: string): Promise<BillingCustomer[]>;
  saveCustomer(customer: BillingCustomer): Promise<void>;
  /** Last heard of first. */
  listCustomers(
    request: PageRequest & { state?: BillingCustomer['state'] | undefined },
  ): Promise<PageOf<BillingCustomer>>;
  count(state: BillingCustomer['state']): Promise<number>;
  lastSeen(): Promise<Date | undefined>;
  /** Customers whose card is to be spoken of by now, earliest first. */
  expiring(now: Date, limit: number): Promise<BillingCustomer[]>;
  object(id: string): Promise<BillingObject | undefined>;
  objectsOf(customers: readonly string[], kind: BillingObject['kind']): Promise<BillingObject[]>;
  /** Writes unless something newer is known; answers whether it was written. */
  saveObject(object: BillingObject): Promise<boolean>;
  dropObject(id: string): Promise<void>;
  /** Keeps a notice until its customer is mapped; keeping it twice keeps it once. */
  keep(waiting: WaitingNotice): Promise<void>;
  /** Oldest first. */
  waiting(customer: string, limit: number): Promise<WaitingNotice[]>;
  countWaiting(customers: readonly string[]): Promise<Map<string, number>>;
  dropWaiting(ids: readonly string[]): Promise<void>;
  /**
   * Takes what tells who somebody is out of the customers with one of these addresses, or for whom one of these user
   * ids stands, and out of what was heard of them; the customers stay with their accounts.
   */
  forgetPerson(mentions: readonly string[]): Promise<void>;
}
