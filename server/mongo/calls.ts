import type { CallStore, RefusedCall } from '../ports/stores.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import { fromStored, toStored } from './stored.ts';

const DAYS_KEPT = 7;

/** A person's few are walked, whatever else is asked: of one status there may be any number. */
const ofPerson = { userId: 1, receivedAt: -1, _id: -1 } as const;

const definition = define('calls', { status: String, userId: String, receivedAt: Date }, [
  [{ receivedAt: 1 }, { expireAfterSeconds: DAYS_KEPT * 86_400 }],
  [{ receivedAt: -1, _id: -1 }],
  [ofPerson],
  [{ status: 1, receivedAt: -1, _id: -1 }],
]);

/** Calls that were not stored, for the Connect page. */
export function callStore(open: OpenShelf): CallStore {
  const shelf = open(definition);
  return {
    async remember(calls) {
      await shelf.insert(calls.map((call) => toStored(call)));
    },
    async deleteOf(userIds) {
      if (userIds.length > 0) await shelf.remove({ userId: { $in: [...userIds] } });
    },
    recent: ({ status, userId, ...request }) =>
      readPage<RefusedCall>(
        shelf,
        { ...(userId === undefined ? {} : { userId }), ...(status === undefined ? {} : { status }) },
        {
          order: { field: 'receivedAt', direction: -1, type: 'date' },
          request,
          read: fromStored,
          hint: userId === undefined ? undefined : ofPerson,
        },
      ),
  };
}
