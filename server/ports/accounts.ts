import type { Account } from '../../shared/contact.ts';
import type { HealthBand } from '../../shared/health.ts';
import type { Direction } from '../../shared/list-order.ts';
import type { FieldIndex, Guarded, PageOf, PageRequest } from './stores.ts';

/** What a list of accounts is narrowed by. An empty text stands for accounts that have none. */
export interface AccountFilter {
  plan?: string | undefined;
  manager?: string | undefined;
  band?: HealthBand | undefined;
  atRisk?: boolean | undefined;
  /** Only those at risk for which this signal is open. */
  signal?: string | undefined;
}

/**
 * By renewal lists those alone that have one to come, by time at risk those that are, and the healthiest first those
 * whose health is known.
 */
export type AccountOrder = 'mrr' | 'health' | 'renewal' | 'since' | 'name';

/** What a list of accounts is of. */
export interface AccountsListed {
  filter: AccountFilter;
  order: AccountOrder;
  /** As each order begins unless said. */
  direction?: Direction | undefined;
  search?: string | undefined;
  from: Date;
}

export interface AccountStore extends FieldIndex<Account> {
  byIds(ids: readonly string[]): Promise<Map<string, Account>>;
  insert(accounts: readonly Account[]): Promise<Set<string>>;
  save(changes: readonly Guarded<Account>[]): Promise<Set<string>>;
  delete(ids: readonly string[]): Promise<void>;
  count(): Promise<number>;
  /** In the order of ids, all of them; for going through every one. */
  walk(request: { limit: number; after: string }): Promise<Account[]>;
  /** `search` is a prefix of the id or of a word of the name. `from` is where renewals to come begin. */
  list(request: PageRequest & AccountsListed): Promise<PageOf<Account>>;
  /** How many such a list finds. */
  countListed(listed: AccountsListed): Promise<number>;
  /** How many accounts a filter leaves, and what they pay a month together. */
  totals(filter: AccountFilter): Promise<AccountTotals>;
  /** The same for each calendar month, UTC, in which cards end, as `2026-11`; after `from` and not after `until`. */
  cardMonths(from: Date, until: Date): Promise<Map<string, AccountTotals>>;
  /** Accounts whose card ends after `from` and not after `until`, the first to end first. */
  byCard(request: PageRequest & { from: Date; until: Date }): Promise<PageOf<Account>>;
  /** The plans there are, in the order of their names, at most `limit`. */
  plans(limit: number): Promise<string[]>;
}

export interface AccountTotals {
  accounts: number;
  mrr: number;
}
