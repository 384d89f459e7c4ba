import type { Database } from 'lmdb';

/** An ordered map of bytes to bytes. */
export type Table = Database<Buffer, Buffer>;

/** How LMDB opens a table: as bytes and nothing else. */
export const binary = { encoding: 'binary', keyEncoding: 'binary', cache: false } as const;

/**
 * A table of more pages than these is emptied before it is dropped. LMDB drops a table in one transaction, and the next
 * ones have to make sense of all the pages that became free in it: with a hundred thousand each takes 0.1 s and more.
 */
const mostPagesAtOnce = 2_000;

/** Tables that are gone. Their handles must not be used again: LMDB gives the same ones to new tables. */
const condemned = new WeakSet<Table>();

/** Marks a table as one nobody may read any more. */
export function condemn(table: Table): void {
  condemned.add(table);
}

/** Whether a table has been given up since someone took hold of it. */
export function isCondemned(table: Table): boolean {
  return condemned.has(table);
}

/** Whether a table is so small that it can be dropped at once. */
export function isSmall(table: Table): boolean {
  const stats = table.getStats() as Record<
    'treeBranchPageCount' | 'treeLeafPageCount' | 'overflowPages',
    number
  >;
  return stats.treeBranchPageCount + stats.treeLeafPageCount + stats.overflowPages <= mostPagesAtOnce;
}

/** Removes some of the first entries of a table, and says whether any were there. Only inside a transaction. */
export function removeSome(table: Table): boolean {
  const keys = [...table.getKeys({ limit: 128 })];
  for (const key of keys) table.removeSync(key);
  return keys.length > 0;
}
