import type { BillingCustomer, BillingKind, BillingNotice } from '../../ports/billing.ts';
import type { Runtime } from '../runtime.ts';
import { currentCard, rememberCards } from './customer-card.ts';
import { customerOf } from './customer-of.ts';
import { mapCustomer } from './map-customer.ts';
import { noticeEvents } from './notice-events.ts';
import {
  type CustomerObject,
  customerObject,
  invoiceObject,
  paymentIntentObject,
  paymentOf,
} from './stripe-objects.ts';
import { tellAccount } from './tell-account.ts';
import { withoutErased } from './without-erased.ts';

/**
 * Takes in one verified notice; everything that follows from it is on disk when this resolves. It may come twice, late
 * or out of order: events are keyed by what happened, and an older state never replaces a newer one. Notices of a
 * customer nobody could match wait until somebody says which account it is.
 */
export async function receiveNotice(runtime: Runtime, told: BillingNotice): Promise<void> {
  const [object, previous] = await withoutErased(runtime, [told.object, told.previous] as const);
  const notice = { ...told, object, previous };
  const id = await customerOf(runtime, notice);
  if (id === undefined) return;
  await rememberObject(runtime, notice, id);
  const customer = await knownCustomer(runtime, notice, id);
  await runtime.billingStore.saveCustomer(customer);
  if (customer.state === 'ignored') return;
  if (customer.state === 'open') {
    if (noticeEvents(notice).length > 0)
      await runtime.billingStore.keep({ id: notice.id, customer: id, notice, at: notice.at });
    return;
  }
  await tellNotice(runtime, customer, notice);
}

/** Says a notice of a mapped customer: its events, and what its account carries now. */
export async function tellNotice(
  runtime: Runtime,
  customer: BillingCustomer,
  notice: BillingNotice,
): Promise<void> {
  const declineCode = await declineCodeOf(runtime, notice);
  const { card } = await currentCard(runtime, customer.id);
  await tellAccount(runtime, customer, {
    at: notice.at,
    events: noticeEvents(notice, { declineCode }),
    card,
    cardBy: notice.type === 'payment_method.automatically_updated' ? 'updater' : 'customer',
    noticeId: notice.id,
  });
}

/** The object as it is now where it can be asked for; where Stripe does not answer, as the notice has it. */
async function present(
  runtime: Runtime,
  kind: BillingKind,
  id: string,
): Promise<Record<string, unknown> | undefined> {
  const read = await runtime.billing.reader?.read(kind, id).catch(() => undefined);
  const [kept] = await withoutErased(runtime, [read] as const);
  return kept;
}

async function rememberObject(runtime: Runtime, notice: BillingNotice, customer: string): Promise<void> {
  const { type, object, at } = notice;
  const { billingStore } = runtime;
  const id = typeof object.id === 'string' ? object.id : '';
  if (/^customer\.(created|updated|deleted)$/.test(type)) {
    const data = (type === 'customer.deleted' ? undefined : await present(runtime, 'customer', id)) ?? object;
    await billingStore.saveObject({ id, kind: 'customer', customer, at, data });
  } else if (type.startsWith('customer.subscription.')) {
    const data = (await present(runtime, 'subscription', id)) ?? object;
    await billingStore.saveObject({ id, kind: 'subscription', customer, at, data });
  } else if (type.startsWith('payment_method.') || type.startsWith('customer.source.')) {
    await rememberCards(runtime, notice, customer);
  } else if (type.startsWith('payment_intent.')) {
    const { last_payment_error } = object;
    const data = { id, customer, last_payment_error };
    await billingStore.saveObject({ id, kind: 'payment_intent', customer, at, data });
  } else if (/^charge\.(succeeded|failed|updated|refunded)$/.test(type)) {
    await billingStore.saveObject({ id, kind: 'charge', customer, at, data: { id, customer } });
  }
}

async function declineCodeOf(runtime: Runtime, notice: BillingNotice): Promise<string | undefined> {
  if (notice.type !== 'invoice.payment_failed') return undefined;
  const told = invoiceObject.safeParse(notice.object);
  if (!told.success) return undefined;
  const paymentId =
    paymentOf(told.data) ??
    paymentOf(invoiceObject.parse((await present(runtime, 'invoice', told.data.id)) ?? told.data));
  if (paymentId === undefined) return undefined;
  const payment =
    (await present(runtime, 'payment_intent', paymentId)) ??
    (await runtime.billingStore.object(paymentId))?.data;
  const error = paymentIntentObject.safeParse(payment ?? {}).data?.last_payment_error;
  return error?.decline_code ?? error?.code;
}

/**
 * The customer as stored or as it can be found out now. A hand's choice stays; metadata wins over guesses; an open
 * customer is looked at again with every notice, since its contacts may have come meanwhile.
 */
async function knownCustomer(runtime: Runtime, notice: BillingNotice, id: string): Promise<BillingCustomer> {
  const stored = (await runtime.billingStore.customers([id])).get(id);
  const object = await customerFacts(runtime, notice, id, stored);
  const seenAt = runtime.clock.now();
  const base = {
    ...stored,
    id,
    email: object.email ?? stored?.email,
    name: object.name ?? stored?.name,
    seenAt,
  };
  if (stored && (stored.match === 'hand' || stored.state === 'ignored')) return { ...stored, ...base };
  const mapping = await mapCustomer(runtime, object);
  if (stored?.state === 'mapped' && mapping.match !== 'metadata') return { ...stored, ...base };
  return { ...base, ...mapping };
}

async function customerFacts(
  runtime: Runtime,
  notice: BillingNotice,
  id: string,
  stored: BillingCustomer | undefined,
): Promise<CustomerObject> {
  const known = await runtime.billingStore.object(id);
  const data =
    known?.data ?? (stored?.state === 'mapped' ? undefined : await present(runtime, 'customer', id)) ?? {};
  const parsed = customerObject.parse({ ...data, id });
  const { customer_email: email, customer_name: name } = notice.object;
  return {
    ...parsed,
    email: parsed.email ?? (typeof email === 'string' ? email : undefined) ?? stored?.email,
    name: parsed.name ?? (typeof name === 'string' ? name : undefined) ?? stored?.name,
  };
}
