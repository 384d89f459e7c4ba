import { inMajorUnits } from './money.ts';
import type { SubscriptionObject } from './stripe-objects.ts';

/** From what counts most to what counts least. */
const standings = ['active', 'past_due', 'trialing', 'unpaid', 'paused', 'incomplete', 'canceled'];

/** The subscription that speaks for its account: the best standing, then the largest amount. */
export function mainSubscription(
  subscriptions: readonly SubscriptionObject[],
): SubscriptionObject | undefined {
  const rank = ({ status }: SubscriptionObject) => {
    const at = standings.indexOf(status);
    return at < 0 ? standings.length : at;
  };
  return [...subscriptions].sort(
    (a, b) => rank(a) - rank(b) || sizeOf(b) - sizeOf(a) || (a.id < b.id ? -1 : 1),
  )[0];
}

/** The name of the plan: what the price or its product is called, before any id of theirs. */
export function planOf(subscriptions: readonly SubscriptionObject[]): string | undefined {
  const main = mainSubscription(subscriptions);
  const item = main && largestItem(main);
  if (!main || !item) return undefined;
  const { nickname, lookup_key: key, product, id } = item.price;
  return main.metadata.plan ?? product?.name ?? nickname ?? key ?? product?.id ?? id;
}

/** How many seats are paid for: the quantity of the largest item. */
export function seatsOf(subscriptions: readonly SubscriptionObject[]): number | undefined {
  const main = mainSubscription(subscriptions);
  return main && largestItem(main)?.quantity;
}

function largestItem({ items }: SubscriptionObject) {
  return [...items.data].sort((a, b) => itemSize(b) - itemSize(a))[0];
}

function sizeOf({ items }: SubscriptionObject): number {
  return items.data.reduce((sum, item) => sum + itemSize(item), 0);
}

function itemSize({ price, quantity }: SubscriptionObject['items']['data'][number]): number {
  return inMajorUnits(price.unit_amount ?? 0, price.currency) * (quantity ?? 1);
}
