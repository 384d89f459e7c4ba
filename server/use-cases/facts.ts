import type { Account, Contact } from '../../shared/contact.ts';
import { accountSubject } from '../../shared/enrolment.ts';
import { lookId } from '../../shared/look.ts';
import { type ConditionNeeds, type EventHistory, type FactSnapshot, factsOf } from '../engine/facts.ts';
import type { Ports } from '../ports/index.ts';
import { loadEmails } from './facts/load-emails.ts';
import { loadHealth } from './facts/load-health.ts';
import { loadHistories } from './facts/load-histories.ts';
import { loadMeters } from './facts/load-meters.ts';
import { loadAccountMemberships, loadMemberships } from './looks/memberships.ts';
import type { Subject } from './looks/subject.ts';

/** One contact whose facts are wanted. */
export interface FactRequest {
  contact: Contact;
  needs: ConditionNeeds;
  /** When the contact entered, for `since: "entry"`. */
  enteredAt?: Date | undefined;
}

/** One account whose facts are wanted. */
export interface AccountFactRequest {
  account: Account;
  needs: ConditionNeeds;
  enteredAt?: Date | undefined;
}

type FactPorts = Pick<
  Ports,
  | 'accounts'
  | 'contacts'
  | 'counters'
  | 'events'
  | 'healths'
  | 'looks'
  | 'messages'
  | 'meters'
  | 'settings'
  | 'workflows'
>;

/**
 * Facts for a batch of contacts in a constant number of queries, whatever the batch and the conditions. Keyed by
 * contact id; a contact asked for twice gets the union of what was asked.
 */
export async function loadFacts(
  ports: FactPorts,
  requests: readonly FactRequest[],
  now: Date,
): Promise<Map<string, FactSnapshot>> {
  if (requests.length === 0) return new Map();
  const contacts = new Map(requests.map(({ contact }) => [contact.id, contact]));
  const accountIds = [...new Set([...contacts.values()].flatMap(({ accountId }) => accountId ?? []))];
  const settings = ports.settings.get();
  const [accounts, histories, meters, emails, memberships, health, { zone, holidays }] = await Promise.all([
    accountIds.length > 0 ? ports.accounts.byIds(accountIds) : new Map<string, Account>(),
    loadHistories(
      ports,
      requests.map(({ contact, needs, enteredAt }) => ({
        subject: contact.id,
        sourceIds: contact.sourceIds,
        needs: needs.events,
        enteredAt: enteredAt?.getTime(),
      })),
      now.getTime(),
      settings,
    ),
    loadMeters(
      ports,
      requests.flatMap(({ contact, needs }) =>
        contact.accountId === undefined ? [] : [{ accountId: contact.accountId, meters: needs.meters }],
      ),
    ),
    loadEmails(ports, requests, now),
    loadMemberships(
      ports,
      requests
        .filter(({ needs }) => needs.segments.size > 0 || needs.signals.size > 0)
        .map(({ contact }) => contact),
    ),
    loadHealth(
      ports,
      requests.flatMap(({ contact, needs }) => (needs.health ? [lookId('contact', contact.id)] : [])),
    ),
    settings,
  ]);
  return new Map(
    [...contacts.values()].map((contact) => {
      const { id, accountId } = contact;
      const account = accountId === undefined ? undefined : accounts.get(accountId);
      const snapshot = { ...snapshotOf(contact, account, histories.get(id) ?? new Map(), zone), holidays };
      return [
        id,
        {
          ...snapshot,
          ...memberships.get(id),
          meters: meters.get(accountId ?? '') ?? snapshot.meters,
          email: emails.get(id) ?? [],
          health: health.get(lookId('contact', id)),
        },
      ];
    }),
  );
}

/**
 * Facts for a batch of accounts, keyed by account id: what all members did together. One query more than for contacts,
 * for the members.
 */
