import type { MergeRecord, MergeStore } from '../ports/merges.ts';
import { define, type OpenShelf } from './definition.ts';
import { byId, fromStored, toStored } from './stored.ts';

const definition = define('merges', { at: Date }, [[{ at: 1 }]]);

/** Merges on their way; what a crash interrupted is found here. */
export function mergeStore(open: OpenShelf): MergeStore {
  const shelf = open(definition);
  return {
    async begin(records) {
      await shelf.insert(records.map((record) => toStored(record)));
    },
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    async begunBefore(before, limit) {
      const found = await shelf.find({ at: { $lt: before } }, { sort: { at: 1 }, limit });
      return found.map((document) => fromStored<MergeRecord>(document));
    },
    async finish(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
  };
}
