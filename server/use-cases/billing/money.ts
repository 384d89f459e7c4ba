import type { SubscriptionObject } from './stripe-objects.ts';

/** Currencies without minor units, and those with three digits of them (https://docs.stripe.com/currencies). */
const wholeOnly = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const threeDigits = new Set('bhd jod kwd omr tnd'.split(' '));

/** An amount of minor units as a number of the currency itself, e.g. 1250 cents as 12.5. */
export function inMajorUnits(amount: number, currency: string): number {
  const code = currency.toLowerCase();
  return rounded(amount / (wholeOnly.has(code) ? 1 : threeDigits.has(code) ? 1_000 : 100));
}

/** Months in one interval; a year has 365 days and 52 weeks here, as Stripe's own MRR counts it. */
const MONTHS: Record<string, number> = { day: 12 / 365, week: 12 / 52, month: 1, year: 12 };

/** Subscriptions that bring money: a trial does not yet, an unpaid one does not any more. */
const paying = new Set(['active', 'past_due']);

/** What subscriptions bring in a month, per currency in lower case, in major units. */
export interface Revenue {
  byCurrency: Map<string, number>;
  /** Prices in tiers or by usage, whose amount no subscription tells. */
  isIncomplete: boolean;
}

/** Monthly recurring revenue of some subscriptions at an instant: intervals, quantities and running discounts counted. */
export function monthlyRevenue(subscriptions: readonly SubscriptionObject[], now: Date): Revenue {
  const byCurrency = new Map<string, number>();
  let isIncomplete = false;
  for (const subscription of subscriptions) {
    if (!paying.has(subscription.status)) continue;
    const own = new Map<string, number>();
    for (const { price, quantity } of subscription.items.data) {
      const months = MONTHS[price.recurring?.interval ?? ''];
      if (price.recurring === undefined || months === undefined) continue;
      const unit = price.unit_amount ?? Number(price.unit_amount_decimal ?? Number.NaN);
      if (!Number.isFinite(unit) || price.recurring.usage_type === 'metered') {
        isIncomplete = true;
        continue;
      }
      const monthly = (unit * (quantity ?? 1)) / (months * price.recurring.interval_count);
      own.set(price.currency, (own.get(price.currency) ?? 0) + monthly);
    }
    for (const [currency, amount] of own) {
      const after = Math.max(0, discounted(subscription, currency, amount, now));
      const total = (byCurrency.get(currency) ?? 0) + inMajorUnits(after, currency);
      byCurrency.set(currency, rounded(total));
    }
  }
  return { byCurrency, isIncomplete };
}

function discounted(subscription: SubscriptionObject, currency: string, amount: number, now: Date): number {
  const all = [subscription.discount, ...subscription.discounts].flatMap((discount) => discount ?? []);
  const months = monthsOf(subscription);
  return all.reduce((left, { end, coupon, source }) => {
    const { percent_off: percent, amount_off: off, currency: of, duration } = coupon ?? source?.coupon ?? {};
    // What is taken off one invoice only is no change of what recurs.
    if (duration === 'once' || (end !== undefined && end * 1_000 <= now.getTime())) return left;
    if (percent !== undefined) return left * (1 - percent / 100);
    return off !== undefined && of === currency ? left - off / months : left;
  }, amount);
}

/** The months one invoice of a subscription covers; an amount off is taken from each invoice. */
function monthsOf(subscription: SubscriptionObject): number {
  const recurring = subscription.items.data[0]?.price.recurring;
  return (MONTHS[recurring?.interval ?? ''] ?? 1) * (recurring?.interval_count ?? 1);
}

function rounded(amount: number): number {
  return Math.round(amount * 1_000) / 1_000;
}
