import { positionOf } from '../bson/paths.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';

/** Where a match was found, for the positional operator `$`. */
export interface MatchDetails {
  /** The position, in the outermost array on the path, of the element that matched last. */
  position: number | undefined;
}

export type ElementTest = (value: Maybe, details?: MatchDetails) => boolean;

/**
 * A dotted path as queries walk it: documents inside arrays are entered, a number may name a position, and
 * where the path leads into a document without the field, "missing" is tested.
 */
export interface QueryPath {
  parts: readonly string[];
  positions: readonly number[];
}

/** Prepares a dotted path for walking. */
export function queryPath(path: string): QueryPath {
  const parts = path.split('.');
  return { parts, positions: parts.map(positionOf) };
}

/**
 * Whether the test holds for any value the path reaches. With `entersLeaf`, an array at the end of the path
 * is tested element by element and then as a whole; without, only as a whole.
 */
export function anyAtPath(
  doc: Doc,
  path: QueryPath,
  entersLeaf: boolean,
  test: ElementTest,
  details?: MatchDetails,
): boolean {
  return inDoc(doc, path, 0, entersLeaf, test, details);
}

function inDoc(
  doc: Doc,
  path: QueryPath,
  depth: number,
  entersLeaf: boolean,
  test: ElementTest,
  details: MatchDetails | undefined,
): boolean {
  const value = doc.get(path.parts[depth] as string);
  if (depth === path.parts.length - 1) return atLeaf(value, entersLeaf, test, details);
  if (isDoc(value)) return inDoc(value, path, depth + 1, entersLeaf, test, details);
  if (Array.isArray(value)) return inArray(value, path, depth + 1, entersLeaf, test, details);
  return test(undefined, details);
}

function inArray(
  items: Value[],
  path: QueryPath,
  depth: number,
  entersLeaf: boolean,
  test: ElementTest,
  details: MatchDetails | undefined,
): boolean {
  const position = path.positions[depth] as number;
  const isLast = depth === path.parts.length - 1;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    let matches = isDoc(item) && inDoc(item, path, depth, entersLeaf, test, details);
    if (!matches && i === position) {
      if (isLast) matches = atLeaf(item, entersLeaf, test, details);
      else if (isDoc(item)) matches = inDoc(item, path, depth + 1, entersLeaf, test, details);
      else if (Array.isArray(item)) matches = inArray(item, path, depth + 1, entersLeaf, test, details);
    }
    if (matches) {
      if (details) details.position = i;
      return true;
    }
  }
  return false;
}

function atLeaf(
  value: Maybe,
  entersLeaf: boolean,
  test: ElementTest,
  details: MatchDetails | undefined,
): boolean {
  if (!entersLeaf || !Array.isArray(value)) return test(value, details);
  for (let i = 0; i < value.length; i++) {
    if (test(value[i], details)) {
      if (details) details.position = i;
      return true;
    }
  }
  return test(value, details);
}
