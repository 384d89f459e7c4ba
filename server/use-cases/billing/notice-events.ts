import { type BillingEventName, billingEvents, declineKind } from '../../../shared/billing.ts';
import type { BillingNotice } from '../../ports/billing.ts';
import { inMajorUnits, monthlyRevenue } from './money.ts';
import { planOf, seatsOf } from './plan.ts';
import {
  type DisputeObject,
  disputeObject,
  type InvoiceObject,
  invoiceObject,
  type SubscriptionObject,
  subscriptionObject,
} from './stripe-objects.ts';

/** An event that a notice means. */
export interface NoticeEvent {
  name: BillingEventName;
  /** What makes it one: the same happening told twice, or by two notices, has the same key. */
  key: string;
  properties: Record<string, unknown>;
}

/** What was found out beside the notice. */
export interface NoticeContext {
  /** Why the payment of a failed invoice was declined, where it is known. */
  declineCode?: string | undefined;
}

/**
 * The events a notice means: none for most types. It depends on the notice alone, so that a notice delivered twice,
 * late or after newer ones makes the very same events.
 */
export function noticeEvents(notice: BillingNotice, context: NoticeContext = {}): NoticeEvent[] {
  const { type, object } = notice;
  if (type.startsWith('invoice.')) {
    const invoice = invoiceObject.safeParse(object);
    return invoice.success ? invoiceEvents(type, invoice.data, context) : [];
  }
  if (type.startsWith('charge.dispute.')) {
    const dispute = disputeObject.safeParse(object);
    return dispute.success ? disputeEvents(type, dispute.data) : [];
  }
  if (type.startsWith('customer.subscription.')) {
    const subscription = subscriptionObject.safeParse(object);
    return subscription.success ? subscriptionEvents(notice, subscription.data) : [];
  }
  return [];
}

function invoiceEvents(type: string, invoice: InvoiceObject, { declineCode }: NoticeContext): NoticeEvent[] {
  const { id, number, currency = 'usd', attempt_count: attempt = 0, billing_reason: reason } = invoice;
  const common = {
    invoice: id,
    number,
    currency: currency.toUpperCase(),
    subscription: invoice.subscription ?? invoice.parent?.subscription_details?.subscription,
  };
  const due = inMajorUnits(invoice.amount_due ?? 0, currency);
  switch (type) {
    case 'invoice.paid':
    case 'invoice.payment_succeeded': {
      const amount = inMajorUnits(invoice.amount_paid ?? 0, currency);
      return [event('invoicePaid', `${id}:paid`, { ...common, amount, attempt, reason })];
    }
    case 'invoice.payment_failed':
      return [
        event('paymentFailed', `${id}:failed:${attempt}`, {
          ...common,
          amount: due,
          attempt,
          nextAttemptAt: instant(invoice.next_payment_attempt),
          code: declineCode,
          decline: declineKind(declineCode),
        }),
      ];
    case 'invoice.voided':
      return [event('invoiceVoided', `${id}:voided`, { ...common, amount: due })];
    case 'invoice.marked_uncollectible':
      return [event('invoiceUncollectible', `${id}:uncollectible`, { ...common, amount: due })];
    default:
      return [];
  }
}

function disputeEvents(type: string, dispute: DisputeObject): NoticeEvent[] {
  const { id, amount = 0, currency = 'usd', reason, status, charge } = dispute;
  const properties = {
    dispute: id,
    charge,
    amount: inMajorUnits(amount, currency),
    currency: currency.toUpperCase(),
    reason,
    status,
  };
  if (type === 'charge.dispute.created') return [event('disputeOpened', `${id}:opened`, properties)];
  if (type === 'charge.dispute.closed') return [event('disputeClosed', `${id}:closed`, properties)];
  return [];
}

function subscriptionEvents(notice: BillingNotice, now: SubscriptionObject): NoticeEvent[] {
  const { id } = now;
  const facts = {
    subscription: id,
    plan: planOf([now]),
    seats: seatsOf([now]),
    ...revenueOf(now, notice.at),
  };
  const trialEndsAt = instant(now.trial_end);
  switch (notice.type) {
    case 'customer.subscription.created':
      if (now.status === 'trialing') return [event('trialStarted', `${id}:trial`, { ...facts, trialEndsAt })];
      return now.status === 'active' ? [event('subscriptionStarted', `${id}:started`, facts)] : [];
    case 'customer.subscription.trial_will_end':
      return [event('trialEnding', `${id}:trial-ending:${now.trial_end}`, { ...facts, trialEndsAt })];
    case 'customer.subscription.updated':
      return changes(notice, now, facts);
    case 'customer.subscription.deleted': {
      const details = now.cancellation_details;
      const wasTrial = now.trial_end !== undefined && (now.ended_at ?? 0) <= now.trial_end;
      return [
        ...(wasTrial ? [event('trialEnded', `${id}:trial-ended`, { ...facts, converted: false })] : []),
        event('subscriptionCancelled', `${id}:cancelled`, {
          ...facts,
          // Whoever only tried it was no customer yet.
          trial: wasTrial || undefined,
          reason: reasonOf(notice, now),
          feedback: details?.feedback,
          comment: details?.comment?.slice(0, 500),
        }),
      ];
    }
    default:
      return [];
  }
}

