import Stripe from 'stripe';
import type { Billing, BillingKind, BillingNotice, BillingReader } from '../ports/billing.ts';

/** Slower than this, an answer is not waited for: the notice's own object will do. */
const TIMEOUT = 8_000;

/** What the operator set of Stripe. */
export interface StripeSettings {
  webhookSecret?: string | undefined;
  apiKey?: string | undefined;
  /** Another address of the API, for tests and proxies. */
  baseUrl?: string | undefined;
}

/** Billing through Stripe: verifies what it sends where a signing secret is set, reads back where an API key is. */
export function createStripeBilling({ webhookSecret, apiKey, baseUrl }: StripeSettings): Billing {
  return {
    verify:
      webhookSecret === undefined ? undefined : (body, signature) => verify(webhookSecret, body, signature),
    reader: apiKey === undefined ? undefined : createReader(new Stripe(apiKey, optionsFor(baseUrl))),
  };
}

/** The notice in a body that Stripe signed within the last five minutes; undefined when it did not. */
function verify(secret: string, body: Uint8Array, signature: string): BillingNotice | undefined {
  try {
    const event = Stripe.webhooks.constructEvent(Buffer.from(body), signature, secret);
    return {
      id: event.id,
      type: event.type,
      at: new Date(event.created * 1_000),
      object: { ...event.data.object },
      previous: { ...event.data.previous_attributes },
    };
  } catch (fault) {
    if (fault instanceof Stripe.errors.StripeSignatureVerificationError || fault instanceof SyntaxError)
      return undefined;
    throw fault;
  }
}

function optionsFor(baseUrl: string | undefined): Stripe.StripeConfig {
  const common = { timeout: TIMEOUT, maxNetworkRetries: 1, telemetry: false };
  if (baseUrl === undefined) return common;
  const { protocol, hostname, port } = new URL(baseUrl);
  const isSecure = protocol === 'https:';
  return {
    ...common,
    protocol: isSecure ? 'https' : 'http',
    host: hostname,
    port: port || (isSecure ? 443 : 80),
  };
}

function createReader(stripe: Stripe): BillingReader {
  const customer = ['invoice_settings.default_payment_method'];
  const subscription = ['items.data.price.product', 'default_payment_method', 'discounts'];
  const reads: Record<BillingKind, (id: string) => Promise<object>> = {
    customer: (id) => stripe.customers.retrieve(id, { expand: customer }),
    subscription: (id) => stripe.subscriptions.retrieve(id, { expand: subscription }),
    invoice: (id) => stripe.invoices.retrieve(id, { expand: ['payments'] }),
    payment_intent: (id) => stripe.paymentIntents.retrieve(id),
    charge: (id) => stripe.charges.retrieve(id),
  };
  return {
    async read(kind, id) {
      try {
        return { ...(await reads[kind](id)) };
      } catch (fault) {
        if (fault instanceof Stripe.errors.StripeInvalidRequestError && fault.statusCode === 404)
          return undefined;
        throw fault;
      }
    },
    async list(kind, after) {
      const from = { limit: 100, ...(after === undefined ? {} : { starting_after: after }) };
      const { data, has_more } =
        kind === 'customer'
          ? await stripe.customers.list({ ...from, expand: customer.map((path) => `data.${path}`) })
          : // Products would be a fifth level, which lists do not expand.
            await stripe.subscriptions.list({
              ...from,
              status: 'all',
              expand: ['data.default_payment_method'],
            });
      return { items: data.map((item) => ({ ...item })), more: has_more };
    },
  };
}
