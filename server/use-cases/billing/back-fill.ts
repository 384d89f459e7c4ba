import type { AnswerOf } from '../../../shared/api.ts';
import { problem } from '../../../shared/problems.ts';
import type { BillingReader } from '../../ports/billing.ts';
import type { JobProgress, JobWork } from '../jobs.ts';
import type { Runtime } from '../runtime.ts';
import type { VerbCall } from '../verb.ts';
import { currentCard } from './customer-card.ts';
import { mapCustomer } from './map-customer.ts';
import { customerObject, ownerObject } from './stripe-objects.ts';
import { tellAccount } from './tell-account.ts';
import { withoutErased } from './without-erased.ts';

/** Starts reading every customer and subscription from the provider; history, so it starts no workflow. */
export async function backfillBilling(
  runtime: Runtime,
  _call: VerbCall<'backfillBilling'>,
): Promise<AnswerOf<'backfillBilling'>> {
  if (!runtime.billing.reader) throw problem('WEBHOOK_NOT_CONFIGURED', { variable: 'STRIPE_API_KEY' });
  return { job: await runtime.runner.start('billing-backfill', { phase: 'subscription' }) };
}

/**
 * Subscriptions first, so that a customer finds its own when its turn comes. The cursor is kept after every page; a
 * page read twice changes nothing. Its total is what was seen so far, since Stripe does not count.
 */
export const backfillBillingJob: JobWork = async (runtime, job, progress) => {
  const { reader } = runtime.billing;
  if (!reader) throw problem('WEBHOOK_NOT_CONFIGURED', { variable: 'STRIPE_API_KEY' });
  if (job.input.phase !== 'customer')
    await eachPage(runtime, reader, 'subscription', job, progress, (item) => keepSubscription(runtime, item));
  job.input.phase = 'customer';
  await eachPage(runtime, reader, 'customer', job, progress, (item) => keepCustomer(runtime, item));
  const [mapped, open] = await Promise.all([
    runtime.billingStore.count('mapped'),
    runtime.billingStore.count('open'),
  ]);
  return { mapped, open };
};

async function eachPage(
  runtime: Runtime,
  reader: BillingReader,
  kind: 'customer' | 'subscription',
  job: Parameters<JobWork>[1],
  progress: JobProgress,
  keep: (item: Record<string, unknown>) => Promise<void>,
): Promise<void> {
  for (;;) {
    const after = typeof job.input.after === 'string' ? job.input.after : undefined;
    const { items, more } = await reader.list(kind, after);
    for (const item of await withoutErased(runtime, items)) await keep(item);
    job.done += items.length;
    job.total = job.done + (more ? 100 : 0);
    job.input.after = more ? items.at(-1)?.id : undefined;
    await progress.save();
    if (!more) return;
  }
}

async function keepSubscription(runtime: Runtime, data: Record<string, unknown>): Promise<void> {
  const owner = ownerObject.safeParse(data);
  if (!owner.success || owner.data.customer === undefined) return;
  const { id, customer } = owner.data;
  await runtime.billingStore.saveObject({
    id,
    kind: 'subscription',
    customer,
    at: runtime.clock.now(),
    data,
  });
}

async function keepCustomer(runtime: Runtime, data: Record<string, unknown>): Promise<void> {
  const parsed = customerObject.safeParse(data);
  if (!parsed.success || parsed.data.deleted) return;
  const { id, email, name } = parsed.data;
  const now = runtime.clock.now();
  await runtime.billingStore.saveObject({ id, kind: 'customer', customer: id, at: now, data });
  const stored = (await runtime.billingStore.customers([id])).get(id);
  const mapping = stored && stored.state !== 'open' ? stored : await mapCustomer(runtime, parsed.data);
  const customer = { ...stored, ...mapping, id, email, name, seenAt: now };
  await runtime.billingStore.saveCustomer(customer);
  if (customer.state !== 'mapped') return;
  const { card } = await currentCard(runtime, id);
  await tellAccount(runtime, customer, {
    at: now,
    events: [],
    card,
    cardBy: 'customer',
    noticeId: `backfill:${now.getTime()}:${id}`,
    historical: true,
  });
}
