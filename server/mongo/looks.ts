import { isBlankLook, type LookRecord } from '../../shared/look.ts';
import type { LookStore } from '../ports/looks.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Operation, Shelf } from './shelf.ts';
import { newWriter, type Stored } from './stored.ts';

const definition = define('looks', { p: Number, rev: Number, lookAt: Date, in: [String] }, [
  // Led by time, as that of enrolments is.
  [{ lookAt: 1, p: 1 }, { partialFilterExpression: { lookAt: { $exists: true } } }],
  [{ in: 1, _id: 1 }],
]);

/** What conditions remember of subjects: written under the revision that was read, lowered by whoever changes a fact. */
export function lookStore(open: OpenShelf): LookStore {
  const shelf = open(definition);
  return {
    async byIds(ids) {
      if (ids.length === 0) return new Map();
      const found = await shelf.find({ _id: { $in: [...ids] } });
      return new Map(found.map((document) => [document._id, fromDocument(document)]));
    },
    async due(partitions, now, limit) {
      const found = await shelf.find(
        { lookAt: { $lte: now }, p: { $in: [...partitions] } },
        { sort: { lookAt: 1 }, limit },
      );
      return found.map(fromDocument);
    },
    async nextDue(partitions) {
      const next = await shelf.first(
        { lookAt: { $gt: new Date(0) }, p: { $in: [...partitions] } },
        { sort: { lookAt: 1 }, projection: { _id: 0, lookAt: 1 } },
      );
      return next?.lookAt as Date | undefined;
    },
    save: (records) => save(shelf, records),
    async wake(wakings, now) {
      await shelf.write(
        wakings.map(({ id, p, tokens, loud }) => ({
          updateOne: {
            filter: { _id: id },
            update: {
              $min: { lookAt: now },
              $inc: { rev: 1 },
              $addToSet: { dirty: { $each: [...tokens] } },
              ...(loud ? { $set: { loud: true } } : {}),
              $setOnInsert: { p, in: [], on: {}, pending: [] },
            },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    async holding(watch, { limit, after }) {
      const found = await shelf.find(
        { in: watch, ...(after === undefined ? {} : { _id: { $gt: after } }) },
        { sort: { _id: 1 }, limit },
      );
      return found.map(fromDocument);
    },
    async sizes(watches) {
      const counts = await Promise.all(watches.map((watch) => shelf.count({ in: watch })));
      return new Map(watches.map((watch, index) => [watch, counts[index] ?? 0]));
    },
    async delete(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
  };
}

/** New records are inserted, known ones replaced under their revision, and empty ones deleted. */
async function save(shelf: Shelf, records: readonly LookRecord[]): Promise<Set<string>> {
  const writer = newWriter();
  const fresh = records.filter(({ rev }) => rev === 0);
  const empty = records.filter((record) => record.rev > 0 && isBlankLook(record));
  const known = records.filter((record) => record.rev > 0 && !isBlankLook(record));
  const operations = known.map(
    (record): Operation => ({
      replaceOne: {
        filter: { _id: record.id, rev: record.rev },
        replacement: toDocument(record, writer),
      },
    }),
  );
  const [lost, written] = await Promise.all([
    shelf.insert(
      fresh.map((record) => toDocument(record, writer)),
      { writer },
    ),
    shelf.write(operations, { ordered: false }),
    empty.length > 0
      ? shelf.remove({
          _id: { $in: empty.map(({ id }) => id) },
          $or: empty.map(({ id, rev }) => ({ _id: id, rev })),
        })
      : undefined,
  ]);
  if (written.matched === known.length) return lost;
  const won = await shelf.find(
    { _id: { $in: known.map(({ id }) => id) }, writer },
    { projection: { _id: 1 } },
  );
  const winners = new Set(won.map(({ _id }) => _id));
  return new Set([...lost, ...known.map(({ id }) => id).filter((id) => !winners.has(id))]);
}

function toDocument({ id, lookAt, rev, ...record }: LookRecord, writer: string): Stored {
  return {
    _id: id,
    ...record,
    rev: rev + 1,
    ...(lookAt === undefined ? {} : { lookAt: new Date(lookAt) }),
    writer,
  };
}

function fromDocument({ _id, writer: _writer, lookAt, ...record }: Stored): LookRecord {
  return {
    id: _id,
    ...(record as Omit<LookRecord, 'id' | 'lookAt'>),
    ...(lookAt instanceof Date ? { lookAt: lookAt.getTime() } : {}),
  };
}
