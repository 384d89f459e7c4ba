import type { BreakerRecord, BreakerStore } from '../ports/breakers.ts';
import { define, type OpenShelf } from './definition.ts';
import { saveGuarded } from './guarded.ts';
import { fromStored, newWriter, toStored } from './stored.ts';

/** More hosts than that do not fail at once; those beyond are found one by one. */
const MOST = 1_000;

const definition = define('breakers', { rev: Number });

/** One small document per provider that failed lately. */
export function breakerStore(open: OpenShelf): BreakerStore {
  const shelf = open(definition);
  return {
    async all() {
      return (await shelf.find({}, { sort: { _id: 1 }, limit: MOST })).map((document) =>
        fromStored<BreakerRecord>(document),
      );
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<BreakerRecord>(found);
    },
    async save(breaker, was) {
      if (was !== undefined) {
        const lost = await saveGuarded(shelf, [{ was, after: breaker }], (item) => toStored(item));
        return lost.size === 0;
      }
      const writer = newWriter();
      return (await shelf.insert([{ ...toStored(breaker), writer }], { writer })).size === 0;
    },
    async close(id) {
      await shelf.remove({ _id: id });
    },
  };
}
