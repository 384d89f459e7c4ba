import { type Binary, type BSONRegExp, BSONSymbol, type Code, type ObjectId, type Timestamp } from 'bson';
import { compareNumbers, type Numeric } from './numbers.ts';
import { type Doc, type Maybe, rankOf, typeRank, type Value } from './values.ts';

/**
 * MongoDB's order over all values: first by type, then by value. A missing value equals null. Returns a
 * negative number, zero or a positive number; encoded keys sort the same way.
 */
export function compareValues(a: Maybe, b: Maybe): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  return difference !== 0 ? difference : compareSameRank(rank, a as Value, b as Value);
}

/** Whether two values are the same to MongoDB, across number types. */
export function equalValues(a: Maybe, b: Maybe): boolean {
  return compareValues(a, b) === 0;
}

function compareSameRank(rank: number, a: Value, b: Value): number {
  switch (rank) {
    case typeRank.number:
      return compareNumbers(a as Numeric, b as Numeric);
    case typeRank.string:
      return compareStrings(stringOf(a), stringOf(b));
    case typeRank.object:
      return compareDocs(a as Doc, b as Doc);
    case typeRank.array:
      return compareArrays(a as Value[], b as Value[]);
    case typeRank.binData:
      return compareBinary(a as Binary, b as Binary);
    case typeRank.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case typeRank.bool:
      return Number(a) - Number(b);
    case typeRank.date:
      return Math.sign((a as Date).getTime() - (b as Date).getTime());
    case typeRank.timestamp:
      return compareTimestamps(a as Timestamp, b as Timestamp);
    case typeRank.regex:
      return (
        compareStrings((a as BSONRegExp).pattern, (b as BSONRegExp).pattern) ||
        compareStrings((a as BSONRegExp).options, (b as BSONRegExp).options)
      );
    case typeRank.javascript:
    case typeRank.javascriptWithScope:
      return compareCode(a as Code, b as Code);
    default:
      return 0;
  }
}

function stringOf(value: Value): string {
  return value instanceof BSONSymbol ? value.value : (value as string);
}

/** Compares by UTF-8 bytes; JavaScript's own order differs for characters outside the basic plane. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for code points above every other UTF-16 unit.
    const xIsSurrogate = x >= 0xd800 && x <= 0xdfff;
    const yIsSurrogate = y >= 0xd800 && y <= 0xdfff;
    return xIsSurrogate === yIsSurrogate ? x - y : xIsSurrogate ? 1 : -1;
  }
  return a.length - b.length;
}

function compareDocs(a: Doc, b: Doc): number {
  const others = b.entries();
  for (const [name, value] of a) {
    const other = others.next();
    if (other.done) return 1;
    const [otherName, otherValue] = other.value;
    const difference =
      rankOf(value) - rankOf(otherValue) ||
      compareStrings(name, otherName) ||
      compareValues(value, otherValue);
    if (difference !== 0) return difference;
  }
  return others.next().done ? 0 : -1;
}

function compareArrays(a: Value[], b: Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = compareValues(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareBinary(a: Binary, b: Binary): number {
  return (
    a.position - b.position ||
    a.sub_type - b.sub_type ||
    Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position))
  );
}

function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return (a.t >>> 0) - (b.t >>> 0) || (a.i >>> 0) - (b.i >>> 0);
}

function compareCode(a: Code, b: Code): number {
  const difference = compareStrings(a.code, b.code);
  if (difference !== 0 || a.scope === null || b.scope === null) return difference;
  return compareDocs(a.scope as unknown as Doc, b.scope as unknown as Doc);
}
