import type { FieldStore, IndexedField } from '../ports/looks.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Epoch } from './epoch.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('fields', { ready: Boolean });

/** The fields that conditions ask for; there are few. */
export function fieldStore(open: OpenShelf, epoch: Epoch): FieldStore {
  const shelf = open(definition);
  return {
    async all() {
      const found = await shelf.find({ _id: { $gt: '' } }, { sort: { _id: 1 } });
      return found.map((document) => fromStored<IndexedField>(document));
    },
    async add(fields) {
      await shelf.insert(fields.map((field) => toStored(field)));
      await epoch.bump();
    },
    async ready(ids) {
      await shelf.changeAll({ _id: { $in: [...ids] } }, { $set: { ready: true } });
      await epoch.bump();
    },
  };
}
