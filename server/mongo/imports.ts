import type { ImportRecord, ImportStore } from '../ports/tables.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('imports', { createdAt: Date, updatedAt: Date }, [
  [{ createdAt: -1, _id: -1 }],
  [{ updatedAt: 1 }],
]);

/** Tables people uploaded, and how they are to be read. */
export function importStore(open: OpenShelf): ImportStore {
  const shelf = open(definition);
  return {
    async insert(record) {
      await shelf.insert([toStored(record)]);
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<ImportRecord>(found);
    },
    async save(record) {
      await shelf.write([{ replaceOne: { filter: { _id: record.id }, replacement: toStored(record) } }], {
        ordered: true,
      });
    },
    async delete(id) {
      await shelf.remove({ _id: id });
    },
    list: (request) =>
      readPage<ImportRecord>(
        shelf,
        {},
        {
          order: { field: 'createdAt', direction: -1, type: 'date' },
          request,
          read: fromStored,
        },
      ),
    async old(before, limit) {
      const found = await shelf.find({ updatedAt: { $lt: before } }, { sort: { updatedAt: 1 }, limit });
      return found.map((document) => fromStored<ImportRecord>(document));
    },
  };
}
