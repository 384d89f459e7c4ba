import type { SecretStore } from '../ports/effects.ts';
import { define, type OpenShelf } from './definition.ts';

const definition = define('sealed_secrets', {});

/** Secrets of other systems, encrypted. */
export function secretStore(open: OpenShelf): SecretStore {
  const shelf = open(definition);
  return {
    async all() {
      const found = await shelf.find({}, { sort: { _id: 1 } });
      return found.map(({ _id, sealed, updatedAt }) => ({
        name: _id,
        sealed: String(sealed),
        updatedAt: updatedAt as Date,
      }));
    },
    async put({ name, ...secret }) {
      await shelf.change({ _id: name }, { $set: secret }, { upsert: true });
    },
    delete: (name) => shelf.take(name),
  };
}
