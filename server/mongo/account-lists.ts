import { accountDate, cardEnd } from '../../shared/account-dates.ts';
import type { Account } from '../../shared/contact.ts';
import { bandOf } from '../../shared/health.ts';
import type { AccountFilter } from '../ports/accounts.ts';
import { sortName } from './sort-name.ts';

/** What sorts last where the worst comes first. */
export const NEVER = 8.64e15;

/** What lists of accounts are narrowed and sorted by, stored beside the account and made anew with every write. */
export interface AccountLists {
  keys: string[];
  /** As names are sorted. */
  name: string;
  mrr: number;
  /** Lower is worse; unknown health comes last. */
  score: number;
  /** Epoch milliseconds; absent where no renewal is known. */
  renewal?: number;
  /** Since when it is at risk; absent when it is not. */
  since?: number;
  /** When the stored card ends. */
  card?: number;
}

/**
 * One key for each way a list may be narrowed, so that every list is one stretch of an index in its order, whatever
 * it is narrowed by: eight for an account, and four more for each open signal of one at risk.
 */
export function accountLists(account: Account): AccountLists {
  const { mrr, plan, manager, standing, renewsAt, card } = account;
  const scopes = ['all'];
  if (standing?.score !== undefined) scopes.push(bandScope(bandOf(standing.score)));
  if (standing?.since !== undefined)
    scopes.push('risk', ...standing.signals.map(({ key }) => signalScope(key)));
  const renewal = accountDate(renewsAt);
  const end = cardEnd(card);
  return {
    keys: scopes.flatMap((scope) =>
      [undefined, plan ?? ''].flatMap((ofPlan) =>
        [undefined, manager ?? ''].map((ofManager) => keyOf(scope, ofPlan, ofManager)),
      ),
    ),
    name: sortName(account.name ?? account.id),
    mrr: mrr ?? 0,
    score: standing?.score ?? NEVER,
    ...(renewal === undefined ? {} : { renewal }),
    ...(standing?.since === undefined ? {} : { since: standing.since }),
    ...(end === undefined ? {} : { card: end }),
  };
}

/** The key under which a list narrowed like this is found. */
export function listKey({ plan, manager, band, atRisk, signal }: AccountFilter): string {
  const scope =
    signal !== undefined
      ? signalScope(signal)
      : band !== undefined
        ? bandScope(band)
        : atRisk
          ? 'risk'
          : 'all';
  return keyOf(scope, plan, manager);
}

function keyOf(scope: string, plan: string | undefined, manager: string | undefined): string {
  // Encoded, so that no plan can be called like another key.
  return [scope, plan, manager]
    .map((part) => (part === undefined ? '*' : encodeURIComponent(part)))
    .join('/');
}

function bandScope(band: string): string {
  return `band:${band}`;
}

function signalScope(key: string): string {
  return `signal:${key}`;
}
