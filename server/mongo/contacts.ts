import { type Contact, type ContactSort, contactDirections, displayName } from '../../shared/contact.ts';
import type { AccountMember, ContactStore, ContactsListed, TeamMember } from '../ports/stores.ts';
import { define, type OpenShelf } from './definition.ts';
import { facetIndex, reindex, withFacets } from './facets.ts';
import { saveGuarded } from './guarded.ts';
import { type Order, readPage, towards } from './page.ts';
import { searchKeys, startingWith } from './search-keys.ts';
import type { Query } from './shelf.ts';
import { sortName } from './sort-name.ts';
import { byId, fromStored, newWriter, type Stored, toStored } from './stored.ts';

const definition = define(
  'contacts',
  { sourceIds: [String], searchKeys: [String], accountId: String, lastSeenAt: Date, rev: Number },
  [
    // Two contacts can never own the same source id: of two that try, one is refused.
    [{ sourceIds: 1 }, { unique: true }],
    [{ lastSeenAt: -1, _id: -1 }],
    [{ appearedAt: -1, _id: -1 }],
    [{ 'lists.name': 1, _id: 1 }],
    [{ 'permissions.email': 1, lastSeenAt: -1, _id: -1 }],
    [{ searchKeys: 1 }],
    [
      { accountId: 1, lastSeenAt: -1, _id: -1 },
      { partialFilterExpression: { accountId: { $exists: true } } },
    ],
    [{ accountId: 1, _id: 1 }, { partialFilterExpression: { accountId: { $exists: true } } }],
    // Of few people: most never belonged to another.
    [{ 'leftAccounts.id': 1 }, { partialFilterExpression: { 'leftAccounts.id': { $exists: true } } }],
    facetIndex,
  ],
);

const orders: Record<ContactSort, Omit<Order, 'direction'>> = {
  seen: { field: 'lastSeenAt', type: 'date' },
  appeared: { field: 'appearedAt', type: 'date' },
  name: { field: 'lists.name', type: 'text' },
};

