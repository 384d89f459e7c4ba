import type { KeyRecord, KeyStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Epoch } from './epoch.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('keys', { hash: String, createdAt: Date }, [
  [{ hash: 1 }, { unique: true }],
  [{ createdAt: 1, _id: 1 }],
]);

/** API and write keys, by the hash of their secret. A new or revoked key moves the epoch. */
export function keyStore(open: OpenShelf, epoch: Epoch): KeyStore {
  const shelf = open(definition);
  return {
    async insert(key) {
      await shelf.insert([toStored(key)]);
      await epoch.bump();
    },
    async byHash(hash) {
      const found = await shelf.first({ hash });
      return found && fromStored<KeyRecord>(found);
    },
    async all() {
      const found = await shelf.find({}, { sort: { createdAt: 1, _id: 1 } });
      return found.map((document) => fromStored<KeyRecord>(document));
    },
    async used(id, at) {
      await shelf.change({ _id: id }, { $max: { lastUsedAt: at } });
    },
    async setOrigins(id, origins) {
      const isThere = await shelf.change({ _id: id }, { $set: { origins: [...origins] } });
      await epoch.bump();
      return isThere;
    },
    async delete(id) {
      const was = await shelf.take(id);
      await epoch.bump();
      return was;
    },
  };
}
