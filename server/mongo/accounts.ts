import { accountDirections } from '../../shared/account.ts';
import type { Account } from '../../shared/contact.ts';
import type { Direction } from '../../shared/list-order.ts';
import { riskDirections } from '../../shared/risk.ts';
import type { AccountOrder, AccountStore, AccountsListed, AccountTotals } from '../ports/accounts.ts';
import { accountLists, listKey, NEVER } from './account-lists.ts';
import { define, type OpenShelf } from './definition.ts';
import { facetIndex, reindex, withFacets } from './facets.ts';
import { saveGuarded } from './guarded.ts';
import { type Order, readPage, towards } from './page.ts';
import { searchKeys, startingWith } from './search-keys.ts';
import type { Query } from './shelf.ts';
import { byId, fromStored, newWriter, type Stored, toStored } from './stored.ts';

const definition = define('accounts', { rev: Number, plan: String, searchKeys: [String] }, [
  facetIndex,
  [{ searchKeys: 1 }],
  [{ plan: 1 }, { partialFilterExpression: { plan: { $exists: true } } }],
  [{ 'lists.keys': 1, 'lists.mrr': -1, _id: -1 }],
  [{ 'lists.keys': 1, 'lists.score': 1, _id: 1 }],
  [{ 'lists.keys': 1, 'lists.renewal': 1, _id: 1 }],
  [{ 'lists.keys': 1, 'lists.since': 1, _id: 1 }],
  [{ 'lists.keys': 1, 'lists.name': 1, _id: 1 }],
  [{ 'lists.card': 1, _id: 1 }, { partialFilterExpression: { 'lists.card': { $exists: true } } }],
]);

const directions: Record<AccountOrder, Direction> = { ...accountDirections, ...riskDirections };
const orders: Record<AccountOrder, Omit<Order, 'direction'>> = {
  mrr: { field: 'lists.mrr', type: 'number' },
  health: { field: 'lists.score', type: 'number' },
  renewal: { field: 'lists.renewal', type: 'number' },
  since: { field: 'lists.since', type: 'number' },
  name: { field: 'lists.name', type: 'text' },
};

/** Companies, by the group id they were sent under. */
export function accountStore(open: OpenShelf): AccountStore {
  const shelf = open(definition);
  let indexed: readonly string[] = [];
  const toDocument = (account: Account): Stored =>
    toStored(account, {
      searchKeys: searchKeys([account.id, account.name]),
      lists: accountLists(account),
      ...withFacets(account, indexed),
    });
  return {
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    insert(accounts) {
      const writer = newWriter();
      return shelf.insert(
        accounts.map((account) => ({ ...toDocument(account), writer })),
        { writer },
      );
    },
    save: (changes) => saveGuarded(shelf, changes, toDocument),
    async delete(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
    indexFields(fields) {
      indexed = fields;
    },
    reindex: (accounts) => reindex(shelf, accounts, indexed),
    async matching(filter, limit) {
      return (await shelf.find(filter, { limit })).map((document) => fromStored<Account>(document));
    },
    count: () => shelf.size(),
    async walk({ limit, after }) {
      const found = await shelf.find({ _id: { $gt: after } }, { sort: { _id: 1 }, limit });
      return found.map((document) => fromStored<Account>(document));
    },
    list: ({ limit, after, ...listed }) =>
      readPage<Account>(shelf, queryOf(listed), {
        order: towards(orders[listed.order], listed.direction ?? directions[listed.order]),
        request: { limit, after },
        read: fromStored,
      }),
    countListed: (listed) => shelf.count(queryOf(listed)),
    async totals(filter) {
      const [row] = await shelf.aggregate<AccountTotals>([
        { $match: { 'lists.keys': listKey(filter) } },
        { $group: { _id: null, accounts: { $sum: 1 }, mrr: { $sum: '$lists.mrr' } } },
      ]);
      return { accounts: row?.accounts ?? 0, mrr: row?.mrr ?? 0 };
    },
    async cardMonths(from, until) {
      const rows = await shelf.aggregate<AccountTotals & { _id: string }>([
        { $match: cardsBetween(from, until) },
        {
          $group: {
            _id: { $dateToString: { date: { $toDate: '$lists.card' }, format: '%Y-%m' } },
            accounts: { $sum: 1 },
            mrr: { $sum: '$lists.mrr' },
          },
        },
      ]);
      return new Map(rows.map(({ _id, accounts, mrr }) => [_id, { accounts, mrr }]));
    },
    byCard: ({ from, until, ...request }) =>
      readPage<Account>(shelf, cardsBetween(from, until), {
        order: { field: 'lists.card', direction: 1, type: 'number' },
        request,
        read: fromStored,
      }),
    async plans(limit) {
      const plans: string[] = [];
      // From each name to the next by index: as many steps as there are plans, however many accounts have one.
      for (let last = ''; plans.length < limit; last = plans.at(-1) ?? '') {
        const next = await shelf.first(
          { plan: { $gt: last } },
          { sort: { plan: 1 }, projection: { plan: 1 } },
        );
        if (typeof next?.plan !== 'string') break;
        plans.push(next.plan);
      }
      return plans;
    },
  };
}

function queryOf({ filter, order, direction = directions[order], search, from }: AccountsListed): Query {
  return {
    'lists.keys': listKey(filter),
    ...startingWith(search),
    ...having(order, direction, from),
  };
}

/** Lists of what not every account has leave out those that have none, and renewals that are over. */
function having(order: AccountOrder, direction: Direction, from: Date): Query {
  if (order === 'health' && direction === 'desc') return { 'lists.score': { $lt: NEVER } };
  if (order === 'renewal') return { 'lists.renewal': { $gte: from.getTime() } };
  return order === 'since' ? { 'lists.since': { $gte: 0 } } : {};
}

function cardsBetween(from: Date, until: Date): Query {
  return { 'lists.card': { $gt: from.getTime(), $lte: until.getTime() } };
}
