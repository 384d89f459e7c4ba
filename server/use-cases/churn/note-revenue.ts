import { billingEvents } from '../../../shared/billing.ts';
import type { DepartureKind } from '../../../shared/churn.ts';
import type { Account, Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { RevenueStep } from '../../ports/churn.ts';
import type { Ports } from '../../ports/index.ts';

const kinds = new Map<string, 'left' | 'started' | 'changed'>([
  [billingEvents.subscriptionCancelled, 'left'],
  [billingEvents.subscriptionStarted, 'started'],
  [billingEvents.subscriptionChanged, 'changed'],
]);

/** Reasons that are nobody’s fault: what the product was needed for is over. */
const naturalReasons = new Set(['natural', 'business_closed', 'project_ended', 'seasonal', 'end_of_need']);

/**
 * Keeps what subscriptions starting, changing and ending mean for revenue, imported history included. Costs nothing for
 * other events. Done before a batch counts as matched; twice is as good as once.
 */
export async function noteRevenue(
  ports: Pick<Ports, 'accounts' | 'contacts' | 'revenue' | 'settings'>,
  events: readonly StoredEvent[],
): Promise<void> {
  const told = events.filter(({ name }) => name !== undefined && kinds.has(name));
  if (told.length === 0) return;
  const contacts = await ports.contacts.bySourceIds([...new Set(told.map(({ sourceId }) => sourceId))]);
  const accountOf = (event: StoredEvent) => event.groupId ?? contacts.get(event.sourceId)?.accountId;
  const ids = [...new Set(told.flatMap((event) => accountOf(event) ?? []))];
  const [accounts, members, { currency }] = await Promise.all([
    ports.accounts.byIds(ids),
    ports.contacts.membersOf(ids),
    ports.settings.get(),
  ]);
  await ports.revenue.insert(
    told.flatMap((event) => {
      const id = accountOf(event);
      const step = stepOf(event, contacts.get(event.sourceId), id ? accounts.get(id) : undefined, currency);
      return step ? [{ ...step, people: id ? Math.max(1, members.get(id)?.length ?? 0) : 1 }] : [];
    }),
  );
}

function stepOf(
  event: StoredEvent,
  contact: Contact | undefined,
  account: Account | undefined,
  currency: string,
): Omit<RevenueStep, 'people'> | undefined {
  const meaning = kinds.get(event.name ?? '');
  const subject = account ? `a:${account.id}` : contact && `c:${contact.id}`;
  if (!meaning || subject === undefined) return undefined;
  const { properties } = event;
  // Whoever only tried it was no customer yet.
  if (meaning === 'left' && properties.trial === true) return undefined;
  // Nothing is converted: an amount in another currency is not known.
  const isOther = typeof properties.currency === 'string' && properties.currency.toUpperCase() !== currency;
  const [is, was] = isOther ? [] : [amount(properties.mrr), amount(properties.previousMrr)];
  const common = {
    id: event.id,
    subject,
    at: event.timestamp,
    plan: text(properties.plan) ?? account?.plan,
    seats: amount(properties.seats) ?? account?.seats,
    since: sinceOf(account, contact, event.timestamp),
  };
  if (meaning === 'changed') {
    const up = is !== undefined && was !== undefined ? is - was : undefined;
    const direction = up === undefined ? properties.direction : up > 0 ? 'up' : up < 0 ? 'down' : 'same';
    if (direction !== 'up' && direction !== 'down') return undefined;
    return { ...common, kind: direction === 'up' ? 'grew' : 'shrank', mrr: up && Math.abs(up) };
  }
  // An account that has left pays nothing by the time this is read.
  const paid = account?.mrr || undefined;
  if (meaning === 'started') return { ...common, kind: 'started', mrr: is ?? paid };
  const reason = text(properties.feedback) ?? text(properties.reason);
  return {
    ...common,
    kind: 'left',
    mrr: was ?? (is || undefined) ?? paid,
    why: departureOf(properties),
    ...(reason ? { reason } : {}),
  };
}

function departureOf({ reason, feedback }: Record<string, unknown>): DepartureKind {
  if ([reason, feedback].some((one) => typeof one === 'string' && naturalReasons.has(one))) return 'natural';
  return reason === 'involuntary' ? 'involuntary' : 'voluntary';
}

/** Since when somebody is a customer: as their traits say, otherwise since the product told of them first. */
function sinceOf(account: Account | undefined, contact: Contact | undefined, until: Date): Date | undefined {
  const traits = account?.traits ?? contact?.traits ?? {};
  const dates = [traits.customerSince, traits.createdAt, contact?.appearedAt, account?.createdAt];
  for (const date of dates) {
    const at = new Date(date instanceof Date ? date : typeof date === 'string' ? date : Number.NaN);
    if (at <= until) return at;
  }
  return undefined;
}

function amount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 80) : undefined;
}
