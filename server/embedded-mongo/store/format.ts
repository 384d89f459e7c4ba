import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import { keyTrait, unknownValues } from './index-keys.ts';
import type { Table } from './table.ts';

const formatKey = Buffer.from('\0format');

/**
 * One step from each format to the next, in order; what it changes and the new number are one transaction. Formats
 * differ where an older program would misread what a newer one wrote.
 */
const steps: readonly ((records: Table) => void)[] = [
  // 1 → 2: indexes may be hidden. What is stored stays as it is; older programs do not know the word.
  () => undefined,
  // 2 → 3: searches read values from keys alone where the traits of the index say which they stand for. An older
  // program would not note them.
  nameTraits,
];

function nameTraits(records: Table): void {
  for (const key of [...records.getKeys({})]) {
    const stored = key[0] === 0 ? undefined : records.getBinary(key);
    if (!stored) continue;
    const entry = decodeDocument(stored);
    for (const index of entry.get('indexes') as Doc[]) {
      const isMultikey = index.get('isMultikey') === true;
      const isClipped = index.get('isClipped') === true;
      index.set(
        'traits',
        unknownValues | (isMultikey ? keyTrait.multikey : 0) | (isClipped ? keyTrait.clipped : 0),
      );
      index.delete('isMultikey');
      index.delete('isClipped');
    }
    records.putSync(key, encodeDocument(entry));
  }
}

/** The format this program writes. */
export const formatVersion = steps.length + 1;

/**
 * Brings the data to the format of this program, one step at a time, each in a transaction of its own: interrupted
 * anywhere, it goes on where it was. Throws for data of a newer format, and for what is no format at all.
 */
export function bringUpToDate(records: Table, transaction: (change: () => void) => void): void {
  const stored = records.getBinary(formatKey);
  if (!stored) {
    transaction(() => setFormat(records, formatVersion));
    return;
  }
  const version = Number(decodeDocument(stored).get('version'));
  if (!Number.isInteger(version) || version < 1)
    throw new Error('The data does not say in which format it is; it was not written by this database.');
  if (version > formatVersion) {
    throw new Error(
      `The data is in format ${version}, and this version of the database knows formats up to ${formatVersion}. Use the newer version that wrote it, or restore a backup.`,
    );
  }
  for (let from = version; from < formatVersion; from++) {
    transaction(() => {
      steps[from - 1]?.(records);
      setFormat(records, from + 1);
    });
  }
}

function setFormat(records: Table, version: number): void {
  records.putSync(formatKey, encodeDocument({ version }));
}
