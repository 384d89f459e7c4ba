import type { DeadIntake, IntakeRecord, IntakeStore } from '../ports/intake.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import { fromStored, newWriter, toStored } from './stored.ts';

const definition = define('intake', { at: Date, deadAt: Date }, [
  [{ at: 1 }],
  [{ deadAt: -1, _id: -1 }, { partialFilterExpression: { deadAt: { $exists: true } } }],
]);

const LONG_AGO = new Date(0);

/** Micro-batches on their way; what is left here after a crash is replayed. Those put away have no `at`. */
export function intakeStore(open: OpenShelf): IntakeStore {
  const shelf = open(definition);
  const isDead = { deadAt: { $gt: LONG_AGO } };
  return {
    async insert(record) {
      await shelf.insert([toStored(record)]);
    },
    async delete(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
    async takeStale(before, now) {
      const writer = newWriter();
      const taken = await shelf.changeAndRead(
        { at: { $lt: before } },
        { $set: { at: now, writer }, $inc: { attempts: 1 } },
        // Taken unseen it would wait for its next turn, and a second record be taken in its place.
        { sort: { at: 1 }, own: { at: now, writer } },
      );
      return taken && fromStored<IntakeRecord>(taken);
    },
    async postpone(id, at, reason) {
      await shelf.change({ _id: id, at: { $gt: LONG_AGO } }, { $set: { at, reason } });
    },
    async putAway(id, { messageIds, reason, at }) {
      await shelf.change(
        { _id: id },
        { $set: { messageIds: [...messageIds], reason, deadAt: at }, $unset: { at: '' } },
      );
    },
    async waiting(limit) {
      const found = await shelf.find({ at: { $gt: LONG_AGO } }, { limit, projection: { _id: 0, at: 1 } });
      return found.length;
    },
    dead: (request) =>
      readPage<DeadIntake>(shelf, isDead, {
        order: { field: 'deadAt', direction: -1, type: 'date' },
        request,
        read: fromStored,
      }),
    async deadById(id) {
      const found = await shelf.first({ _id: id, ...isDead });
      return found && fromStored<DeadIntake>(found);
    },
    async revive(id) {
      const writer = newWriter();
      return shelf.change(
        { _id: id, ...isDead },
        // Right after the beginning of time: due at once, and counted among those that wait.
        { $set: { at: new Date(1), attempts: 0, writer }, $unset: { deadAt: '', reason: '' } },
        { own: { _id: id, writer } },
      );
    },
    async deleteDead(before, limit) {
      const oldest = await shelf.find(
        { deadAt: { $lt: before } },
        { sort: { deadAt: 1 }, limit, projection: { _id: 1 } },
      );
      if (oldest.length > 0) await shelf.remove({ _id: { $in: oldest.map(({ _id }) => _id) } });
      return oldest.length;
    },
  };
}
