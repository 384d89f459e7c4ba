import type { Connection, mongo } from 'mongoose';
import { steadily } from './steady.ts';
import type { Stored } from './stored.ts';

const PAGE = 500;

type Writes = mongo.AnyBulkWriteOperation<Stored>[];

/**
 * Goes through a collection by id and writes what `writesFor` answers of each page. What it writes must be left alone by
 * who changes a document meanwhile, and change nothing when written twice.
 */
export async function fillIn(
  connection: Connection,
  collection: string,
  writesFor: (page: readonly Stored[]) => Writes | Promise<Writes>,
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
    const writes = await writesFor(page);
    if (writes.length > 0) await steadily(() => records.bulkWrite(writes, { ordered: false }));
    if (page.length < PAGE) return;
    after = page.at(-1)?._id ?? '';
  }
}
