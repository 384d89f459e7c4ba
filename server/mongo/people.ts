import { problem } from '../../shared/problems.ts';
import type { PersonRecord, PersonStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import { fromStored, newWriter, toStored } from './stored.ts';

const definition = define(
  'people',
  { email: String, role: String, disabled: Boolean, createdAt: Date, invitation: { tokenHash: String } },
  [
    [{ email: 1 }, { unique: true }],
    [{ 'invitation.tokenHash': 1 }, { sparse: true }],
    [{ role: 1, disabled: 1 }],
    [{ createdAt: 1, _id: 1 }],
  ],
);

/** The people who use Mooring. */
export function personStore(open: OpenShelf): PersonStore {
  const shelf = open(definition);
  return {
    count: () => shelf.size(),
    async insert(person) {
      const writer = newWriter();
      return (await shelf.insert([toStored(person, { writer })], { writer })).size === 0;
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<PersonRecord>(found);
    },
    async byEmail(email) {
      const found = await shelf.first({ email: email.toLowerCase() });
      return found && fromStored<PersonRecord>(found);
    },
    async byInvitation(tokenHash) {
      const found = await shelf.first({ 'invitation.tokenHash': tokenHash });
      return found && fromStored<PersonRecord>(found);
    },
    async save(person) {
      const { refused } = await shelf.write(
        [{ replaceOne: { filter: { _id: person.id }, replacement: toStored(person) } }],
        { ordered: true },
      );
      if (refused.size > 0) throw problem('PERSON_EXISTS', { email: person.email });
    },
    async delete(id) {
      await shelf.remove({ _id: id });
    },
    list: (request) =>
      readPage<PersonRecord>(
        shelf,
        {},
        { order: { field: 'createdAt', direction: 1, type: 'date' }, request, read: fromStored },
      ),
    // Somebody who was only invited cannot act as an admin yet.
    countAdmins: () => shelf.count({ role: 'admin', disabled: false, passwordHash: { $exists: true } }),
  };
}
