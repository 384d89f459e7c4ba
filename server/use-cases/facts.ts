import type { Account, Contact } from '../../shared/contact.ts';
import { accountSubject } from '../../shared/enrolment.ts';
import { lookId } from '../../shared/look.ts';
import type { Settings } from '../../shared/settings.ts';
import { type ConditionNeeds, type EventHistory, type FactSnapshot, factsOf } from '../engine/facts.ts';
import type { Ports } from '../ports/index.ts';
import { loadEmails } from './facts/load-emails.ts';
import { loadHealth } from './facts/load-health.ts';
import { loadHistories } from './facts/load-histories.ts';
import { asksOfMembers, memberRequests, membersOf as peopleOf } from './facts/load-members.ts';
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

type Members = Awaited<ReturnType<FactPorts['contacts']['membersOf']>>;
type Teams = Awaited<ReturnType<FactPorts['contacts']['teamsOf']>>;

/**
 * Facts for a batch of contacts in a constant number of queries, whatever the batch and the conditions. Keyed by
 * contact id; a contact asked for twice gets the union of what was asked.
 */
export async function loadFacts(
  ports: FactPorts,
  requests: readonly FactRequest[],
  now: Date,
): Promise<Map<string, FactSnapshot>> {
  return (await loadTogether(ports, { contacts: requests, accounts: [] }, now)).contacts;
}

/**
 * Facts for a batch of accounts, keyed by account id: what all members did together. One query more than for contacts,
 * for the members, and another where they are asked about one by one.
 */
export async function loadAccountFacts(
  ports: FactPorts,
  requests: readonly AccountFactRequest[],
  now: Date,
): Promise<Map<string, FactSnapshot>> {
  return (await loadTogether(ports, { contacts: [], accounts: requests }, now)).accounts;
}

/** One subject whose facts are wanted. */
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
  const loaded = await loadTogether(ports, { contacts, accounts }, now);
  for (const [id, facts] of loaded.accounts) loaded.contacts.set(accountSubject(id), facts);
  return loaded.contacts;
}

/**
 * Contacts and accounts in the same queries: most of what accounts did is what the contacts did who are looked at
 * beside them, and is read once.
 */
async function loadTogether(
  ports: FactPorts,
  asked: { contacts: readonly FactRequest[]; accounts: readonly AccountFactRequest[] },
  now: Date,
): Promise<{ contacts: Map<string, FactSnapshot>; accounts: Map<string, FactSnapshot> }> {
  if (asked.contacts.length + asked.accounts.length === 0)
    return { contacts: new Map(), accounts: new Map() };
  const contacts = new Map(asked.contacts.map(({ contact }) => [contact.id, contact]));
  const accounts = new Map(asked.accounts.map(({ account }) => [account.id, account]));
  const owners = [...new Set([...contacts.values()].flatMap(({ accountId }) => accountId ?? []))];
  const settings = ports.settings.get();
  const members: Promise<Members> =
    accounts.size > 0 ? ports.contacts.membersOf([...accounts.keys()]) : Promise.resolve(new Map());
  const oneByOne = asked.accounts.filter(({ needs }) => asksOfMembers(needs));
  const teams: Promise<Teams> =
    oneByOne.length > 0
      ? ports.contacts.teamsOf([...new Set(oneByOne.map(({ account }) => account.id))])
      : Promise.resolve(new Map());
  const asksStandings = ({ needs }: { needs: ConditionNeeds }) =>
    needs.segments.size + needs.signals.size > 0;
  const [
    ownerOf,
    membersOf,
    teamOf,
    histories,
    meters,
    emails,
    ofContacts,
    ofAccounts,
    health,
    { zone: workspaceZone, holidays },
  ] = await Promise.all([
    owners.length > 0 ? ports.accounts.byIds(owners) : new Map<string, Account>(),
    members,
    teams,
    loadAllHistories(ports, asked, { members, teams, settings }, now),
    loadMeters(ports, [
      ...asked.contacts.flatMap(({ contact: { accountId }, needs }) =>
        accountId === undefined ? [] : [{ accountId, meters: needs.meters }],
      ),
      ...asked.accounts.map(({ account, needs }) => ({ accountId: account.id, meters: needs.meters })),
    ]),
    loadEmails(ports, asked.contacts, now),
    loadMemberships(
      ports,
      asked.contacts.filter(asksStandings).map(({ contact }) => contact),
    ),
    loadAccountMemberships(
      ports,
      asked.accounts.filter(asksStandings).map(({ account }) => account.id),
    ),
    loadHealth(ports, [
      ...asked.contacts.flatMap(({ contact, needs }) => (needs.health ? lookId('contact', contact.id) : [])),
      ...asked.accounts.flatMap(({ account, needs }) => (needs.health ? lookId('account', account.id) : [])),
    ]),
    settings,
  ]);
  const factsOfContact = (contact: Contact): FactSnapshot => {
    const account = ownerOf.get(contact.accountId ?? '');
    return {
      ...snapshotOf(
        contact,
        account,
        histories.get(lookId('contact', contact.id)) ?? new Map(),
        workspaceZone,
      ),
      holidays,
      ...ofContacts.get(contact.id),
      meters: meters.get(contact.accountId ?? '') ?? new Map(),
      email: emails.get(contact.id) ?? [],
      health: health.get(lookId('contact', contact.id)),
    };
  };
  const factsOfAccount = (account: Account): FactSnapshot =>
    factsOf({
      contact: {},
      account: accountFact(account),
      // An account appears with its first member; one that nobody belongs to has only just been heard of.
      appearedAt: Math.min(
        now.getTime(),
        ...(membersOf.get(account.id) ?? []).map(({ appearedAt }) => appearedAt.getTime()),
      ),
      events: histories.get(lookId('account', account.id)) ?? new Map(),
      members: peopleOf(account, teamOf.get(account.id) ?? [], histories),
      meters: meters.get(account.id) ?? new Map(),
      workspaceZone,
      holidays,
      health: health.get(lookId('account', account.id)),
      ...ofAccounts.get(account.id),
    });
  return {
    contacts: new Map([...contacts.values()].map((contact) => [contact.id, factsOfContact(contact)])),
    accounts: new Map([...accounts.values()].map((account) => [account.id, factsOfAccount(account)])),
  };
}

/** What everybody did, by the ids of their looks: of an account it is what its members did. */
async function loadAllHistories(
  ports: FactPorts,
  asked: { contacts: readonly FactRequest[]; accounts: readonly AccountFactRequest[] },
  known: { members: Promise<Members>; teams: Promise<Teams>; settings: Promise<Settings> },
  now: Date,
): Promise<Map<string, Map<string, EventHistory>>> {
  const [members, teams] = await Promise.all([known.members, known.teams]);
  return loadHistories(
    ports,
    [
      ...asked.contacts.map(({ contact, needs, enteredAt }) => ({
        subject: lookId('contact', contact.id),
        sourceIds: contact.sourceIds,
        needs: needs.events,
        enteredAt: enteredAt?.getTime(),
      })),
      ...asked.accounts.map(({ account, needs, enteredAt }) => ({
        subject: lookId('account', account.id),
        sourceIds: (members.get(account.id) ?? []).flatMap(({ sourceIds }) => sourceIds),
        needs: needs.events,
        enteredAt: enteredAt?.getTime(),
      })),
      ...asked.accounts.flatMap(({ account, needs }) =>
        memberRequests(account.id, teams.get(account.id) ?? [], needs),
      ),
    ],
    now.getTime(),
    known.settings,
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
