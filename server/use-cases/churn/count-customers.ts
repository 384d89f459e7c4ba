import type { Account } from '../../../shared/contact.ts';
import { DAY } from '../../../shared/time.ts';
import type { CustomerDay } from '../../ports/churn.ts';
import type { Ports } from '../../ports/index.ts';

const AT_ONCE = 1_000;
const MOST_PLANS = 100;

/**
 * Counts who is a customer and what they pay, once a day: rates of churn are made with it. Answers whether the day was
 * still to be counted. Goes through the accounts page by page and gives way to other work in between.
 */
export async function countCustomers(
  ports: Pick<Ports, 'accounts' | 'clock' | 'contacts' | 'revenue'>,
  options: { again?: boolean } = {},
): Promise<boolean> {
  const now = ports.clock.now();
  const id = now.toISOString().slice(0, 10);
  if (!options.again && (await ports.revenue.dayUntil(id))?.id === id) return false;
  const [people, accounts] = await Promise.all([ports.contacts.count(), ports.accounts.count()]);
  const day: CustomerDay = {
    id,
    customers: 0,
    mrr: 0,
    plans: {},
    seats: { sum: 0, of: 0 },
    tenureDays: { sum: 0, of: 0 },
    people: { sum: people, of: accounts },
  };
  const plans = new Map<string, { customers: number; mrr: number }>();
  for (let after = ''; ; ) {
    const batch = await ports.accounts.walk({ limit: AT_ONCE, after });
    for (const account of batch) add(day, plans, account, now);
    after = batch.at(-1)?.id ?? after;
    if (batch.length < AT_ONCE) break;
    await ports.clock.soon();
  }
  day.plans = Object.fromEntries(
    [...plans].sort(([, a], [, b]) => b.customers - a.customers).slice(0, MOST_PLANS),
  );
  await ports.revenue.putDay(day);
  return true;
}

function add(
  day: CustomerDay,
  plans: Map<string, { customers: number; mrr: number }>,
  { mrr = 0, plan, seats, traits, createdAt }: Account,
  now: Date,
): void {
  if (mrr <= 0) return;
  day.customers += 1;
  day.mrr += mrr;
  if (plan !== undefined) {
    const known = plans.get(plan) ?? { customers: 0, mrr: 0 };
    plans.set(plan, { customers: known.customers + 1, mrr: known.mrr + mrr });
  }
  if (seats !== undefined) {
    day.seats.sum += seats;
    day.seats.of += 1;
  }
  const told = traits.customerSince ?? traits.createdAt;
  const since = typeof told === 'string' ? new Date(told) : createdAt;
  if (since && since <= now) {
    day.tenureDays.sum += (now.getTime() - since.getTime()) / DAY;
    day.tenureDays.of += 1;
  }
}