/** Somebody chose to leave, unless the payments ended it. */
function reasonOf(notice: BillingNotice, { cancellation_details: details, status }: SubscriptionObject) {
  if (details?.reason === 'payment_failed' || details?.reason === 'payment_disputed') return 'involuntary';
  if (details?.reason === 'cancellation_requested') return 'voluntary';
  const before = notice.previous.status;
  const unpaid = [status, before].some((one) => one === 'unpaid' || one === 'past_due');
  return unpaid ? 'involuntary' : 'voluntary';
}

function changes(
  notice: BillingNotice,
  now: SubscriptionObject,
  facts: Record<string, unknown>,
): NoticeEvent[] {
  const { previous, id: noticeId } = notice;
  const { id } = now;
  const events: NoticeEvent[] = [];
  if (previous.status === 'trialing' && now.status !== 'trialing')
    events.push(event('trialEnded', `${id}:trial-ended`, { ...facts, converted: now.status === 'active' }));
  if (
    now.status === 'active' &&
    (previous.status === 'trialing' || previous.status === 'incomplete' || previous.status === 'paused')
  )
    events.push(
      event(
        'subscriptionStarted',
        `${id}:started${previous.status === 'paused' ? `:${noticeId}` : ''}`,
        facts,
      ),
    );
  const wasEnding = previous.cancel_at_period_end;
  if (wasEnding === false && now.cancel_at_period_end === true)
    events.push(
      event('cancellationScheduled', `${noticeId}:scheduled`, {
        ...facts,
        endsAt: instant(now.cancel_at ?? periodEndOf(now)),
        feedback: now.cancellation_details?.feedback,
        comment: now.cancellation_details?.comment?.slice(0, 500),
      }),
    );
  if (wasEnding === true && now.cancel_at_period_end === false)
    events.push(event('cancellationWithdrawn', `${noticeId}:withdrawn`, facts));
  if (
    Object.hasOwn(previous, 'items') ||
    Object.hasOwn(previous, 'quantity') ||
    Object.hasOwn(previous, 'plan')
  )
    events.push(
      event('subscriptionChanged', `${noticeId}:changed`, { ...facts, ...comparison(notice, now) }),
    );
  return events;
}

/** How the subscription was before, as far as the notice tells, and whether it grew. */
function comparison(notice: BillingNotice, now: SubscriptionObject): Record<string, unknown> {
  const { items } = notice.previous;
  const before = subscriptionObject.safeParse({ ...notice.object, ...(items ? { items } : {}) });
  if (!before.success || !items) return {};
  const [was, is] = [amountOf(before.data, notice.at), amountOf(now, notice.at)];
  return {
    previousPlan: planOf([before.data]),
    previousSeats: seatsOf([before.data]),
    seatsChange: changeOf(seatsOf([before.data]), seatsOf([now])),
    previousMrr: was,
    direction: is > was ? 'up' : is < was ? 'down' : 'same',
  };
}

/** −0.2 for a fifth less. */
function changeOf(was: number | undefined, is: number | undefined): number | undefined {
  return was && is !== undefined ? (is - was) / was : undefined;
}

function amountOf(subscription: SubscriptionObject, at: Date): number {
  const { byCurrency } = monthlyRevenue([{ ...subscription, status: 'active' }], at);
  return [...byCurrency.values()].reduce((sum, amount) => sum + amount, 0);
}

/** What it brings a month, and in which currency; nothing where no single amount tells. */
function revenueOf(subscription: SubscriptionObject, at: Date): { mrr?: number; currency?: string } {
  const { byCurrency, isIncomplete } = monthlyRevenue([{ ...subscription, status: 'active' }], at);
  const [only, ...others] = [...byCurrency];
  if (!only || others.length > 0 || isIncomplete) return {};
  return { mrr: only[1], currency: only[0].toUpperCase() };
}

/** When the running period ends; newer versions of the API tell it of each item. */
export function periodEndOf(subscription: SubscriptionObject): number | undefined {
  return subscription.current_period_end ?? subscription.items.data[0]?.current_period_end;
}

/** Unix seconds as an ISO instant. */
export function instant(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1_000).toISOString();
}

function event(
  name: keyof typeof billingEvents,
  key: string,
  properties: Record<string, unknown>,
): NoticeEvent {
  const known = Object.entries(properties).filter(([, value]) => value !== undefined);
  return { name: billingEvents[name], key, properties: Object.fromEntries(known) };
}
