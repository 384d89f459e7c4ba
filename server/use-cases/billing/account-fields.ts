import type { BillingCard } from '../../../shared/billing.ts';
import { monthlyRevenue } from './money.ts';
import { instant, periodEndOf } from './notice-events.ts';
import { mainSubscription, planOf, seatsOf } from './plan.ts';
import type { SubscriptionObject } from './stripe-objects.ts';

/**
 * What an account carries of its billing, from all its subscriptions together. Revenue in another currency than the
 * workspace's is kept aside in `mrrOther` and not converted. What is unknown is left out, and so keeps what it was.
 */
export function accountFields(
  subscriptions: readonly SubscriptionObject[],
  card: BillingCard | undefined,
  { currency, now }: { currency: string; now: Date },
): Record<string, unknown> {
  const fields: Record<string, unknown> = card ? { card } : {};
  const main = mainSubscription(subscriptions);
  if (!main) return fields;
  const { byCurrency, isIncomplete } = monthlyRevenue(subscriptions, now);
  const others = [...byCurrency].filter(([code]) => code !== currency.toLowerCase());
  return {
    ...fields,
    plan: planOf(subscriptions),
    seats: seatsOf(subscriptions),
    mrr: byCurrency.get(currency.toLowerCase()) ?? 0,
    mrrOther: Object.fromEntries(others.map(([code, amount]) => [code.toUpperCase(), amount])),
    mrrIncomplete: isIncomplete,
    subscriptionStatus: main.status,
    cancelAtPeriodEnd: main.cancel_at_period_end ?? false,
    renewsAt: main.status === 'canceled' ? null : instant(periodEndOf(main)),
    trialEndsAt: main.status === 'trialing' ? instant(main.trial_end) : null,
  };
}

/** A card as an account carries it, from the numbers printed on it. */
export function cardOf(card: {
  brand?: string | undefined;
  last4?: string | undefined;
  exp_month: number;
  exp_year: number;
}): BillingCard {
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = card;
  // It is good to the end of its month; December ends where month 12 of the same year begins.
  const expiresAt = new Date(Date.UTC(expYear, expMonth, 1) - 1).toISOString();
  return { brand, last4, expMonth, expYear, expiresAt };
}
