import type { IdempotencyStore, IdempotentAnswer } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored, toStored } from './stored.ts';

const HOURS_KEPT = 24;

const definition = define('idempotency', { createdAt: Date }, [
  [{ createdAt: 1 }, { expireAfterSeconds: HOURS_KEPT * 3_600 }],
]);

/** Answers kept for callers that repeat a request; the first one given stays. */
export function idempotencyStore(open: OpenShelf): IdempotencyStore {
  const shelf = open(definition);
  return {
    async get(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<IdempotentAnswer>(found);
    },
    async put(answer) {
      await shelf.insert([toStored(answer)]);
    },
    async walk({ limit, after }) {
      const found = await shelf.find({ _id: { $gt: after } }, { sort: { _id: 1 }, limit });
      return found.map((document) => fromStored<IdempotentAnswer>(document));
    },
    async forget(ids) {
      if (ids.length > 0)
        await shelf.changeAll({ _id: { $in: [...ids] } }, { $set: { body: null, erased: true } });
    },
  };
}
