import { createHash } from 'node:crypto';
import { BSONSymbol, Decimal128, Double } from 'bson';
import { emptyArrayKey, encodeCompoundKey, type KeyPart } from '../bson/key-encoding.ts';
import { positionOf } from '../bson/paths.ts';
import { type Doc, isDoc, type Maybe } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** Keys longer than this are cut; LMDB allows 1978 bytes, and a document's id may follow the key. */
export const longestKey = 1000;

/** How one index makes its keys. */
export interface KeyShape {
  paths: readonly (readonly string[])[];
  directions: readonly number[];
  isUnique: boolean;
  isSparse: boolean;
}

/**
 * What is so of some key of a document or an index, each a bit. Keys are read by it: what they do not say of themselves
 * holds of all of them, or the document has to be asked.
 */
export const keyTrait = {
  /** An array was on the way, so that a document may have several keys. */
  multikey: 1,
  /** A key was cut, so that it no longer tells the whole value. */
  clipped: 2,
  /** A value has another type than its key is read as: a number JavaScript would send otherwise, or a symbol. */
  retyped: 4,
  /** A field is null. */
  null: 8,
  /** A field is missing. */
  missing: 16,
} as const;

/** The traits of an index of which nothing is known but that every key is whole and its documents have one each. */
export const unknownValues = keyTrait.retyped | keyTrait.null | keyTrait.missing;

/** The keys one document has in one index. */
export interface DocumentKeys {
  keys: Buffer[];
  /** Bits of `keyTrait`. */
  traits: number;
}

/**
 * The keys of a document, without repetition. Two arrays that are not inside one another cannot be indexed
 * together: that is refused with code 171, as MongoDB does.
 */
export function documentKeys(shape: KeyShape, doc: Doc): DocumentKeys {
  const [first] = shape.paths;
  if (first && shape.paths.length === 1 && first.length === 1) {
    const value = doc.get(first[0] as string);
    if (!Array.isArray(value)) {
      if (value === undefined && shape.isSparse) return noKeys;
      return finish(shape, [[value]], 0);
    }
  }
  const tuples: KeyPart[][] = [];
  const isMultikey = expand(
    shape.paths.map((parts) => ({ value: doc, parts, at: 0 })),
    tuples,
  );
  // A sparse index leaves out documents that have none of its fields.
  const kept = shape.isSparse ? tuples.filter((tuple) => tuple.some((part) => part !== undefined)) : tuples;
  return finish(shape, kept, isMultikey ? keyTrait.multikey : 0);
}

/** What a document has in an index that does not cover it. */
export const noKeys: DocumentKeys = { keys: [], traits: 0 };

interface Cursor {
  value: Maybe;
  parts: readonly string[];
  at: number;
}

/** Follows all paths at once, so that fields of the same array element stay together. */
function expand(cursors: Cursor[], tuples: KeyPart[][]): boolean {
  const moved = cursors.map(advance);
  const stuck = moved.filter((cursor) => Array.isArray(cursor.value));
  const array = stuck[0]?.value;
  if (!Array.isArray(array)) {
    tuples.push(moved.map((cursor) => cursor.value));
    return false;
  }
  if (stuck.some((cursor) => cursor.value !== array)) {
    fail(171, `cannot index parallel arrays ${names(stuck)}`);
  }
  if (array.length === 0) {
    const parts = moved.map((cursor): KeyPart => {
      if (cursor.value !== array) return cursor.value;
      return cursor.at === cursor.parts.length ? emptyArrayKey : undefined;
    });
    tuples.push(parts);
    return true;
  }
  for (const item of array) {
    expandItem(
      moved.map((cursor) => (cursor.value === array ? inside(cursor, item) : cursor)),
      tuples,
    );
  }
  return true;
}

function expandItem(cursors: (Cursor & { isFinal?: boolean })[], tuples: KeyPart[][]): void {
  // An array directly inside the array is a value as it stands, at the end of a path.
  const finals = cursors.map((cursor) => cursor.isFinal === true);
  if (!finals.includes(true)) {
    expand(cursors, tuples);
    return;
  }
  const inner: KeyPart[][] = [];
  expand(
    cursors.map((cursor, i) => (finals[i] ? { value: null, parts: [], at: 0 } : cursor)),
    inner,
  );
  for (const tuple of inner) tuples.push(tuple.map((part, i) => (finals[i] ? cursors[i]?.value : part)));
}

function inside(cursor: Cursor, item: Maybe): Cursor & { isFinal?: boolean } {
  if (cursor.at === cursor.parts.length) return { ...cursor, value: item, isFinal: true };
  // The path goes on: only documents have fields, an array within the array has none.
  return {
    ...cursor,
    value: isDoc(item) ? item : undefined,
    ...(isDoc(item) ? {} : { at: cursor.parts.length }),
  };
}

/** Moves along a path until it ends, leads nowhere or meets an array that has to be entered. */
function advance(cursor: Cursor): Cursor {
  let { value, at } = cursor;
  while (at < cursor.parts.length) {
    const part = cursor.parts[at] as string;
    if (isDoc(value)) value = value.get(part);
    else if (Array.isArray(value)) {
      const position = positionOf(part);
      if (position < 0) return { ...cursor, value, at };
      value = value[position];
    } else {
      value = undefined;
      at = cursor.parts.length;
      break;
    }
    at++;
  }
  return { ...cursor, value, at };
}

function names(cursors: Cursor[]): string {
  return cursors.map((cursor) => `[${cursor.parts[Math.max(0, cursor.at - 1)]}]`).join(' ');
}

function finish(shape: KeyShape, tuples: KeyPart[][], arrayTrait: number): DocumentKeys {
  const keys: Buffer[] = [];
  const seen = tuples.length > 1 ? new Set<string>() : undefined;
  let traits = arrayTrait;
  for (const tuple of tuples) {
    for (const part of tuple) traits |= traitOf(part);
    let key = encodeCompoundKey(tuple, shape.directions);
    if (key.length > longestKey) {
      traits |= keyTrait.clipped;
      key = clipKey(key, shape.isUnique);
    }
    if (seen) {
      const text = key.toString('latin1');
      if (seen.has(text)) continue;
      seen.add(text);
    }
    keys.push(key);
  }
  return { keys, traits };
}

function traitOf(part: KeyPart): number {
  switch (typeof part) {
    case 'undefined':
      return keyTrait.missing;
    case 'bigint':
      return keyTrait.retyped;
    case 'object':
      if (part === null) return keyTrait.null;
      return part instanceof Double || part instanceof Decimal128 || part instanceof BSONSymbol
        ? keyTrait.retyped
        : 0;
    default:
      return 0;
  }
}

/** Cuts a long key. A unique index adds a digest of the whole, so that different values stay different. */
function clipKey(key: Buffer, isUnique: boolean): Buffer {
  const start = key.subarray(0, longestKey);
  if (!isUnique) return start;
  return Buffer.concat([start, createHash('sha256').update(key).digest()]);
}
