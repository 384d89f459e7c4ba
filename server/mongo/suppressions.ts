import type { Suppression, SuppressionStore } from '../ports/stores.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import type { Stored } from './stored.ts';

const definition = define('suppressions', { at: Date }, [[{ at: -1, _id: -1 }]]);

/** Addresses nothing is sent to. */
export function suppressionStore(open: OpenShelf): SuppressionStore {
  const shelf = open(definition);
  return {
    async add({ address, reason, at }) {
      await shelf.change({ _id: address }, { $set: { reason, at } }, { upsert: true });
    },
    async of(addresses) {
      if (addresses.length === 0) return new Map();
      const found = await shelf.find({ _id: { $in: [...addresses] } });
      return new Map(found.map((document) => [document._id, toSuppression(document)]));
    },
    remove: (address) => shelf.take(address),
    list: (request) =>
      readPage(
        shelf,
        {},
        { order: { field: 'at', direction: -1, type: 'date' }, request, read: toSuppression },
      ),
  };
}

function toSuppression({ _id, reason, at }: Stored): Suppression {
  return { address: _id, reason: reason as Suppression['reason'], at: at as Date };
}
