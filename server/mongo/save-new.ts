import { saveGuarded } from './guarded.ts';
import type { Shelf } from './shelf.ts';
import { newWriter, type Stored } from './stored.ts';

/** Inserts where `was` is 0, else writes under the revision `was`; false when somebody was faster. */
export async function saveNew<Item extends { id: string; rev: number }>(
  shelf: Shelf,
  record: Item,
  was: number,
  toDocument: (item: Item) => Stored,
): Promise<boolean> {
  if (was > 0) return (await saveGuarded(shelf, [{ was, after: record }], toDocument)).size === 0;
  const writer = newWriter();
  const refused = await shelf.insert([{ ...toDocument(record), rev: Math.max(record.rev, 1), writer }], {
    writer,
  });
  return refused.size === 0;
}
