import { personalFields } from '../../shared/billing.ts';
import type { BillingCustomer, BillingObject, BillingStore, WaitingNotice } from '../ports/billing.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import type { Query } from './shelf.ts';
import { fromStored, type Stored, toStored } from './stored.ts';

const DAY_SECONDS = 86_400;

const customerDefinition = define(
  'billingCustomers',
  { state: String, accountId: String, seenAt: Date, expiryDueAt: Date, emailKey: String, userId: String },
  [
    [{ emailKey: 1 }, { sparse: true }],
    [{ userId: 1 }, { sparse: true }],
    [{ accountId: 1 }],
    [{ seenAt: -1, _id: -1 }],
    [{ state: 1, seenAt: -1, _id: -1 }],
    [{ expiryDueAt: 1 }, { sparse: true }],
  ],
);
const objectDefinition = define('billingObjects', { customer: String, kind: String, at: Date }, [
  [{ customer: 1, kind: 1 }],
]);
/** What nobody claimed for 90 days is let go. */
const waitingDefinition = define('billingWaiting', { customer: String, at: Date }, [
  [{ customer: 1, at: 1, _id: 1 }],
  [{ at: 1 }, { expireAfterSeconds: 90 * DAY_SECONDS }],
]);

function toCustomer(document: Stored): BillingCustomer {
  const { emailKey: _emailKey, ...customer } = fromStored<BillingCustomer & { emailKey?: string }>(document);
  return customer;
}

function withoutPerson(...places: readonly string[]): Query {
  const paths = places.flatMap((place) => personalFields.map((field) => `${place}.${field}`));
  return { $unset: Object.fromEntries(paths.map((path) => [path, ''])) };
}

/** Customers of the billing provider, what was last heard of their objects, and notices that wait for an account. */
export function billingStore(open: OpenShelf): BillingStore {
  const customers = open(customerDefinition);
  const objects = open(objectDefinition);
  const waiting = open(waitingDefinition);
  return {
    async customers(ids) {
      if (ids.length === 0) return new Map();
      const found = await customers.find({ _id: { $in: [...ids] } });
      return new Map(found.map((document) => [document._id, toCustomer(document)]));
    },
    async customersOf(accountId) {
      return (await customers.find({ accountId })).map((document) => toCustomer(document));
    },
    async saveCustomer(customer) {
      const { _id, ...fields } = toStored(customer, { emailKey: customer.email?.toLowerCase() });
      const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
      const gone = Object.keys(fields).filter((key) => fields[key] === undefined);
      await customers.change(
        { _id },
        {
          $set: Object.fromEntries(kept),
          ...(gone.length > 0 ? { $unset: Object.fromEntries(gone.map((key) => [key, ''])) } : {}),
        },
        { upsert: true },
      );
    },
    listCustomers: ({ state, ...request }) =>
      readPage<BillingCustomer>(customers, state === undefined ? {} : { state }, {
        order: { field: 'seenAt', direction: -1, type: 'date' },
        request,
        read: toCustomer,
      }),
    count: (state) => customers.count({ state }),
    async lastSeen() {
      const [last] = await customers.find({}, { sort: { seenAt: -1, _id: -1 }, limit: 1 });
      return last && toCustomer(last).seenAt;
    },
    async expiring(now, limit) {
      const found = await customers.find(
        { expiryDueAt: { $lte: now } },
        { sort: { expiryDueAt: 1 }, limit, hint: { expiryDueAt: 1 } },
      );
      return found.map((document) => toCustomer(document));
    },
    async object(id) {
      const found = await objects.first({ _id: id });
      return found && fromStored<BillingObject>(found);
    },
    async objectsOf(ids, kind) {
      if (ids.length === 0) return [];
      const found = await objects.find({ customer: { $in: [...ids] }, kind });
      return found.map((document) => fromStored<BillingObject>(document));
    },
    async saveObject(object) {
      const { _id, ...fields } = toStored(object);
      const refused = await objects.insert([{ _id, ...fields }]);
      if (refused.size === 0) return true;
      return objects.change({ _id, at: { $lte: object.at } }, { $set: fields });
    },
    async dropObject(id) {
      await objects.remove({ _id: id });
    },
    async keep(item) {
      await waiting.insert([toStored({ ...item })]);
    },
    async waiting(customer, limit) {
      const found = await waiting.find({ customer }, { sort: { at: 1, _id: 1 }, limit });
      return found.map((document) => fromStored<WaitingNotice>(document));
    },
    async countWaiting(ids) {
      if (ids.length === 0) return new Map();
      const rows = await waiting.aggregate<{ _id: string; count: number }>([
        { $match: { customer: { $in: [...ids] } } },
        { $group: { _id: '$customer', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id, count]));
    },
    async dropWaiting(ids) {
      if (ids.length > 0) await waiting.remove({ _id: { $in: [...ids] } });
    },
    async forgetPerson(mentions) {
      const emails = mentions.map((mention) => mention.toLowerCase());
      const named = { $or: [{ emailKey: { $in: emails } }, { userId: { $in: [...mentions] } }] };
      const ids = (await customers.find(named, { projection: { _id: 1 } })).map(({ _id }) => _id);
      if (ids.length === 0) return;
      const of = { customer: { $in: ids } };
      await objects.changeAll(of, withoutPerson('data'));
      await waiting.changeAll(of, withoutPerson('notice.object', 'notice.previous'));
      // Last: who is cut short before finds the customers again.
      await customers.changeAll(
        { _id: { $in: ids } },
        { $unset: { email: '', emailKey: '', name: '', userId: '' } },
      );
    },
  };
}
