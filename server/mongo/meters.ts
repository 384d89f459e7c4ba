import type { MeterStore } from '../ports/meters.ts';
import { define, type OpenShelf } from './definition.ts';
import { saveGuarded } from './guarded.ts';
import { byId, newWriter, toStored } from './stored.ts';

const definition = define('meters', { accountId: String, rev: Number }, [[{ accountId: 1 }]]);

/** What the meters of accounts stood at. */
export function meterStore(open: OpenShelf): MeterStore {
  const shelf = open(definition);
  return {
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    insert(meters) {
      const writer = newWriter();
      return shelf.insert(
        meters.map((meter) => toStored(meter, { writer })),
        { writer },
      );
    },
    save: (changes) => saveGuarded(shelf, changes, toStored),
    async deleteOf(accountIds) {
      if (accountIds.length > 0) await shelf.remove({ accountId: { $in: [...accountIds] } });
    },
  };
}
