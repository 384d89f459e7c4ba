import type { Connection } from 'mongoose';
import { type Account, type Contact, displayName } from '../../shared/contact.ts';
import { fillIn } from './fill-in.ts';
import { sortName } from './sort-name.ts';
import { fromStored, type Stored } from './stored.ts';

/**
 * Gives contacts and accounts that were stored before lists could be sorted by name what they are sorted by. What
 * somebody writes meanwhile has it already, and is left alone; done twice it changes nothing.
 */
export async function migrateNames(connection: Connection): Promise<void> {
  await fillIn(
    connection,
    'contacts',
    named((document) => displayName(fromStored<Contact>(document))),
  );
  await fillIn(
    connection,
    'accounts',
    named((document) => {
      const { id, name } = fromStored<Account>(document);
      return name ?? id;
    }),
  );
}

function named(nameOf: (document: Stored) => string) {
  return (page: readonly Stored[]) =>
    page.map((document) => ({
      updateOne: {
        filter: { _id: document._id, 'lists.name': { $exists: false } },
        update: { $set: { 'lists.name': sortName(nameOf(document)) } },
      },
    }));
}
