import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  type MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';

/**
 * A document in memory. A Map keeps the order of its fields exactly, whatever they are called: a plain
 * object would move fields named "1" to the front and trip over `__proto__`.
 */
export type Doc = Map<string, Value>;

/**
 * A BSON value with its type kept exactly. A JavaScript number that fits 32 bits is an int32, any other
 * number a double; a double that happens to look like an int32 is wrapped in `Double`; a bigint is an int64.
 */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Double
  | Decimal128
  | Date
  | ObjectId
  | Binary
  | Timestamp
  | BSONRegExp
  | BSONSymbol
  | Code
  | MinKey
  | MaxKey
  | Value[]
  | Doc;

/** A value, or nothing: the field is not there. */
export type Maybe = Value | undefined;

export type TypeName =
  | 'missing'
  | 'double'
  | 'string'
  | 'object'
  | 'array'
  | 'binData'
  | 'objectId'
  | 'bool'
  | 'date'
  | 'null'
  | 'regex'
  | 'javascript'
  | 'symbol'
  | 'javascriptWithScope'
  | 'int'
  | 'timestamp'
  | 'long'
  | 'decimal'
  | 'minKey'
  | 'maxKey';

/** The name of a value's BSON type, as `$type` spells it; `missing` for no value. */
export function typeNameOf(value: Maybe): TypeName {
  switch (typeof value) {
    case 'undefined':
      return 'missing';
    case 'string':
      return 'string';
    case 'number':
      return (value | 0) === value ? 'int' : 'double';
    case 'bigint':
      return 'long';
    case 'boolean':
      return 'bool';
    default:
      return typeNameOfObject(value);
  }
}

function typeNameOfObject(value: Exclude<Value, string | number | bigint | boolean>): TypeName {
  if (value === null) return 'null';
  if (value instanceof Map) return 'object';
  if (Array.isArray(value)) return 'array';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Date) return 'date';
  if (value instanceof Double) return 'double';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof Binary) return 'binData';
  // A Timestamp is a Long in the bson package, never in this representation.
  if (value instanceof Timestamp) return 'timestamp';
  if (value instanceof BSONRegExp) return 'regex';
  if (value instanceof BSONSymbol) return 'symbol';
  if (value instanceof Code) return value.scope === null ? 'javascript' : 'javascriptWithScope';
  if (value instanceof MinKey) return 'minKey';
  return 'maxKey';
}

/** The place of each type in MongoDB's comparison order; the same bytes open an encoded key. */
export const typeRank = {
  minKey: 10,
  /** What an index stores for an empty array; nothing else has this rank. */
  emptyArray: 15,
  null: 20,
  number: 30,
  string: 60,
  object: 70,
  array: 80,
  binData: 90,
  objectId: 100,
  bool: 110,
  date: 120,
  timestamp: 130,
  regex: 140,
  javascript: 160,
  javascriptWithScope: 170,
  maxKey: 240,
} as const;

/** The rank of a value in the comparison order; a missing value ranks as null. */
export function rankOf(value: Maybe): number {
  switch (typeof value) {
    case 'undefined':
      return typeRank.null;
    case 'string':
      return typeRank.string;
    case 'number':
    case 'bigint':
      return typeRank.number;
    case 'boolean':
      return typeRank.bool;
  }
  if (value === null) return typeRank.null;
  if (value instanceof Map) return typeRank.object;
  if (Array.isArray(value)) return typeRank.array;
  if (value instanceof ObjectId) return typeRank.objectId;
  if (value instanceof Date) return typeRank.date;
  if (value instanceof Double || value instanceof Decimal128) return typeRank.number;
  if (value instanceof Binary) return typeRank.binData;
  if (value instanceof Timestamp) return typeRank.timestamp;
  if (value instanceof BSONRegExp) return typeRank.regex;
  if (value instanceof BSONSymbol) return typeRank.string;
  if (value instanceof Code) return value.scope === null ? typeRank.javascript : typeRank.javascriptWithScope;
  return value instanceof MinKey ? typeRank.minKey : typeRank.maxKey;
}

/** Whether a value is a document. */
export function isDoc(value: Maybe): value is Doc {
  return value instanceof Map;
}

/** Whether a value counts as true where MongoDB asks for a truth: everything but false, null, missing and zero. */
export function isTruthy(value: Maybe): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'bigint') return value !== 0n;
  if (value instanceof Double) return value.value !== 0;
  if (value instanceof Decimal128) return Number(value.toString()) !== 0;
  return true;
}

/** A double, wrapped only where a bare number would be taken for an int32. */
export function doubleValue(n: number): number | Double {
  return (n | 0) === n ? new Double(n) : n;
}

/** A whole number as the smallest of int32 and int64 that holds it; beyond int64, a double. */
export function integerValue(n: number): Value {
  if ((n | 0) === n) return n === 0 ? 0 : n;
  return Number.isSafeInteger(n) ? BigInt(n) : doubleValue(n);
}

/** Copies containers so that the copy can be changed without touching the original; leaves are shared. */
export function cloneValue(value: Value): Value {
  if (Array.isArray(value)) return value.map(cloneValue);
  if (!(value instanceof Map)) return value;
  const copy: Doc = new Map();
  for (const [name, field] of value) copy.set(name, cloneValue(field));
  return copy;
}
