import type { Account, Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { partitionOf } from '../../engine/hash.ts';
import { erasedAmong } from '../contacts/erased-ids.ts';
import { handOver } from '../merging/hand-over.ts';
import type { Runtime } from '../runtime.ts';
import { absorbContact, applyToAccount, applyToContact, newAccount, newContact } from './apply-calls.ts';
import { meterCalls, noteMeters } from './meters.ts';

/** How often a batch is read anew after losing a guard; each round settles at least one of the writers. */
const ROUNDS = 20;

type ResolvePorts = Pick<
  Runtime,
  | 'accounts'
  | 'alarms'
  | 'chance'
  | 'clock'
  | 'contacts'
  | 'dispatches'
  | 'enrolments'
  | 'looks'
  | 'merges'
  | 'messages'
  | 'meters'
  | 'healths'
  | 'moves'
  | 'openings'
  | 'notices'
  | 'plans'
  | 'tasks'
  | 'suppressions'
  | 'installation'
>;

export interface Resolved {
  /** The contact behind each event, by event id, as it is after the whole batch. */
  contacts: Map<string, Contact>;
  /** Contacts whose traits, account or account's traits changed. */
  changed: Set<string>;
  /** Contacts that are no more, and whom they became. */
  merged: Map<string, string>;
  /** Contacts that are new, became known, or turned out to have appeared earlier. */
  appeared: Set<string>;
  /** Accounts whose traits changed. */
  accounts: Set<string>;
  /** Accounts that a contact left, or belongs to no more since it became another. */
  left: Set<string>;
  /** What events said of meters, as group calls of their accounts. */
  metered: StoredEvent[];
  /** Events of people who were erased, by event id: nobody comes back by them. */
  erased: Set<string>;
}

/**
 * Finds or makes the contact and account of every event and applies the calls to them, in the order given. A constant
 * number of queries for the batch; only what lost its guard to another writer is read and applied again. Doing it
 * twice changes nothing.
 */
export async function resolveContacts(
  ports: ResolvePorts,
  events: readonly StoredEvent[],
): Promise<Resolved> {
  const accounts = await applyAccounts(ports, events);
  const resolved: Resolved = {
    contacts: new Map(),
    changed: new Set(),
    merged: new Map(),
    appeared: new Set(),
    accounts,
    left: new Set(),
    metered: [],
    erased: new Set(),
  };
  let open = [...events];
  for (let round = 0; open.length > 0 && round < ROUNDS; round++)
    open = await applyRound(ports, open, resolved);
  if (open.length > 0) throw new Error(`${open.length} events kept losing their contact to other writers`);
  resolved.metered = meterCalls(
    events,
    (name) => ports.plans.metersOf(name),
    ({ id, groupId }) => groupId ?? resolved.contacts.get(id)?.accountId,
  );
  for (const id of await applyAccounts(ports, resolved.metered)) accounts.add(id);
  for (const contact of resolved.contacts.values()) {
    if (contact.accountId !== undefined && accounts.has(contact.accountId)) resolved.changed.add(contact.id);
  }
  return resolved;
}

/** One read–apply–write of the open events; answers those whose contact another writer changed meanwhile. */
async function applyRound(
  ports: ResolvePorts,
  open: readonly StoredEvent[],
  resolved: Resolved,
): Promise<StoredEvent[]> {
  const ids = [...new Set(open.flatMap(idsOf))];
  const owners = await ports.contacts.bySourceIds(ids);
  const erased = await erasedAmong(
    ports,
    ids.filter((id) => !owners.has(id)),
  );
  for (const { id, sourceId } of open) if (erased.has(sourceId)) resolved.erased.add(id);
  const events = open.filter(({ sourceId }) => !erased.has(sourceId));
  const stored = new Map<string, Contact>([...owners.values()].map((contact) => [contact.id, contact]));
  const now = new Map(stored);
  const fresh = new Set<string>();
  const absorbed = new Map<string, string>();
  const contactOf = (source: string) => {
    const owner = owners.get(source);
    return owner && now.get(absorbed.get(owner.id) ?? owner.id);
  };
  const own = (source: string, contact: Contact) => owners.set(source, contact);

  for (const event of events) {
    let contact = contactOf(event.sourceId);
    if (!contact) {
      const id = ports.chance.id();
      contact = newContact(id, partitionOf(id), event);
      fresh.add(id);
      own(event.sourceId, contact);
    }
    for (const other of otherIdsOf(event, contact)) {
      if (erased.has(other)) continue;
      const loser = contactOf(other);
      if (!loser) {
        contact = { ...contact, sourceIds: [...contact.sourceIds, other] };
        own(other, contact);
      } else if (loser.id !== contact.id && mayAbsorb(event, loser)) {
        contact = { ...absorbContact(contact, loser), sourceIds: [...contact.sourceIds, ...loser.sourceIds] };
        absorbed.set(loser.id, contact.id);
        for (const [from, to] of absorbed) if (to === loser.id) absorbed.set(from, contact.id);
        now.delete(loser.id);
      }
    }
    now.set(contact.id, applyToContact(contact, event, ports.plans.watchedTraits()));
  }
  return write(ports, events, { stored, now, fresh, absorbed }, resolved, (event) =>
    contactOf(event.sourceId),
  );
}

interface Round {
  stored: Map<string, Contact>;
  now: Map<string, Contact>;
  fresh: Set<string>;
  absorbed: Map<string, string>;
}

async function write(
  ports: ResolvePorts,
  events: readonly StoredEvent[],
  { stored, now, fresh, absorbed }: Round,
  resolved: Resolved,
  contactOf: (event: StoredEvent) => Contact | undefined,
): Promise<StoredEvent[]> {
  const losers = [...absorbed.keys()].filter((id) => stored.has(id));
  const changes = [...now.values()].filter(
    (contact) => !fresh.has(contact.id) && contact !== stored.get(contact.id),
  );
  if (losers.length > 0) {
    const at = ports.clock.now();
    await ports.merges.begin(
      losers.map((id) => ({
        id,
        survivorId: absorbed.get(id) ?? '',
        sourceIds: stored.get(id)?.sourceIds ?? [],
        at,
      })),
    );
    // What the losers knew is kept before they go, since their ids are free only then; a crash between is healed by
    // the replay, which finds the same two contacts or one of them, and by the record of the merge.
    const keepers = new Set(absorbed.values());
    const kept = changes
      .filter((contact) => keepers.has(contact.id))
      .map((contact) => ({ ...contact, sourceIds: stored.get(contact.id)?.sourceIds ?? [] }));
    const lost = await ports.contacts.save(kept.map((after) => ({ was: after.rev, after: raised(after) })));
    if (lost.size > 0) return [...events];
    for (const { id } of kept) {
      const contact = now.get(id);
      if (contact) now.set(id, raised(contact));
    }
    for (const id of losers) {
      const keeper = now.get(absorbed.get(id) ?? '');
      // Nothing hangs on somebody nobody knew.
      if (keeper && stored.get(id)?.userId !== undefined) await handOver(ports, id, keeper, at);
    }
    await ports.contacts.delete(losers);
    for (const id of losers) {
      resolved.merged.set(id, absorbed.get(id) ?? '');
      const accountId = stored.get(id)?.accountId;
      if (accountId !== undefined) resolved.left.add(accountId);
    }
  }
  const current = [...now.values()].filter(
    (contact) => !fresh.has(contact.id) && contact !== stored.get(contact.id),
  );
  const inserts = [...fresh].flatMap((id) => now.get(id) ?? []);
  const [refused, lost] = await Promise.all([
    inserts.length > 0 ? ports.contacts.insert(inserts) : new Set<string>(),
    current.length > 0
      ? ports.contacts.save(current.map((after) => ({ was: after.rev, after: raised(after) })))
      : new Set<string>(),
  ]);
  const again: StoredEvent[] = [];
  for (const event of events) {
    const contact = contactOf(event);
    if (!contact || refused.has(contact.id) || lost.has(contact.id)) {
      again.push(event);
      continue;
    }
    const before = stored.get(contact.id);
    const traitsChanged =
      !before || before.traits !== contact.traits || before.accountId !== contact.accountId;
    if (traitsChanged) resolved.changed.add(contact.id);
    if (before?.accountId !== undefined && before.accountId !== contact.accountId)
      resolved.left.add(before.accountId);
    if (hasAppeared(before, contact)) resolved.appeared.add(contact.id);
    resolved.contacts.set(event.id, contact === before || fresh.has(contact.id) ? contact : raised(contact));
  }
  return again;
}

function hasAppeared(before: Contact | undefined, contact: Contact): boolean {
  return (
    !before ||
    (before.userId === undefined && contact.userId !== undefined) ||
    contact.appearedAt < before.appearedAt
  );
}

function raised<Thing extends { rev: number }>(thing: Thing): Thing {
  return { ...thing, rev: thing.rev + 1 };
}

function idsOf(event: StoredEvent): string[] {
  return [event.sourceId, ...linkedIds(event)];
}

/** The other ids a call says are the same person: its anonymous id beside a user id, or what alias names. */
function linkedIds(event: StoredEvent): string[] {
  const ids: string[] = [];
  if (event.userId !== undefined && event.anonymousId !== undefined) ids.push(`a:${event.anonymousId}`);
  if (event.type === 'alias' && event.previousId !== undefined && event.userId !== undefined) {
    ids.push(`a:${event.previousId}`, `u:${event.previousId}`);
  }
  return ids;
}

function otherIdsOf(event: StoredEvent, contact: Contact): string[] {
  return linkedIds(event).filter((id) => !contact.sourceIds.includes(id));
}

/**
 * Only a person nobody knew yet is absorbed by a call that carries both ids: two known people on one device stay two.
 * `alias` says in so many words that they are one.
 */
function mayAbsorb(event: StoredEvent, loser: Contact): boolean {
  return loser.userId === undefined || event.type === 'alias';
}

async function applyAccounts(
  ports: Pick<ResolvePorts, 'accounts' | 'meters' | 'plans'>,
  events: readonly StoredEvent[],
): Promise<Set<string>> {
  const changed = new Set<string>();
  const calls = events.filter((event) => event.type === 'group' && event.groupId !== undefined);
  await noteMeters(ports, calls);
  let open = calls;
  for (let round = 0; open.length > 0 && round < ROUNDS; round++) {
    const ids = [...new Set(open.flatMap(({ groupId }) => groupId ?? []))];
    const stored = await ports.accounts.byIds(ids);
    const now = new Map<string, Account>(stored);
    for (const event of open) {
      if (event.groupId === undefined) continue;
      now.set(
        event.groupId,
        applyToAccount(
          now.get(event.groupId) ?? newAccount(event.groupId, event),
          event,
          ports.plans.watchedTraits('account'),
        ),
      );
    }
    const inserts = [...now.values()].filter(({ id }) => !stored.has(id));
    const saves = [...now.values()].filter(
      (account) => stored.has(account.id) && stored.get(account.id) !== account,
    );
    const [refused, lost] = await Promise.all([
      inserts.length > 0 ? ports.accounts.insert(inserts) : new Set<string>(),
      saves.length > 0
        ? ports.accounts.save(saves.map((after) => ({ was: after.rev, after: raised(after) })))
        : new Set<string>(),
    ]);
    for (const { id } of [...inserts, ...saves]) if (!refused.has(id) && !lost.has(id)) changed.add(id);
    open = open.filter(({ groupId }) => groupId !== undefined && (refused.has(groupId) || lost.has(groupId)));
  }
  if (open.length > 0)
    throw new Error(`${open.length} group calls kept losing their account to other writers`);
  return changed;
}