/** People, found by the ids their events come under. */
export function contactStore(open: OpenShelf): ContactStore {
  const shelf = open(definition);
  let indexed: readonly string[] = [];
  const toDocument = (contact: Contact): Stored =>
    toStored(contact, {
      // The domain too: billing finds a customer's colleagues by it.
      searchKeys: searchKeys([
        contact.userId,
        contact.email,
        contact.email?.slice(contact.email.lastIndexOf('@')),
        displayName(contact),
      ]),
      lists: { name: sortName(displayName(contact)) },
      ...withFacets(contact, indexed),
    });
  return {
    async bySourceIds(sourceIds) {
      const owners = new Map<string, Contact>();
      if (sourceIds.length === 0) return owners;
      const asked = new Set(sourceIds);
      for (const document of await shelf.find({ sourceIds: { $in: [...asked] } })) {
        const contact = fromStored<Contact>(document);
        for (const id of contact.sourceIds) if (asked.has(id)) owners.set(id, contact);
      }
      return owners;
    },
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    async byEmail(email) {
      const key = email.trim().toLowerCase();
      const [searchKey] = searchKeys([key]);
      if (searchKey === undefined) return [];
      const found = (await shelf.find({ searchKeys: searchKey })).map((document) =>
        fromStored<Contact>(document),
      );
      // A search key may also be part of a name.
      return found.filter((contact) => contact.email?.toLowerCase() === key);
    },
    insert(contacts) {
      const writer = newWriter();
      return shelf.insert(
        contacts.map((contact) => ({ ...toDocument(contact), writer })),
        { writer },
      );
    },
    save: (changes) => saveGuarded(shelf, changes, toDocument),
    async delete(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
    list: ({ order = 'seen', direction, limit, after, ...listed }) =>
      readPage<Contact>(shelf, queryOf(listed), {
        order: towards(orders[order], direction ?? contactDirections[order]),
        request: { limit, after },
        read: fromStored,
      }),
    countListed(listed) {
      const query = queryOf(listed);
      return Object.keys(query).length === 0 ? shelf.size() : shelf.count(query);
    },
    count: () => shelf.size(),
    async walk({ limit, after }) {
      const found = await shelf.find({ _id: { $gt: after } }, { sort: { _id: 1 }, limit });
      return found.map((document) => fromStored<Contact>(document));
    },
    async membersOf(accountIds) {
      const members = new Map<string, AccountMember[]>();
      if (accountIds.length === 0) return members;
      const found = await shelf.find(
        { accountId: { $in: [...accountIds] } },
        { projection: { accountId: 1, sourceIds: 1, appearedAt: 1 } },
      );
      for (const document of found) {
        const { accountId, ...member } = fromStored<AccountMember & { accountId: string }>(document);
        const known = members.get(accountId);
        if (known) known.push(member);
        else members.set(accountId, [member]);
      }
      return members;
    },
    async teamsOf(accountIds) {
      const teams = new Map<string, TeamMember[]>();
      if (accountIds.length === 0) return teams;
      const asked = { $in: [...accountIds] };
      const found = await shelf.find(
        { $or: [{ accountId: asked }, { 'leftAccounts.id': asked }] },
        { projection: teamFields },
      );
      for (const document of found)
        for (const [accountId, member] of placesOf(fromStored<Contact>(document), accountIds)) {
          const known = teams.get(accountId);
          if (known) known.push(member);
          else teams.set(accountId, [member]);
        }
      return teams;
    },
    async lastSeenOf(accountIds, most) {
      if (accountIds.length === 0) return new Map();
      const found = await shelf.aggregate<{ _id: string; members: Stored[] }>([
        { $match: { accountId: { $in: [...accountIds] } } },
        { $sort: { accountId: 1, lastSeenAt: -1, _id: -1 } },
        { $group: { _id: '$accountId', members: { $firstN: { input: '$$ROOT', n: most } } } },
      ]);
      return new Map(
        found.map(({ _id, members }) => [_id, members.map((document) => fromStored<Contact>(document))]),
      );
    },
    listMembers: (accountId, request) =>
      readPage<Contact>(
        shelf,
        { accountId },
        { order: { field: 'lastSeenAt', direction: -1, type: 'date' }, request, read: fromStored },
      ),
    indexFields(fields) {
      indexed = fields;
    },
    reindex: (contacts) => reindex(shelf, contacts, indexed),
    async matching(filter, limit) {
      return (await shelf.find(filter, { limit })).map((document) => fromStored<Contact>(document));
    },
    countMembers: (accountId) => shelf.count({ accountId }),
    async memberIds(accountId, { limit, after }) {
      const found = await shelf.find(
        { accountId, ...(after === undefined ? {} : { _id: { $gt: after } }) },
        { sort: { _id: 1 }, limit, projection: { _id: 1 } },
      );
      return found.map(({ _id }) => _id);
    },
  };
}

function queryOf({ search, mail, seenFrom, seenBefore }: ContactsListed): Query {
  const seen = {
    ...(seenFrom === undefined ? {} : { $gte: seenFrom }),
    ...(seenBefore === undefined ? {} : { $lt: seenBefore }),
  };
  return {
    ...startingWith(search),
    ...(mail === undefined ? {} : { 'permissions.email': mail }),
    ...(Object.keys(seen).length === 0 ? {} : { lastSeenAt: seen }),
  };
}

const teamFields = {
  accountId: 1,
  leftAccounts: 1,
  sourceIds: 1,
  userId: 1,
  email: 1,
  tags: 1,
  'traits.role': 1,
  'traits.roles': 1,
  'permissions.objected': 1,
} as const;

/** Somebody as one of the people of each of these accounts that they belong to, or did. */
function placesOf(contact: Contact, accountIds: readonly string[]): [string, TeamMember][] {
  const { id, sourceIds, userId, email, traits = {}, tags = [], permissions, accountId } = contact;
  const member = { id, sourceIds, userId, email, traits, tags, objected: permissions?.objected ?? false };
  const left = (contact.leftAccounts ?? []).filter((one) => one.id !== accountId);
  return [
    ...(accountId === undefined ? [] : [[accountId, member] as [string, TeamMember]]),
    ...left.map(({ id: account, at }): [string, TeamMember] => [account, { ...member, leftAt: at }]),
  ].filter(([account]) => accountIds.includes(account));
}
