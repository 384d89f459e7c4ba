import type { AnswerOf } from '../../../shared/api.ts';
import type { BillingCustomerView } from '../../../shared/billing.ts';
import { problem } from '../../../shared/problems.ts';
import type { BillingCustomer } from '../../ports/billing.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { VerbCall } from '../verb.ts';
import { currentCard } from './customer-card.ts';
import { tellNotice } from './receive-notice.ts';
import { tellAccount } from './tell-account.ts';

const WAITING_BATCH = 200;

/** Whether billing is connected, and how many customers are matched. */
export async function getBilling(runtime: Runtime): Promise<AnswerOf<'getBilling'>> {
  const { billing, billingStore } = runtime;
  const [mapped, open, last] = await Promise.all([
    billingStore.count('mapped'),
    billingStore.count('open'),
    billingStore.lastSeen(),
  ]);
  return {
    provider: 'stripe',
    address: `${runtime.installation.publicUrl}/hooks/stripe`,
    missing: [
      ...(billing.verify ? [] : (['STRIPE_WEBHOOK_SECRET'] as const)),
      ...(billing.reader ? [] : (['STRIPE_API_KEY'] as const)),
    ],
    ...(last ? { lastNoticeAt: last.toISOString() } : {}),
    mapped,
    open,
  };
}

/** Customers of the provider, last heard of first. */
export async function listBillingCustomers(
  runtime: Runtime,
  { query }: VerbCall<'listBillingCustomers'>,
): Promise<AnswerOf<'listBillingCustomers'>> {
  const { items, next } = await runtime.billingStore.listCustomers({
    state: query.state,
    limit: query.limit,
    after: decodeCursor(query.cursor),
  });
  return { items: await views(runtime, items), next: encodeCursor(next) };
}

/**
 * Says which account a customer is, and says there what waited for it; the choice stays, whatever is guessed later.
 * Or that it is none of ours: what waited is let go.
 */
export async function chooseBillingAccount(
  runtime: Runtime,
  { params, body, actor }: VerbCall<'chooseBillingAccount'>,
): Promise<AnswerOf<'chooseBillingAccount'>> {
  const { id } = params;
  const was = (await runtime.billingStore.customers([id])).get(id);
  if (!was) throw problem('BILLING_CUSTOMER_UNKNOWN', { id });
  const choice =
    'accountId' in body
      ? { state: 'mapped' as const, accountId: body.accountId, match: 'hand' as const, candidates: [] }
      : { state: 'ignored' as const, accountId: undefined, match: 'hand' as const, candidates: [] };
  const isMoved = was.accountId !== choice.accountId;
  const customer: BillingCustomer = { ...was, ...choice, ...(isMoved ? { userId: undefined } : {}) };
  await runtime.billingStore.saveCustomer(customer);
  await recordChange(runtime, actor, 'billing.customer', id, { ...body });
  await sayWaiting(runtime, customer);
  const now = (await runtime.billingStore.customers([id])).get(id) ?? customer;
  const [view] = await views(runtime, [now]);
  if (!view) throw problem('BILLING_CUSTOMER_UNKNOWN', { id });
  return view;
}

async function sayWaiting(runtime: Runtime, customer: BillingCustomer): Promise<void> {
  const { billingStore } = runtime;
  for (;;) {
    const waiting = await billingStore.waiting(customer.id, WAITING_BATCH);
    for (const { notice } of customer.state === 'mapped' ? waiting : []) {
      const current = (await billingStore.customers([customer.id])).get(customer.id) ?? customer;
      await tellNotice(runtime, current, notice);
    }
    await billingStore.dropWaiting(waiting.map(({ id }) => id));
    if (waiting.length < WAITING_BATCH) break;
  }
  if (customer.state !== 'mapped') return;
  const { card } = await currentCard(runtime, customer.id);
  const current = (await billingStore.customers([customer.id])).get(customer.id) ?? customer;
  const at = runtime.clock.now();
  await tellAccount(runtime, current, {
    at,
    events: [],
    card,
    cardBy: 'customer',
    noticeId: `choice:${at.getTime()}:${customer.id}`,
  });
}

async function views(
  runtime: Runtime,
  customers: readonly BillingCustomer[],
): Promise<BillingCustomerView[]> {
  const accounts = [
    ...new Set(customers.flatMap(({ accountId, candidates }) => [...candidates, accountId ?? []].flat())),
  ];
  const [names, waiting] = await Promise.all([
    runtime.accounts.byIds(accounts),
    runtime.billingStore.countWaiting(customers.map(({ id }) => id)),
  ]);
  return customers.map(({ id, state, email, name, accountId, match, candidates, seenAt }) => ({
    id,
    state,
    email,
    name,
    accountId,
    accountName: accountId === undefined ? undefined : names.get(accountId)?.name,
    match,
    candidates: candidates.map((candidate) => ({ id: candidate, name: names.get(candidate)?.name })),
    waiting: waiting.get(id) ?? 0,
    seenAt: seenAt.toISOString(),
  }));
}
