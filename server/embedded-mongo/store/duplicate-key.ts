import { Decimal128, Double, ObjectId } from 'bson';
import { valuesAt } from '../bson/paths.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { DatabaseError } from '../errors.ts';

/** The error of a duplicate key, worded exactly as MongoDB does: clients parse the message. */
export function duplicateKeyError(namespace: string, index: string, pattern: Doc, doc: Doc): DatabaseError {
  const values: Doc = new Map();
  for (const path of pattern.keys()) values.set(path, valuesAt(doc, path.split('.'))[0] ?? null);
  const shown = [...values].map(([path, value]) => `${path}: ${show(value)}`).join(', ');
  return new DatabaseError(
    11000,
    `E11000 duplicate key error collection: ${namespace} index: ${index} dup key: { ${shown} }`,
    { keyPattern: pattern, keyValue: values },
  );
}

/** A value as MongoDB prints it in messages. */
export function show(value: Value): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (value instanceof Double)
    return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Decimal128) return value.toString();
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (isDoc(value)) return showDoc(value);
  return String(value);
}

/** A document as MongoDB prints it in messages. */
export function showDoc(doc: Doc): string {
  if (doc.size === 0) return '{}';
  return `{ ${[...doc].map(([name, value]) => `${name}: ${show(value)}`).join(', ')} }`;
}
