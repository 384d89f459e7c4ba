import { z } from 'zod';

/** The events that billing makes, by what happened at the provider. */
export const billingEvents = {
  invoicePaid: 'Invoice Paid',
  paymentFailed: 'Payment Failed',
  invoiceVoided: 'Invoice Voided',
  invoiceUncollectible: 'Invoice Uncollectible',
  disputeOpened: 'Dispute Opened',
  disputeClosed: 'Dispute Closed',
  subscriptionStarted: 'Subscription Started',
  subscriptionChanged: 'Subscription Changed',
  subscriptionCancelled: 'Subscription Cancelled',
  cancellationScheduled: 'Cancellation Scheduled',
  cancellationWithdrawn: 'Cancellation Withdrawn',
  trialStarted: 'Trial Started',
  trialEnding: 'Trial Ending',
  trialEnded: 'Trial Ended',
  cardUpdated: 'Card Updated',
  cardExpiring: 'Card Expiring',
} as const;

export type BillingEventName = (typeof billingEvents)[keyof typeof billingEvents];

/**
 * Decline codes after which the same card is not charged again without the customer: those Stripe itself never
 * retries (https://docs.stripe.com/billing/revenue-recovery/smart-retries, “hard declines”), and `expired_card` and
 * `invalid_account`, whose next step at https://docs.stripe.com/declines/codes is another card or a call to the bank.
 */
export const hardDeclines: ReadonlySet<string> = new Set([
  'authentication_required',
  'expired_card',
  'highest_risk_level',
  'incorrect_number',
  'invalid_account',
  'lost_card',
  'pickup_card',
  'revocation_of_all_authorizations',
  'revocation_of_authorization',
  'stolen_card',
  'transaction_not_allowed',
]);

/** Whether a declined payment may succeed by itself later (`soft`) or needs the customer (`hard`). */
export function declineKind(code: string | undefined): 'soft' | 'hard' {
  return code !== undefined && hardDeclines.has(code) ? 'hard' : 'soft';
}

/** Where the objects of a provider tell who somebody is. */
export const personalFields = [
  ...['email', 'name', 'phone', 'address', 'shipping', 'description', 'receipt_email', 'billing_details'],
  ...['customer_email', 'customer_name', 'customer_phone', 'customer_address', 'customer_shipping'],
];

/** A card as an account carries it; `expiresAt` is the last instant of its month in UTC. */
export const billingCard = z.object({
  brand: z.string().optional(),
  last4: z.string().optional(),
  expMonth: z.number(),
  expYear: z.number(),
  expiresAt: z.string(),
});
export type BillingCard = z.infer<typeof billingCard>;

/** How a customer of the provider was matched to an account. */
export const customerMatch = z.enum(['metadata', 'email', 'domain', 'hand']);

/** `open` customers are listed until somebody says which account they are. */
export const customerState = z.enum(['mapped', 'open', 'ignored']);

export const billingCustomerView = z.object({
  id: z.string(),
  state: customerState,
  email: z.string().optional(),
  name: z.string().optional(),
  accountId: z.string().optional(),
  accountName: z.string().optional(),
  match: customerMatch.optional(),
  /** The accounts it could be; empty where nothing speaks for any. */
  candidates: z.array(z.object({ id: z.string(), name: z.string().optional() })),
  /** Notices kept until the account is known. */
  waiting: z.number(),
  seenAt: z.string(),
});
export type BillingCustomerView = z.infer<typeof billingCustomerView>;

export const billingStatus = z.object({
  provider: z.literal('stripe'),
  /** Where the provider sends its notices. */
  address: z.string(),
  /** Variables that are not set. */
  missing: z.array(z.enum(['STRIPE_WEBHOOK_SECRET', 'STRIPE_API_KEY'])),
  lastNoticeAt: z.string().optional(),
  mapped: z.number(),
  open: z.number(),
});
export type BillingStatus = z.infer<typeof billingStatus>;

/** Says which account a customer is, or that it is none of ours. */
export const customerChoice = z.union([
  z.strictObject({ accountId: z.string().trim().min(1).max(255) }),
  z.strictObject({ ignore: z.literal(true) }),
]);
