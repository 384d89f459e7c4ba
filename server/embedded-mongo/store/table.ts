import type { Database, RangeOptions } from 'lmdb';

/** An ordered map of bytes to bytes. */
export type Table = Database<Buffer, Buffer>;

/** How LMDB opens a table: as bytes and nothing else. */
export const binary = { encoding: 'binary', keyEncoding: 'binary', cache: false } as const;

/** What is made of a value where it lies: its bytes are the first of those given, and others' a moment later. */
export type Reading<T> = (bytes: Buffer, length: number) => T;

/** What is made of the values of documents that are being read one after another. */
let reading: Reading<unknown> = ownBytes;

/** How LMDB opens a table of documents, which can be read without copying them first. */
export const documents = {
  ...binary,
  encoder: {
    encode: (bytes: Buffer) => bytes,
    decode: (bytes: Buffer, length: number) => reading(bytes, length),
  },
};

/** Goes through a range of a table of documents and tells of each its key and what was made of it, until told to stop. */
export function readDocuments<T>(
  table: Table,
  options: RangeOptions,
  read: Reading<T>,
  each: (key: Buffer, made: T) => boolean,
): void {
  reading = read;
  try {
    for (const { key, value } of table.getRange(options)) if (!each(key, value as T)) return;
  } finally {
    reading = ownBytes;
  }
}

/** What is made of the document under a key, if there is one. */
export function readDocument<T>(table: Table, key: Buffer, read: Reading<T>): T | undefined {
  const bytes = table.getBinaryFast(key);
  return bytes && read(bytes, bytes.length);
}

/** The bytes of a value, to be kept. */
export function ownBytes(bytes: Buffer, length: number): Buffer {
  const own = Buffer.allocUnsafe(length);
  // LMDB has the buffer of a value claim another length than it has: only a view tells its bytes apart.
  own.set(new Uint8Array(bytes.buffer, bytes.byteOffset, length));
  return own;
}

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
