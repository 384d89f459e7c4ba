import Stripe from 'stripe';

/** The signing secret that tests share with the stand-in for Stripe. */
export const signingSecret = 'whsec_for_tests';

export const seconds = (iso: string): number => Math.floor(new Date(iso).getTime() / 1_000);

/** A customer as Stripe sends it. */
export function customer(id: string, change: Partial<Stripe.Customer> = {}): Partial<Stripe.Customer> {
  return { id, object: 'customer', email: null, name: null, metadata: {}, default_source: null, ...change };
}

/** A subscription to one price, by default 49.00 USD a month for three seats. */
export function subscription(
  id: string,
  owner: string,
  change: Partial<Stripe.Subscription> = {},
  price: Partial<Stripe.Price> = {},
  quantity = 3,
): Partial<Stripe.Subscription> {
  return {
    id,
    object: 'subscription',
    customer: owner,
    status: 'active',
    cancel_at_period_end: false,
    cancel_at: null,
    trial_end: null,
    ended_at: null,
    metadata: {},
    discounts: [],
    items: items(price, quantity),
    ...change,
  };
}

export function items(price: Partial<Stripe.Price> = {}, quantity = 3): Stripe.Subscription['items'] {
  return {
    object: 'list',
    has_more: false,
    url: '/v1/subscription_items',
    data: [
      {
        id: 'si_1',
        object: 'subscription_item',
        quantity,
        current_period_end: seconds('2026-04-01T00:00:00Z'),
        price: {
          id: 'price_team',
          object: 'price',
          currency: 'usd',
          unit_amount: 4900,
          nickname: 'Team',
          product: 'prod_team',
          recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
          ...price,
        },
      },
    ],
  } as unknown as Stripe.Subscription['items'];
}

export function card(
  id: string,
  owner: string | null,
  month: number,
  year: number,
  last4 = '4242',
): Partial<Stripe.PaymentMethod> {
  return {
    id,
    object: 'payment_method',
    customer: owner,
    type: 'card',
    card: { brand: 'visa', last4, exp_month: month, exp_year: year } as Stripe.PaymentMethod.Card,
  };
}

export function invoice(
  id: string,
  owner: string,
  change: Partial<Stripe.Invoice> = {},
): Partial<Stripe.Invoice> {
  return {
    id,
    object: 'invoice',
    customer: owner,
    currency: 'usd',
    amount_due: 14_700,
    amount_paid: 0,
    attempt_count: 1,
    ...change,
  };
}

/** An event of Stripe around an object, with what changed. */
export function stripeEvent(
  id: string,
  type: Stripe.Event['type'],
  at: string,
  object: object,
  previous?: object,
): Record<string, unknown> {
  return {
    id,
    object: 'event',
    type,
    created: seconds(at),
    livemode: false,
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
  };
}

/** The header Stripe signs a body with. */
export function signatureOf(payload: string, secret = signingSecret, timestamp?: number): string {
  return Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    ...(timestamp === undefined ? {} : { timestamp }),
  });
}
