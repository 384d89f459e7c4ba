import type { StoredEvent } from '../../../shared/event.ts';
import { noteRevenue } from '../churn/note-revenue.ts';
import { markPastDays } from '../counting/mark-days.ts';
import { matchEvents } from '../ingest/match-events.ts';
import { resolveContacts } from '../ingest/resolve-contacts.ts';
import type { Runtime } from '../runtime.ts';
import { type CrowdAccount, crowd } from './crowd.ts';
import { tellAccount } from './crowd-calls.ts';
import { openSignals } from './demo-signals.ts';
import { pastOpenings } from './past-openings.ts';

/** Accounts that are loaded, or removed, together. */
const AT_ONCE = 28;

/** The crowd in the parts it is loaded in. */
export const crowdParts: readonly (readonly CrowdAccount[])[] = Array.from(
  { length: Math.ceil(crowd.length / AT_ONCE) },
  (_, index) => crowd.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
);

/**
 * Keeps some accounts with their people and past, in a constant number of queries. It comes in as imported history
 * does, but for what happens today: that starts workflows. Doing it twice changes nothing.
 */
export async function keepAccounts(
  runtime: Runtime,
  accounts: readonly CrowdAccount[],
  now: Date,
): Promise<void> {
  const events = accounts.flatMap((account) => tellAccount(account, now));
  await runtime.events.insert(events);
  await markPastDays(runtime, events, runtime.clock.now());
  const telling = callsThatTell(events);
  const { contacts, changed } = await resolveContacts(runtime, telling);
  await noteRevenue(runtime, events);
  await keepConsent(runtime, accounts);
  const pairs = telling.flatMap((event) => {
    const contact = contacts.get(event.id);
    return contact && !event.historical ? [{ event, contact }] : [];
  });
  await matchEvents(runtime, pairs, changed, runtime.clock.now());
  await runtime.openings.insert(accounts.flatMap((account) => pastOpenings(account, now)));
  await openSignals(runtime, await whoIs(runtime, accounts), runtime.clock.now());
}

async function whoIs(runtime: Runtime, told: readonly CrowdAccount[]) {
  const people = told.flatMap((account) => account.people.map(({ userId }) => `u:${userId}`));
  const [accounts, contacts] = await Promise.all([
    runtime.accounts.byIds(told.map(({ id }) => id)),
    runtime.contacts.bySourceIds(people),
  ]);
  return { accounts: [...accounts.values()], contacts: [...contacts.values()] };
}

/** The calls that make people and accounts what they are: of everyday events only each person’s last, and live ones. */
function callsThatTell(events: readonly StoredEvent[]): StoredEvent[] {
  const last = new Map(events.map((event) => [event.sourceId, event]));
  return events.filter(
    (event) =>
      event.type === 'identify' ||
      event.type === 'group' ||
      !event.historical ||
      last.get(event.sourceId) === event,
  );
}

/** What people said about e-mail; most never said anything. */
async function keepConsent(runtime: Runtime, accounts: readonly CrowdAccount[]): Promise<void> {
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
      const after = { ...contact, permissions: { ...contact.permissions, email }, rev: contact.rev + 1 };
      return [{ was: contact.rev, after }];
    }),
  );
}
