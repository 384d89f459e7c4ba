import { z } from 'zod';

/**
 * Stripe's objects as far as they are read, across the API versions a webhook may be pinned to: what moved between
 * versions is looked for in both places, and what is unknown is left out, never refused.
 */
const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const metadata = z.record(z.string(), z.string()).catch({});

/** A reference: an id, or the object itself where it was expanded. */
const reference = z
  .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
  .optional()
  .catch(undefined);

const cardObject = z.object({
  brand: text,
  last4: text,
  exp_month: z.number(),
  exp_year: z.number(),
});

export const paymentMethodObject = z.object({
  id: z.string(),
  customer: reference,
  created: number,
  card: cardObject.optional().catch(undefined),
});

/** A card kept the old way, as a source of its customer. */
export const sourceObject = cardObject.extend({ id: z.string(), customer: reference });

const expandedMethod = paymentMethodObject.optional().catch(undefined);

export const customerObject = z.object({
  id: z.string(),
  email: text,
  name: text,
  deleted: flag,
  metadata,
  default_source: reference,
  invoice_settings: z
    .object({ default_payment_method: z.unknown().optional() })
    .transform(({ default_payment_method: method }) => ({
      method: reference.parse(method),
      expanded: expandedMethod.parse(method),
    }))
    .optional()
    .catch(undefined),
});
export type CustomerObject = z.infer<typeof customerObject>;

const coupon = z.object({ percent_off: number, amount_off: number, currency: text, duration: text });
const discount = z.object({
  end: number,
  coupon: coupon.optional().catch(undefined),
  source: z
    .object({ coupon: coupon.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

const price = z.object({
  id: z.string(),
  currency: z.string(),
  unit_amount: number,
  unit_amount_decimal: text,
  nickname: text,
  lookup_key: text,
  product: z
    .union([
      z.string().transform((id) => ({ id, name: undefined })),
      z.object({ id: z.string(), name: text }),
    ])
    .optional()
    .catch(undefined),
  recurring: z
    .object({ interval: z.string(), interval_count: z.number(), usage_type: text })
    .optional()
    .catch(undefined),
});

const item = z.object({ quantity: number, price, current_period_end: number });

export const subscriptionObject = z.object({
  id: z.string(),
  customer: reference,
  status: z.string(),
  metadata,
  cancel_at_period_end: flag,
  cancel_at: number,
  current_period_end: number,
  trial_end: number,
  ended_at: number,
  cancellation_details: z.object({ reason: text, feedback: text, comment: text }).optional().catch(undefined),
  default_payment_method: reference,
  discount: discount.optional().catch(undefined),
  // Ids where they were not expanded.
  discounts: z.array(z.union([discount, z.string().transform(() => undefined)])).catch([]),
  items: z.object({ data: z.array(item) }).catch({ data: [] }),
});
export type SubscriptionObject = z.infer<typeof subscriptionObject>;

const payments = z.object({
  data: z.array(z.object({ payment: z.object({ payment_intent: reference }).optional().catch(undefined) })),
});

export const invoiceObject = z.object({
  id: z.string(),
  customer: reference,
  number: text,
  currency: text,
  amount_due: number,
  amount_paid: number,
  attempt_count: number,
  next_payment_attempt: number,
  billing_reason: text,
  payment_intent: reference,
  payments: payments.optional().catch(undefined),
  subscription: reference,
  parent: z
    .object({ subscription_details: z.object({ subscription: reference }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type InvoiceObject = z.infer<typeof invoiceObject>;

const paymentError = z.object({ code: text, decline_code: text }).optional().catch(undefined);

export const paymentIntentObject = z.object({
  id: z.string(),
  customer: reference,
  last_payment_error: paymentError,
});

export const chargeObject = z.object({ id: z.string(), customer: reference });

export const disputeObject = z.object({
  id: z.string(),
  charge: reference,
  payment_intent: reference,
  amount: number,
  currency: text,
  reason: text,
  status: text,
});
export type DisputeObject = z.infer<typeof disputeObject>;

/** Whose object this is: the customer in it, or it is the customer itself. */
export const ownerObject = z.object({ id: z.string(), object: text, customer: reference });

/** The payment behind an invoice, which knows why it was declined. */
export function paymentOf(invoice: InvoiceObject): string | undefined {
  return invoice.payment_intent ?? invoice.payments?.data.at(-1)?.payment?.payment_intent;
}
