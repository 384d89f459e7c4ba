import type { Connection } from 'mongoose';
import type { Account } from '../../shared/contact.ts';
import { accountLists } from './account-lists.ts';
import { searchKeys } from './search-keys.ts';
import { steadily } from './steady.ts';
import { fromStored, type Stored } from './stored.ts';

const PAGE = 500;

/**
 * Gives accounts that were stored before there were lists of them the keys by which lists find them. What somebody
 * writes meanwhile has its keys already, and is left alone; done twice it changes nothing.
 */
export async function migrateAccountLists(connection: Connection): Promise<void> {
  const accounts = connection.collection<Stored>('accounts');
  for (let after = ''; ; ) {
    const page = await steadily(() =>
      accounts
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(PAGE)
        .toArray(),
    );
    const writes = page
      .filter((document) => document.lists === undefined)
      .map((document) => {
        const account = fromStored<Account>(document);
        const lists = accountLists(account);
        return {
          updateOne: {
            filter: { _id: document._id, lists: { $exists: false } },
            update: { $set: { lists, searchKeys: searchKeys([account.id, account.name]) } },
          },
        };
      });
    if (writes.length > 0) await steadily(() => accounts.bulkWrite(writes, { ordered: false }));
    if (page.length < PAGE) return;
    after = page.at(-1)?._id ?? '';
  }
}
