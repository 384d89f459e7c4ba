import type { Account, Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { type EventFact, type FactSnapshot, factsOf, historiesOf } from '../../engine/facts.ts';
import { isAdmin } from '../../engine/recipients.ts';
import { accountFact, contactFact, entryOf } from '../facts.ts';
import { applyToAccount, newAccount } from '../ingest/apply-calls.ts';
import { metersIn } from '../ingest/meters.ts';

/** An account as it was from a moment on, epoch milliseconds. */
export interface AccountState {
  at: number;
  account: Record<string, unknown>;
}

/** Everything a demo account and its people ever did, as conditions see it. */
export interface PastFacts {
  /** The account as it was from a moment on, oldest first. */
  states: readonly AccountState[];
  account: FactSnapshot;
  /** By the ids of contacts. */
  people: Map<string, FactSnapshot>;
}

/** The facts of an account and its people by what they told, `calls`; the same that loading them would give. */
export function pastFacts(
  account: Account,
  people: readonly Contact[],
  calls: readonly StoredEvent[],
  workspaceZone: string,
): PastFacts {
  const common = { account: accountFact(account), meters: metersOf(calls), workspaceZone };
  const own = new Map(
    people.map(({ id, userId }) => [id, historiesOf(byName(calls.filter((call) => call.userId === userId)))]),
  );
  const eventsOf = ({ id }: Contact) => own.get(id) ?? new Map();
  return {
    states: statesOf(account, calls),
    account: factsOf({
      contact: {},
      appearedAt: Math.min(...people.map(({ appearedAt }) => appearedAt.getTime())),
      events: historiesOf(byName(calls)),
      members: people.map((person) => ({
        id: person.id,
        userId: person.userId,
        isAdmin: isAdmin(person, account),
        objected: false,
        events: eventsOf(person),
      })),
      ...common,
    }),
    people: new Map(
      people.map((contact) => [
        contact.id,
        factsOf({
          contact: contactFact(contact),
          appearedAt: contact.appearedAt.getTime(),
          events: eventsOf(contact),
          ...common,
        }),
      ]),
    ),
  };
}

/** The account as it was at a moment; before anybody told of it, as it was first. */
export function accountAt(states: readonly AccountState[], at: number): Record<string, unknown> | undefined {
  return (states.findLast((state) => state.at <= at) ?? states[0])?.account;
}

function statesOf({ id }: Account, calls: readonly StoredEvent[]): AccountState[] {
  const states: AccountState[] = [];
  let is: Account | undefined;
  const told = calls.filter(({ type, groupId }) => type === 'group' && groupId === id);
  for (const call of told.sort((a, b) => a.timestamp.getTime() - b.timestamp.getTime())) {
    const before = is;
    is = applyToAccount(is ?? newAccount(id, call), call);
    // Joining says nothing but its name.
    if (is !== before && is.plan !== undefined)
      states.push({ at: call.timestamp.getTime(), account: accountFact(is) });
  }
  return states;
}

function byName(calls: readonly StoredEvent[]): Map<string, EventFact[]> {
  const events = new Map<string, EventFact[]>();
  for (const { name, timestamp, properties } of calls)
    if (name !== undefined) entryOf(events, name, () => []).push({ at: timestamp.getTime(), properties });
  for (const list of events.values()) list.sort((a, b) => a.at - b.at);
  return events;
}

function metersOf(calls: readonly StoredEvent[]): FactSnapshot['meters'] {
  const readings = new Map<string, { at: number; value: number; limit: number | undefined }[]>();
  for (const { type, traits, timestamp } of calls)
    if (type === 'group')
      for (const [name, { value, limit }] of metersIn(traits ?? {}))
        if (value !== undefined)
          entryOf(readings, name, () => []).push({ at: timestamp.getTime(), value, limit });
  return new Map(
    [...readings].map(([name, own]) => {
      own.sort((a, b) => a.at - b.at);
      const last = own.at(-1);
      return [name, { value: last?.value ?? 0, limit: last?.limit, readings: own }];
    }),
  );
}
