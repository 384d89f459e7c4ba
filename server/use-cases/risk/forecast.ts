import { cardEnd } from '../../../shared/account-dates.ts';
import { accountLines } from '../accounts/account-view.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Verb } from '../verb.ts';

/** The accounts and the revenue whose card ends in each of the coming months, this one included; UTC. */
export const getCardForecast: Verb<'getCardForecast'> = async (runtime, { query }) => {
  const now = runtime.clock.now();
  const first = monthStart(now, 0);
  const found = await runtime.accounts.cardMonths(before(first), before(monthStart(now, query.months)));
  return {
    months: Array.from({ length: query.months }, (_, index) => {
      const month = monthStart(now, index).toISOString().slice(0, 7);
      return { month, ...(found.get(month) ?? { accounts: 0, mrr: 0 }) };
    }),
  };
};

/** The accounts whose card ends in a month, the first to end first. */
export const listExpiringCards: Verb<'listExpiringCards'> = async (runtime, { params, query }) => {
  const start = new Date(`${params.month}-01T00:00:00.000Z`);
  if (Number.isNaN(start.getTime())) return { items: [], next: null };
  const page = await runtime.accounts.byCard({
    limit: query.limit,
    after: decodeCursor(query.cursor),
    from: before(start),
    until: before(monthStart(start, 1)),
  });
  const lines = await accountLines(runtime, page.items);
  return {
    items: page.items.flatMap((account, index) => {
      const line = lines[index];
      const end = cardEnd(account.card);
      if (!line || end === undefined) return [];
      const { brand, last4 } = account.card as Record<string, unknown>;
      const card = [brand, last4].filter((part) => typeof part === 'string').join(' ');
      return [{ ...line, card: card || undefined, expiresAt: new Date(end).toISOString() }];
    }),
    next: encodeCursor(page.next),
  };
};

function monthStart(at: Date, months: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
}

/** Bounds are exclusive at their beginning, inclusive at their end. */
function before(at: Date): Date {
  return new Date(at.getTime() - 1);
}
