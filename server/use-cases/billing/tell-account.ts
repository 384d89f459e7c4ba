import { type BillingCard, billingEvents } from '../../../shared/billing.ts';
import type { BillingCustomer } from '../../ports/billing.ts';
import type { KeyRecord } from '../../ports/workspace.ts';
import type { Runtime } from '../runtime.ts';
import { accountFields } from './account-fields.ts';
import { billingContact } from './map-customer.ts';
import type { NoticeEvent } from './notice-events.ts';
import { subscriptionObject } from './stripe-objects.ts';

/** How long before a card ends `Card Expiring` is said: time to ask twice. */
const EXPIRY_NOTICE = 60 * 86_400_000;

/** What billing says comes in under this name, through the same door as everything else. */
export const billingKey: KeyRecord = {
  id: 'stripe',
  kind: 'server',
  name: 'Stripe',
  hint: 'stripe',
  hash: '',
  createdAt: new Date(0),
};

export interface Telling {
  /** When it happened. */
  at: Date;
  events: readonly NoticeEvent[];
  card: BillingCard | undefined;
  /** Whether the customer changed the card, or the provider's updater did. */
  cardBy: 'customer' | 'updater';
  noticeId: string;
  /** Facts only: nothing starts. */
  historical?: boolean;
}

/**
 * Sends what is known of a mapped customer through ingestion: its events, and the fields of its account where they
 * differ. The customer is written last, so that what a crash interrupts is said again by the provider's next try.
 */
export async function tellAccount(
  runtime: Runtime,
  customer: BillingCustomer,
  telling: Telling,
): Promise<void> {
  const { accountId } = customer;
  if (accountId === undefined) return;
  const { card, events } = telling;
  const userId = customer.userId ?? (await billingContact(runtime, { ...customer, accountId }));
  const isNewCard = card !== undefined && !sameCard(card, customer.card);
  const cardEvents: NoticeEvent[] =
    isNewCard && customer.card
      ? [
          {
            name: billingEvents.cardUpdated,
            key: `${telling.noticeId}:card`,
            properties: { ...known(card), by: telling.cardBy },
          },
        ]
      : [];
  const traits = await changedFields(runtime, accountId, customer, card);
  const isNewContact = userId === `stripe:${customer.id}` && customer.userId === undefined;
  const calls = [
    ...(isNewContact ? [identify(userId, customer)] : []),
    ...(traits || isNewContact || customer.userId === undefined
      ? [{ type: 'group', userId, groupId: accountId, traits: traits ?? {} }]
      : []),
    ...[...events, ...cardEvents].map(({ name, key, properties }) => ({
      type: 'track',
      userId,
      event: name,
      messageId: `stripe:${key}`,
      timestamp: telling.at.toISOString(),
      properties,
    })),
  ];
  await send(runtime, calls, telling.historical ?? false);
  await runtime.billingStore.saveCustomer({
    ...customer,
    userId,
    card: card ?? customer.card,
    expiryDueAt: isNewCard ? expiryDueAt(card, runtime.clock.now()) : customer.expiryDueAt,
  });
}

/** Sends calls in billing's name; durable when it resolves. */
export async function send(
  runtime: Pick<Runtime, 'ingest'>,
  calls: readonly Record<string, unknown>[],
  historical = false,
): Promise<void> {
  if (calls.length === 0) return;
  const answer = await runtime.ingest.batch({ batch: calls }, billingKey, { bytes: 0, historical });
  if (answer.errors) throw new Error(`Ingestion refused what billing said: ${JSON.stringify(answer.errors)}`);
}

/** The fields of the account that are not yet as billing has them; undefined when all are. */
async function changedFields(
  runtime: Runtime,
  accountId: string,
  customer: BillingCustomer,
  card: BillingCard | undefined,
): Promise<Record<string, unknown> | undefined> {
  const now = runtime.clock.now();
  const siblings = await runtime.billingStore.customersOf(accountId);
  const ids = [...new Set([customer.id, ...siblings.map(({ id }) => id)])];
  const [subscriptions, settings, accounts] = await Promise.all([
    runtime.billingStore.objectsOf(ids, 'subscription'),
    runtime.settings.get(),
    runtime.accounts.byIds([accountId]),
  ]);
  const parsed = subscriptions.flatMap(({ data }) => subscriptionObject.safeParse(data).data ?? []);
  const fields = accountFields(parsed, card, { currency: settings.currency, now });
  const traits = accounts.get(accountId)?.traits ?? {};
  const changed = Object.entries({ ...fields, stripeCustomerId: customer.id }).filter(
    ([key, value]) => value !== undefined && !isSame(traits[key] ?? null, value),
  );
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function identify(userId: string, { email, name }: BillingCustomer): Record<string, unknown> {
  return { type: 'identify', userId, traits: known({ email, name, billingContact: true }) };
}

function known(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function sameCard(a: BillingCard, b: BillingCard | undefined): boolean {
  return b !== undefined && a.last4 === b.last4 && a.brand === b.brand && a.expiresAt === b.expiresAt;
}

function expiryDueAt(card: BillingCard | undefined, now: Date): Date | undefined {
  if (!card) return undefined;
  const expiresAt = new Date(card.expiresAt).getTime();
  return expiresAt <= now.getTime() ? undefined : new Date(expiresAt - EXPIRY_NOTICE);
}
