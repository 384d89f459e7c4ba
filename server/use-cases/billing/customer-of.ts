import type { BillingNotice } from '../../ports/billing.ts';
import type { Runtime } from '../runtime.ts';
import { chargeObject, disputeObject, ownerObject } from './stripe-objects.ts';

/**
 * The customer a notice is about; undefined when it is about none. A dispute names only its charge: where nothing
 * known leads from there to a customer, the charge stands for it, to be matched by hand.
 */
export async function customerOf(
  runtime: Pick<Runtime, 'billing' | 'billingStore'>,
  notice: BillingNotice,
): Promise<string | undefined> {
  const { type, object, previous } = notice;
  if (type.startsWith('charge.dispute.')) return customerOfDispute(runtime, object);
  const owner = ownerObject.safeParse(object);
  if (!owner.success) return undefined;
  if (owner.data.object === 'customer') return owner.data.id;
  // A card that was taken off says only among what changed whose it was.
  return owner.data.customer ?? (typeof previous.customer === 'string' ? previous.customer : undefined);
}

async function customerOfDispute(
  { billing, billingStore }: Pick<Runtime, 'billing' | 'billingStore'>,
  object: Record<string, unknown>,
): Promise<string | undefined> {
  const dispute = disputeObject.safeParse(object);
  if (!dispute.success) return undefined;
  const { charge, payment_intent: payment, id } = dispute.data;
  for (const known of [charge, payment]) {
    const stored = known === undefined ? undefined : await billingStore.object(known);
    if (stored) return stored.customer;
  }
  const read =
    charge === undefined ? undefined : await billing.reader?.read('charge', charge).catch(() => undefined);
  return chargeObject.safeParse(read).data?.customer ?? charge ?? id;
}
