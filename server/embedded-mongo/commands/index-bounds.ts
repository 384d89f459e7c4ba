import { Binary, BSONRegExp, Code, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { KeyReader } from '../bson/key-reading.ts';
import { isDoc, typeRank, type Value } from '../bson/values.ts';
import { type Edge, everything, type Interval } from '../plan/intervals.ts';

/** The fields of an index in their order, with the direction of each. */
export interface BoundedFields {
  fields: readonly string[];
  directions: readonly number[];
}

/**
 * The intervals an index is read in, field by field, as MongoDB writes them: `["[1, 5)", "(7, inf.0]"]`, in the order in
 * which the scan meets them. A number is shown without its type, which keys do not tell.
 */
export function indexBounds(
  { fields, directions }: BoundedFields,
  bounds: readonly (readonly Interval[])[],
  isReversed: boolean,
): Map<string, string[]> {
  return new Map(
    fields.map((field, i) => {
      const isDescending = (directions[i] === -1) !== isReversed;
      const shown = (bounds[i] ?? [everything]).map((interval) => showInterval(interval, isDescending));
      return [field, isDescending ? shown.reverse() : shown];
    }),
  );
}

function showInterval({ from, to }: Interval, isDescending: boolean): string {
  const low = lowerEdge(from);
  const high = upperEdge(to);
  const [first, last] = isDescending ? [high, low] : [low, high];
  return `${first.isIncluded ? '[' : '('}${first.shown}, ${last.shown}${last.isIncluded ? ']' : ')'}`;
}

interface ShownEdge {
  shown: string;
  isIncluded: boolean;
}

function lowerEdge({ key, isAfter }: Edge): ShownEdge {
  const [rank] = key;
  if (rank === undefined) return { shown: 'MinKey', isIncluded: true };
  if (isTypeOnly(key))
    return { shown: (isAfter ? largest : smallest)[rank] ?? 'MinKey', isIncluded: !isAfter };
  return { shown: showKey(key), isIncluded: !isAfter };
}

function upperEdge({ key, isAfter }: Edge): ShownEdge {
  const [rank] = key;
  if (rank === undefined) return { shown: 'MaxKey', isIncluded: true };
  if (!isTypeOnly(key)) return { shown: showKey(key), isIncluded: isAfter };
  // The end of a type, written as the type itself or as the byte behind it.
  const type = isAfter ? rank : rank - 1;
  return { shown: largest[type] ?? 'MaxKey', isIncluded: !isOpenEnded.has(type) };
}

/** Whether a key is the beginning of all keys of a type; of some types the one byte is the whole key. */
function isTypeOnly(key: Buffer): boolean {
  return key.length === 1 && !wholeKeys.has(key[0] as number);
}

const wholeKeys = new Set<number>([typeRank.minKey, typeRank.emptyArray, typeRank.null, typeRank.maxKey]);

/** The least value of each type that a comparison bounds from below. */
const smallest: Record<number, string> = {
  [typeRank.number]: 'nan',
  [typeRank.string]: '""',
  [typeRank.object]: '{}',
  [typeRank.binData]: 'BinData(0, )',
  [typeRank.objectId]: `ObjectId('${'0'.repeat(24)}')`,
  [typeRank.bool]: 'false',
  [typeRank.date]: 'new Date(-9223372036854775808)',
  [typeRank.timestamp]: 'Timestamp(0, 0)',
};

/** The greatest value of each type, or where there is none the first value of the type behind it. */
const largest: Record<number, string> = {
  [typeRank.number]: 'inf.0',
  [typeRank.string]: '{}',
  [typeRank.object]: '[]',
  [typeRank.binData]: `ObjectId('${'0'.repeat(24)}')`,
  [typeRank.objectId]: `ObjectId('${'f'.repeat(24)}')`,
  [typeRank.bool]: 'true',
  [typeRank.date]: 'new Date(9223372036854775807)',
  [typeRank.timestamp]: 'Timestamp(4294967295, 4294967295)',
};

const isOpenEnded = new Set<number>([typeRank.string, typeRank.object, typeRank.binData]);

function showKey(key: Buffer): string {
  return key[0] === typeRank.emptyArray ? 'undefined' : show(new KeyReader(key).next());
}

function show(value: Value): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return showNumber(value);
    case 'object':
      return value === null ? 'null' : showObject(value);
    default:
      return String(value);
  }
}

function showNumber(n: number): string {
  if (Number.isNaN(n)) return 'nan';
  if (!Number.isFinite(n)) return n > 0 ? 'inf.0' : '-inf.0';
  return Number.isInteger(n) && (n | 0) !== n ? `${n}.0` : String(n);
}

function showObject(value: Exclude<Value, null | string | number | bigint | boolean>): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(show).join(', ')} ]`;
  if (isDoc(value)) {
    const fields = [...value].map(([name, field]) => `${name}: ${show(field)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Binary)
    return `BinData(${value.sub_type}, ${Buffer.from(value.value()).toString('hex').toUpperCase()})`;
  if (value instanceof Timestamp) return `Timestamp(${value.t}, ${value.i})`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  if (value instanceof Code) return value.code;
  if (value instanceof MinKey) return 'MinKey';
  return value instanceof MaxKey ? 'MaxKey' : String(value);
}
