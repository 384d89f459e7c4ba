import type { Account, Contact } from '../../shared/contact.ts';
import { eventsSince } from '../engine/conditions/needs.ts';
import {
  type ConditionNeeds,
  type EventFact,
  type EventHistory,
  type FactSnapshot,
  factsOf,
  historiesOf,
} from '../engine/facts.ts';
import type { Ports } from '../ports/index.ts';
import type { EventQuery } from '../ports/stores.ts';

/** One subject whose facts are wanted. */
export interface FactRequest {
  contact: Contact;
  needs: ConditionNeeds;
  /** When the contact entered, for `since: "entry"`. */
  enteredAt?: Date | undefined;
}

/**
 * Facts for a batch of subjects in a constant number of queries: accounts, settings and all event names at once.
 * Keyed by contact id; a contact asked for twice gets the union of what was asked.
 */
export async function loadFacts(
  ports: Pick<Ports, 'accounts' | 'events' | 'settings'>,
  requests: readonly FactRequest[],
  now: Date,
): Promise<Map<string, FactSnapshot>> {
  const contacts = new Map(requests.map(({ contact }) => [contact.id, contact]));
  const accountIds = [...new Set([...contacts.values()].flatMap(({ accountId }) => accountId ?? []))];
  const queries = eventQueries(requests, now);
  const [accounts, events, settings] = await Promise.all([
    accountIds.length > 0 ? ports.accounts.byIds(accountIds) : new Map<string, Account>(),
    queries.length > 0 ? ports.events.load(queries) : [],
    ports.settings.get(),
  ]);
  const owners = new Map(
    [...contacts.values()].flatMap((contact) =>
      contact.sourceIds.map((source) => [source, contact.id] as const),
    ),
  );
  const histories = new Map<string, Map<string, EventFact[]>>();
  for (const { sourceId, name, timestamp, properties } of events) {
    const owner = owners.get(sourceId);
    if (owner === undefined || name === undefined) continue;
    const history = entryOf(histories, owner, () => new Map<string, EventFact[]>());
    entryOf(history, name, (): EventFact[] => []).push({ at: timestamp.getTime(), properties });
  }
  return new Map(
    [...contacts.values()].map((contact) => {
      const history = histories.get(contact.id) ?? new Map<string, EventFact[]>();
      // Several source ids of one contact come back one after another.
      if (contact.sourceIds.length > 1) for (const list of history.values()) list.sort((a, b) => a.at - b.at);
      const account = contact.accountId === undefined ? undefined : accounts.get(contact.accountId);
      return [contact.id, snapshotOf(contact, account, historiesOf(history), settings.zone)];
    }),
  );
}

/** A contact and its history as conditions and texts see them. */
export function snapshotOf(
  contact: Contact,
  account: Account | undefined,
  events: ReadonlyMap<string, EventHistory>,
  workspaceZone: string,
): FactSnapshot {
  return factsOf({
    contact: contactFact(contact),
    account: account && accountFact(account),
    appearedAt: contact.appearedAt.getTime(),
    events,
    workspaceZone,
  });
}

/** What `$` of the fact `contact` stands for. */
export function contactFact(contact: Contact): Record<string, unknown> {
  const { userId, email, traits, tags, zone, locale } = contact;
  return { userId, email, traits, tags, zone, locale };
}

/** What `$` of the fact `account` stands for. */
export function accountFact(account: Account): Record<string, unknown> {
  const { id, name, mrr, plan, seats, renewsAt, card, meters, traits } = account;
  return { id, name, mrr, plan, seats, renewsAt, card, meters, traits };
}

function eventQueries(requests: readonly FactRequest[], now: Date): EventQuery[] {
  const byName = new Map<string, { sourceIds: Set<string>; from: number; properties: boolean }>();
  for (const { contact, needs, enteredAt } of requests) {
    for (const [name, need] of needs.events) {
      const query = entryOf(byName, name, () => ({
        sourceIds: new Set<string>(),
        from: Number.POSITIVE_INFINITY,
        properties: false,
      }));
      for (const source of contact.sourceIds) query.sourceIds.add(source);
      query.from = Math.min(query.from, eventsSince(need, now.getTime(), enteredAt?.getTime()));
      query.properties ||= need.singles !== 0 || need.singlesSinceEntry;
    }
  }
  return [...byName].map(([name, { sourceIds, from, properties }]) => ({
    name,
    sourceIds: [...sourceIds],
    from,
    until: now.getTime(),
    properties,
  }));
}

/** The value under a key, made first where it is missing. */
export function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
