import type { WatchRecord, WatchStore } from '../ports/looks.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Epoch } from './epoch.ts';
import { saveNew } from './save-new.ts';
import { byId, fromStored, toStored } from './stored.ts';

const definition = define('watches', { generation: Number, rev: Number });

/** Conditions that are remembered per subject. */
export function watchStore(open: OpenShelf, epoch: Epoch): WatchStore {
  const shelf = open(definition);
  return {
    async all() {
      const found = await shelf.find({ _id: { $gt: '' } }, { sort: { _id: 1 } });
      return found.map((document) => fromStored<WatchRecord>(document));
    },
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    async save(record, was) {
      const isSaved = await saveNew(shelf, record, was, toStored);
      if (isSaved) await epoch.bump();
      return isSaved;
    },
    async passed(id, generation, pass) {
      await shelf.change({ _id: id, generation }, { $set: { pass }, $inc: { rev: 1 } });
      if (pass.finished) await epoch.bump();
    },
    async delete(id) {
      if (await shelf.take(id)) await epoch.bump();
    },
  };
}
