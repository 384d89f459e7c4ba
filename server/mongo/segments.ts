import type { SegmentRecord, SegmentStore, SizeRecord, SizeStore } from '../ports/looks.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Epoch } from './epoch.ts';
import { saveNew } from './save-new.ts';
import { byId, fromStored, type Stored, toStored } from './stored.ts';

const definition = define('segments', { archived: Boolean, rev: Number }, [[{ archived: 1, _id: 1 }]]);
const sizesDefinition = define('sizes', { watch: String, day: String }, [[{ watch: 1, day: 1 }]]);

/** Named conditions, by key. */
export function segmentStore(open: OpenShelf, epoch: Epoch): SegmentStore {
  const shelf = open(definition);
  return {
    async byIds(keys) {
      return keys.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...keys] } }));
    },
    async all() {
      const found = await shelf.find({ archived: false }, { sort: { _id: 1 } });
      return found.map((document) => fromStored<SegmentRecord>(document));
    },
    async save(record, was) {
      const isSaved = await saveNew(shelf, record, was, toStored);
      if (isSaved) await epoch.bump();
      return isSaved;
    },
    async list({ limit, after, archived }) {
      const found = await shelf.find(
        { archived, ...(after === undefined ? {} : { _id: { $gt: after } }) },
        { sort: { _id: 1 }, limit },
      );
      return found.map((document) => fromStored<SegmentRecord>(document));
    },
    async delete(key) {
      await shelf.remove({ _id: key });
      await epoch.bump();
    },
  };
}

/** How large segments were at the end of each day. */
export function sizeStore(open: OpenShelf): SizeStore {
  const shelf = open(sizesDefinition);
  return {
    async put(sizes) {
      await shelf.write(
        sizes.map(({ watch, day, size }) => ({
          updateOne: {
            filter: { _id: `${watch}:${day}` },
            update: { $set: { watch, day, size } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    async since(watch, day) {
      return (await shelf.find({ watch, day: { $gte: day } }, { sort: { day: 1 } })).map(toSize);
    },
    async deleteOf(watch) {
      await shelf.remove({ watch });
    },
  };
}

function toSize({ watch, day, size }: Stored): SizeRecord {
  return { watch: String(watch), day: String(day), size: Number(size) };
}
