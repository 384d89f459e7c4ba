import type { SessionRecord, SessionStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('sessions', { personId: String, expiresAt: Date }, [
  [{ personId: 1 }],
  // Forgetting runs about once a minute: whoever reads a session still compares its end with the time.
  [{ expiresAt: 1 }, { expireAfterSeconds: 0 }],
]);

/** Who is signed in. */
export function sessionStore(open: OpenShelf): SessionStore {
  const shelf = open(definition);
  return {
    async insert(session) {
      await shelf.insert([toStored(session)]);
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<SessionRecord>(found);
    },
    async touch(id, seenAt) {
      await shelf.change({ _id: id }, { $max: { seenAt } });
    },
    async delete(id) {
      await shelf.remove({ _id: id });
    },
    async deleteOf(personId) {
      await shelf.remove({ personId });
    },
  };
}
