import type { BillingCard } from '../../../shared/billing.ts';
import type { BillingNotice } from '../../ports/billing.ts';
import type { Runtime } from '../runtime.ts';
import { cardOf } from './account-fields.ts';
import { mainSubscription } from './plan.ts';
import {
  customerObject,
  paymentMethodObject,
  type SubscriptionObject,
  sourceObject,
  subscriptionObject,
} from './stripe-objects.ts';

/** Keeps what a notice says of a card, or forgets a card that was taken off. */
export async function rememberCards(
  { billingStore }: Pick<Runtime, 'billingStore'>,
  { type, object, at }: BillingNotice,
  customer: string,
): Promise<void> {
  const id = typeof object.id === 'string' ? object.id : '';
  if (type === 'payment_method.detached' || type === 'customer.source.deleted') {
    await billingStore.dropObject(id);
    return;
  }
  const source = sourceObject.safeParse(object);
  const data = source.success ? { ...object, card: object } : object;
  if (!paymentMethodObject.safeParse(data).data?.card) return;
  await billingStore.saveObject({ id, kind: 'payment_method', customer, at, data });
}

/**
 * The card a customer is charged on next, from what is known of it: the one of its main subscription, else the
 * customer's own, else the one heard of last. With it the subscriptions of the customer.
 */
export async function currentCard(
  { billingStore }: Pick<Runtime, 'billingStore'>,
  customer: string,
): Promise<{ card: BillingCard | undefined; subscriptions: SubscriptionObject[] }> {
  const [own, subscriptionsKept, methodsKept] = await Promise.all([
    billingStore.object(customer),
    billingStore.objectsOf([customer], 'subscription'),
    billingStore.objectsOf([customer], 'payment_method'),
  ]);
  const subscriptions = subscriptionsKept.flatMap(
    ({ data }) => subscriptionObject.safeParse(data).data ?? [],
  );
  const main = mainSubscription(subscriptions);
  const mainData = subscriptionsKept.find(({ id }) => id === main?.id)?.data;
  const object = customerObject.safeParse(own?.data).data;
  const methods = new Map(
    methodsKept.flatMap(({ id, data }) => {
      const method = paymentMethodObject.safeParse(data).data;
      return method ? [[id, method] as const] : [];
    }),
  );
  for (const expanded of [mainData?.default_payment_method, object?.invoice_settings?.expanded]) {
    const method = paymentMethodObject.safeParse(expanded).data;
    if (method && !methods.has(method.id)) methods.set(method.id, method);
  }
  const last = [...methodsKept].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))[0];
  const chosen = [
    main?.default_payment_method,
    object?.invoice_settings?.method,
    object?.default_source,
    last?.id,
  ];
  for (const id of chosen) {
    const card = id === undefined ? undefined : methods.get(id)?.card;
    if (card) return { card: cardOf(card), subscriptions };
  }
  return { card: undefined, subscriptions };
}
