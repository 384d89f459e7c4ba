import type { IntakeRecord, IntakeStore } from '../ports/stores.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('intake', { at: Date }, [[{ at: 1 }]]);

/** Micro-batches on their way; what is left here after a crash is replayed. */
export function intakeStore(open: OpenShelf): IntakeStore {
  const shelf = open(definition);
  return {
    async insert(record) {
      await shelf.insert([toStored(record)]);
    },
    async delete(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
    async takeStale(before, now) {
      const taken = await shelf.changeAndRead(
        { at: { $lt: before } },
        { $set: { at: now } },
        { sort: { at: 1 } },
      );
      return taken && fromStored<IntakeRecord>(taken);
    },
  };
}
