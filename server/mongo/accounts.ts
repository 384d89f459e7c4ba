import type { Account } from '../../shared/contact.ts';
import type { AccountStore } from '../ports/stores.ts';
import { define, type OpenShelf } from './definition.ts';
import { facetIndex, reindex, withFacets } from './facets.ts';
import { saveGuarded } from './guarded.ts';
import { byId, fromStored, newWriter, type Stored, toStored } from './stored.ts';

const definition = define('accounts', { rev: Number }, [facetIndex]);

/** Companies, by the group id they were sent under. */
export function accountStore(open: OpenShelf): AccountStore {
  const shelf = open(definition);
  let indexed: readonly string[] = [];
  const toDocument = (account: Account): Stored => toStored(account, withFacets(account, indexed));
  return {
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    insert(accounts) {
      const writer = newWriter();
      return shelf.insert(
        accounts.map((account) => ({ ...toDocument(account), writer })),
        { writer },
      );
    },
    save: (changes) => saveGuarded(shelf, changes, toDocument),
    async delete(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
    indexFields(fields) {
      indexed = fields;
    },
    reindex: (accounts) => reindex(shelf, accounts, indexed),
    async matching(filter, limit) {
      return (await shelf.find(filter, { limit })).map((document) => fromStored<Account>(document));
    },
    count: () => shelf.size(),
    async walk({ limit, after }) {
      const found = await shelf.find({ _id: { $gt: after } }, { sort: { _id: 1 }, limit });
      return found.map((document) => fromStored<Account>(document));
    },
  };
}