export async function loadAccountFacts(
  ports: FactPorts,
  requests: readonly AccountFactRequest[],
  now: Date,
): Promise<Map<string, FactSnapshot>> {
  if (requests.length === 0) return new Map();
  const accounts = new Map(requests.map(({ account }) => [account.id, account]));
  const settings = ports.settings.get();
  const [members, memberships, meters, health] = await Promise.all([
    ports.contacts.membersOf([...accounts.keys()]),
    loadAccountMemberships(
      ports,
      requests
        .filter(({ needs }) => needs.segments.size > 0 || needs.signals.size > 0)
        .map(({ account }) => account.id),
    ),
    loadMeters(
      ports,
      requests.map(({ account, needs }) => ({ accountId: account.id, meters: needs.meters })),
    ),
    loadHealth(
      ports,
      requests.flatMap(({ account, needs }) => (needs.health ? [lookId('account', account.id)] : [])),
    ),
  ]);
  const histories = await loadHistories(
    ports,
    requests.map(({ account, needs, enteredAt }) => ({
      subject: account.id,
      sourceIds: (members.get(account.id) ?? []).flatMap(({ sourceIds }) => sourceIds),
      needs: needs.events,
      enteredAt: enteredAt?.getTime(),
    })),
    now.getTime(),
    settings,
  );
  const { zone, holidays } = await settings;
  return new Map(
    [...accounts.values()].map((account) => [
      account.id,
      factsOf({
        contact: {},
        account: accountFact(account),
        // An account appears with its first member; one that nobody belongs to has only just been heard of.
        appearedAt: Math.min(
          now.getTime(),
          ...(members.get(account.id) ?? []).map(({ appearedAt }) => appearedAt.getTime()),
        ),
        events: histories.get(account.id) ?? new Map(),
        meters: meters.get(account.id) ?? new Map(),
        workspaceZone: zone,
        holidays,
        health: health.get(lookId('account', account.id)),
        ...memberships.get(account.id),
      }),
    ]),
  );
}

/** One subject of a workflow whose facts are wanted. */
export interface SubjectFactRequest {
  subject: Subject;
  needs: ConditionNeeds;
  enteredAt?: Date | undefined;
}

/** Facts for a batch of contacts and accounts, keyed as enrolments name their subjects. */
export async function loadSubjectFacts(
  ports: FactPorts,
  requests: readonly SubjectFactRequest[],
  now: Date,
): Promise<Map<string, FactSnapshot>> {
  const contacts: FactRequest[] = [];
  const accounts: AccountFactRequest[] = [];
  for (const { subject, ...rest } of requests) {
    if (subject.kind === 'contact') contacts.push({ contact: subject.contact, ...rest });
    else accounts.push({ account: subject.account, ...rest });
  }
  const [ofContacts, ofAccounts] = await Promise.all([
    loadFacts(ports, contacts, now),
    loadAccountFacts(ports, accounts, now),
  ]);
  for (const [id, facts] of ofAccounts) ofContacts.set(accountSubject(id), facts);
  return ofContacts;
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

/** An account as conditions and texts see it, without what its members did. */
export function snapshotOfAccount(account: Account, workspaceZone: string): FactSnapshot {
  return factsOf({
    contact: {},
    account: accountFact(account),
    appearedAt: account.createdAt?.getTime() ?? 0,
    workspaceZone,
  });
}

/** What `$` of the fact `contact` stands for. */
export function contactFact(contact: Contact): Record<string, unknown> {
  const { userId, email, traits, tags, zone, locale, permissions } = contact;
  return { userId, email, traits, tags, zone, locale, permissions };
}

/** What `$` of the fact `account` stands for. */
export function accountFact(account: Account): Record<string, unknown> {
  const { id, name, mrr, plan, seats, renewsAt, card, meters, traits } = account;
  return { id, name, mrr, plan, seats, renewsAt, card, meters, traits };
}

/** The value under a key, made first where it is missing. */
export function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
