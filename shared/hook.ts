import { z } from 'zod';
import { callTypes } from './event.ts';
import { pathKeys } from './path.ts';

/** A path into a payload: `$.data.customer_id`, a list's place as a key: `$.items.0.price.id`. */
export const payloadPath = z
  .string()
  .max(300)
  .refine((path) => pathKeys(path) !== undefined, 'Write a path such as $.data.customer_id.');

/** Where a value comes from: a path into the payload, or the same text each time. */
export const valueSource = z.union([payloadPath, z.strictObject({ text: z.string().max(500) })]);
export type ValueSource = z.infer<typeof valueSource>;

const valueMap = z
  .record(z.string().min(1).max(100), valueSource)
  .refine((map) => Object.keys(map).length <= 50, 'At most 50 values.')
  .refine((map) => Object.keys(map).every((key) => !/^\$|^(__proto__|constructor|prototype)$/.test(key)), {
    message: 'A name cannot start with “$”.',
  });

/** How a payload becomes a call. */
export const hookMapping = z.strictObject({
  type: z.enum(callTypes).exclude(['alias', 'page', 'screen']).default('track'),
  /** The person; without one, `groupId` speaks for itself. */
  userId: valueSource.optional(),
  groupId: valueSource.optional(),
  /** What tells this happening from every other, so that a delivery repeated is one event. */
  messageId: valueSource.optional(),
  event: valueSource.optional(),
  /** Names of the sender by the names they get here; others stay as they are. */
  eventNames: z.record(z.string().max(200), z.string().max(200)).default({}),
  /** Only payloads whose event is in `eventNames`; the others are answered and left out. */
  onlyNamed: z.boolean().default(false),
  timestamp: valueSource.optional(),
  properties: valueMap.default({}),
  traits: valueMap.default({}),
});
export type HookMapping = z.infer<typeof hookMapping>;

/** How a sender proves who it is. */
export const hookProof = z.discriminatedUnion('kind', [
  /** A header, or else `?token=`, carries the secret itself. */
  z.strictObject({
    kind: z.literal('token'),
    header: z
      .string()
      .max(100)
      .regex(/^[\w-]*$/)
      .default('Authorization'),
  }),
  /** A header carries HMAC-SHA256 of the raw body. */
  z.strictObject({
    kind: z.literal('hmac'),
    header: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[\w-]+$/),
    encoding: z.enum(['hex', 'base64']).default('hex'),
  }),
  /** Paddle's header `ts=…;h1=…`: HMAC-SHA256 of `ts:body`, at most five minutes old. */
  z.strictObject({ kind: z.literal('paddle') }),
  /** User and password of Basic auth, as `user:password`. */
  z.strictObject({ kind: z.literal('basic') }),
]);
export type HookProof = z.infer<typeof hookProof>;

export const hookBody = z.strictObject({
  name: z.string().trim().min(1).max(120),
  proof: hookProof,
  mapping: hookMapping,
  enabled: z.boolean().default(true),
  /** The sender's own secret, where it makes it; made here and shown once otherwise. */
  secret: z.string().min(8).max(300).optional(),
});
export type HookBody = z.infer<typeof hookBody>;

export const hookView = hookBody.omit({ secret: true }).extend({
  id: z.string(),
  address: z.string(),
  createdAt: z.string(),
  lastAt: z.string().optional(),
});
export type HookView = z.infer<typeof hookView>;

export const hookDelivery = z.object({
  id: z.string(),
  at: z.string(),
  outcome: z.enum(['accepted', 'left-out', 'refused']),
  code: z.string().optional(),
  message: z.string().optional(),
  /** What it became. */
  call: z.record(z.string(), z.unknown()).optional(),
});
export type HookDelivery = z.infer<typeof hookDelivery>;

export const hookTrial = z.object({
  outcome: z.enum(['accepted', 'left-out', 'refused']),
  code: z.string().optional(),
  message: z.string().optional(),
  call: z.record(z.string(), z.unknown()).optional(),
});

const names = {
  started: 'Subscription Started',
  cancelled: 'Subscription Cancelled',
  failed: 'Payment Failed',
  paid: 'Invoice Paid',
};

/** Mappings that fit what providers document; each can be changed. */
export const hookPresets: Record<
  'paddle' | 'chargebee' | 'recurly',
  { proof: HookProof; mapping: HookMapping }
> = {
  // https://developer.paddle.com/webhooks/overview: notification with event_id, event_type, occurred_at, data.
  paddle: {
    proof: { kind: 'paddle' },
    mapping: {
      type: 'track',
      userId: '$.data.custom_data.user_id',
      groupId: '$.data.custom_data.account_id',
      messageId: '$.event_id',
      event: '$.event_type',
      eventNames: {
        'subscription.activated': names.started,
        'subscription.canceled': names.cancelled,
        'subscription.trialing': 'Trial Started',
        'subscription.updated': 'Subscription Changed',
        'transaction.payment_failed': names.failed,
        'transaction.completed': names.paid,
      },
      onlyNamed: true,
      timestamp: '$.occurred_at',
      properties: {
        subscription: '$.data.id',
        status: '$.data.status',
        currency: '$.data.currency_code',
        customer: '$.data.customer_id',
      },
      traits: {},
    },
  },
  // https://apidocs.chargebee.com/docs/api/events: id, event_type, occurred_at in seconds, content.
  chargebee: {
    proof: { kind: 'basic' },
    mapping: {
      type: 'track',
      userId: '$.content.customer.id',
      groupId: '$.content.customer.cf_account_id',
      messageId: '$.id',
      event: '$.event_type',
      eventNames: {
        subscription_created: names.started,
        subscription_cancelled: names.cancelled,
        subscription_changed: 'Subscription Changed',
        payment_failed: names.failed,
        payment_succeeded: names.paid,
        card_expiry_reminder: 'Card Expiring',
      },
      onlyNamed: true,
      timestamp: '$.occurred_at',
      properties: {
        subscription: '$.content.subscription.id',
        plan: '$.content.subscription.plan_id',
        reason: '$.content.subscription.cancel_reason',
        invoice: '$.content.invoice.id',
        amount: '$.content.invoice.total',
      },
      traits: {},
    },
  },
  // https://docs.recurly.com/recurly-subscriptions/docs/json-webhooks: id, object_type, event_type, event_time, account_code.
  recurly: {
    proof: { kind: 'basic' },
    mapping: {
      type: 'track',
      userId: '$.account_code',
      messageId: '$.id',
      event: '$.event_type',
      eventNames: {
        failed: names.failed,
        paid: names.paid,
        activated: names.started,
        expired: names.cancelled,
        canceled: 'Cancellation Scheduled',
      },
      onlyNamed: true,
      timestamp: '$.event_time',
      properties: { object: '$.object_type', uuid: '$.uuid', site: '$.site_id' },
      traits: {},
    },
  },
};
