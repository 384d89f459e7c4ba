import type { ViewRecord, ViewStore } from '../ports/views.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored, type Stored, toStored } from './stored.ts';

const EVERYBODY = 'everybody';
/** Far more than can be made: of one person and of everybody. */
const MOST = 500;

const definition = define('views', { audience: String, place: String, createdAt: Date }, [
  [{ audience: 1, place: 1, createdAt: 1, _id: 1 }],
]);

/** Saved views of lists, by whom they are for. */
export function viewStore(open: OpenShelf): ViewStore {
  const shelf = open(definition);
  return {
    async insert(view) {
      await shelf.insert([toDocument(view)]);
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && toView(found);
    },
    async save(view) {
      const { _id, ...fields } = toDocument(view);
      await shelf.change({ _id }, { $set: fields });
    },
    delete: (id) => shelf.take(id),
    async seenBy(person, place) {
      const found = await shelf.find(
        { audience: { $in: [EVERYBODY, person] }, place },
        { sort: { createdAt: 1, _id: 1 }, limit: MOST },
      );
      return found.map(toView);
    },
    async deletePrivate(person) {
      await shelf.remove({ audience: person });
    },
  };
}

function toDocument(view: ViewRecord): Stored {
  return { ...toStored(view), audience: view.shared ? EVERYBODY : view.owner };
}

function toView({ audience: _, ...document }: Stored): ViewRecord {
  return fromStored<ViewRecord>(document as Stored);
}
