import { encodeKey, invertKey } from '../bson/key-encoding.ts';
import { isNumeric, numberOf } from '../bson/numbers.ts';
import { valuesAt } from '../bson/paths.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** A sort, ready to be applied. */
export interface SortOrder {
  fields: readonly { path: string; parts: readonly string[]; direction: 1 | -1 }[];
  /** Bytes whose order is the order asked for. */
  keyOf(doc: Doc): Buffer;
  compare(a: Doc, b: Doc): number;
}

/** Compiles a sort such as `{ a: 1, b: -1 }`. An array sorts by its smallest element, or largest descending. */
export function compileSort(spec: Doc): SortOrder {
  const fields = [...spec].map(([path, direction]) => ({
    path,
    parts: path.split('.'),
    direction: directionOf(path, direction),
  }));
  if (fields.length > 32) fail(13103, 'too many compound keys');
  const keyOf = (doc: Doc): Buffer => {
    const [first, second] = fields;
    if (first && !second) return partOf(doc, first.parts, first.direction);
    return Buffer.concat(fields.map((field) => partOf(doc, field.parts, field.direction)));
  };
  return { fields, keyOf, compare: (a, b) => Buffer.compare(keyOf(a), keyOf(b)) };
}

function directionOf(path: string, direction: Value): 1 | -1 {
  if (path === '') fail(15976, 'FieldPath cannot be constructed with empty string');
  if (path.startsWith('$') && path !== '$natural') {
    fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  }
  if (isDoc(direction)) {
    return fail(115, 'Sorting by $meta is not supported by the embedded database');
  }
  const n = isNumeric(direction)
    ? numberOf(direction)
    : fail(15974, 'Illegal key in $sort specification: must be a number');
  if (n !== 1 && n !== -1) fail(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return n;
}

function partOf(doc: Doc, parts: readonly string[], direction: 1 | -1): Buffer {
  const key = smallestKey(doc, parts, direction);
  return direction === 1 ? key : invertKey(key);
}

function smallestKey(doc: Doc, parts: readonly string[], direction: 1 | -1): Buffer {
  const [only = ''] = parts;
  const direct = parts.length === 1 ? doc.get(only) : undefined;
  if (parts.length === 1 && !Array.isArray(direct)) return encodeKey(direct);
  if (Array.isArray(direct) && direct.length === 0) return emptyArrayKeyBytes;
  let best: Buffer | undefined;
  for (const value of valuesAt(doc, parts)) {
    const key = encodeKey(value);
    if (best === undefined || Buffer.compare(key, best) * direction < 0) best = key;
  }
  return best ?? encodeKey(null);
}

const emptyArrayKeyBytes = Buffer.from([15]);
