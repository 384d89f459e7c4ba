import { withPermissions } from '../../../shared/consent.ts';
import type { Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import { noteRevenue } from '../churn/note-revenue.ts';
import { markPastDays } from '../counting/mark-days.ts';
import { resolveContacts } from '../ingest/resolve-contacts.ts';
import type { Runtime } from '../runtime.ts';
import type { CastAccount } from './cast.ts';
import { diceOf } from './dice.ts';
import { keepJourneys } from './keep-journeys.ts';
import { householdsOf, keepPast } from './keep-past.ts';

type Time = { now: Date; manager: string | undefined };

/**
 * Keeps some accounts with their people and what they did, as imported history comes in; a constant number of queries.
 * Doing it twice changes nothing.
 */
export async function keepAccounts(
  runtime: Runtime,
  accounts: readonly CastAccount[],
  time: Time,
): Promise<void> {
  const calls = accounts.flatMap((account) => account.tell(time.now, time.manager));
  await runtime.events.insert(calls);
  await markPastDays(runtime, calls, runtime.clock.now());
  await resolveContacts(runtime, callsThatTell(calls));
  await noteRevenue(runtime, calls);
  await keepConsent(runtime, accounts, time.now);
}

/** Keeps what the product would have made of that as it happened, workflows included. Doing it twice changes nothing. */
export async function keepPastOf(
  runtime: Runtime,
  accounts: readonly CastAccount[],
  time: Time,
): Promise<void> {
  const calls = accounts.flatMap((account) => account.tell(time.now, time.manager));
  await Promise.all([runtime.plans.refresh(), runtime.watchBook.refresh()]);
  const ids = accounts.map(({ id }) => id);
  const households = await householdsOf(runtime, calls, ids);
  const lived = await keepPast(runtime, households, time);
  // As they stand after that: with the case and the success manager that tasks are about.
  await keepJourneys(runtime, households, lived, time.now);
}

/** The calls that make people and accounts what they are: of everyday events only each person’s last. */
function callsThatTell(events: readonly StoredEvent[]): StoredEvent[] {
  const last = new Map(events.map((event) => [event.sourceId, event]));
  return events.filter(
    (event) => event.type === 'identify' || event.type === 'group' || last.get(event.sourceId) === event,
  );
}

/** What people said about e-mail; most never said anything. */
async function keepConsent(runtime: Runtime, accounts: readonly CastAccount[], now: Date): Promise<void> {
  const said = new Map(
    accounts.flatMap(({ people }) =>
      people.flatMap(({ userId, consent }) => (consent ? [[`u:${userId}` as string, consent] as const] : [])),
    ),
  );
  const contacts = await runtime.contacts.bySourceIds([...said.keys()]);
  await runtime.contacts.save(
    [...contacts].flatMap(([source, contact]) => {
      const email = said.get(source);
      if (!email || contact.permissions.email === email) return [];
      // Whoever agreed did so before anything was told of them; whoever refused, by the link in a mail some weeks ago.
      const at = email === 'granted' ? contact.appearedAt.getTime() : refusedAt(contact, now);
      const permissions = { ...contact.permissions, email };
      const after = withPermissions(contact, permissions, {
        at,
        source: email === 'granted' ? 'import' : 'link',
      });
      return [{ was: contact.rev, after: { ...after, rev: contact.rev + 1 } }];
    }),
  );
}

/** Some day of the last months, the same for each of them, and not before anybody knew them. */
function refusedAt({ userId = '', appearedAt }: Contact, now: Date): number {
  const days = 3 + diceOf(`refused ${userId}`).between(0, 130);
  return Math.max(appearedAt.getTime() + DAY, now.getTime() - days * DAY);
}
