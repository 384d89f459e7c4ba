import type { Connection } from 'mongoose';
import { type Account, type Contact, displayName } from '../../shared/contact.ts';
import { sortName } from './sort-name.ts';
import { steadily } from './steady.ts';
import { fromStored, type Stored } from './stored.ts';

const PAGE = 500;

/**
 * Gives contacts and accounts that were stored before lists could be sorted by name what they are sorted by. What
 * somebody writes meanwhile has it already, and is left alone; done twice it changes nothing.
 */
export async function migrateNames(connection: Connection): Promise<void> {
  await fillIn(connection, 'contacts', (document) => displayName(fromStored<Contact>(document)));
  await fillIn(connection, 'accounts', (document) => {
    const { id, name } = fromStored<Account>(document);
    return name ?? id;
  });
}

async function fillIn(
  connection: Connection,
  collection: string,
  nameOf: (document: Stored) => string,
): Promise<void> {
  const records = connection.collection<Stored>(collection);
  for (let after = ''; ; ) {
    const page = await steadily(() =>
      records
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(PAGE)
        .toArray(),
    );
    const writes = page.map((document) => ({
      updateOne: {
        filter: { _id: document._id, 'lists.name': { $exists: false } },
        update: { $set: { 'lists.name': sortName(nameOf(document)) } },
      },
    }));
    if (writes.length > 0) await steadily(() => records.bulkWrite(writes, { ordered: false }));
    if (page.length < PAGE) return;
    after = page.at(-1)?._id ?? '';
  }
}
