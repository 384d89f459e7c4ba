import type { Guarded } from '../ports/stores.ts';
import type { Shelf } from './shelf.ts';
import { newWriter, type Stored } from './stored.ts';

/**
 * Writes whole records where the revision still is what was read, in one round trip; answers the ids that lost.
 * What is stored always has a higher revision than what was read, also where the caller did not raise it. A record
 * refused since a unique value was taken has lost, too.
 *
 * The writer token tells the winners apart, also when the answer of an attempt that was applied got lost and the
 * repeated one matches nothing.
 */
export async function saveGuarded<Item extends { id: string; rev: number }>(
  shelf: Shelf,
  changes: readonly Guarded<Item>[],
  toDocument: (item: Item) => Stored,
): Promise<Set<string>> {
  if (changes.length === 0) return new Set();
  const writer = newWriter();
  const { matched, refused } = await shelf.write(
    changes.map(({ was, after }) => ({
      replaceOne: {
        filter: { _id: after.id, rev: was },
        replacement: { ...toDocument(after), rev: Math.max(after.rev, was + 1), writer },
      },
    })),
    { ordered: false },
  );
  if (matched === changes.length && refused.size === 0) return new Set();
  const ids = changes.map(({ after }) => after.id);
  const won = await shelf.find({ _id: { $in: ids }, writer }, { projection: { _id: 1 } });
  const lost = new Set(ids);
  for (const { _id } of won) lost.delete(_id);
  return lost;
}
