import { type Doc, isDoc, type Maybe, type Value } from './values.ts';

/** The position a path component names in an array, or -1 when it names a field only. */
export function positionOf(part: string): number {
  return /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : -1;
}

/** The value at a path that passes through documents only; nothing when an array or a scalar is in the way. */
export function valueAt(doc: Doc, parts: readonly string[]): Maybe {
  let value: Maybe = doc;
  for (const part of parts) {
    if (!isDoc(value)) return undefined;
    value = value.get(part);
  }
  return value;
}

/**
 * The values a path reaches when every array on the way is entered, as `distinct` and sorting see them: each
 * element of a final array separately. Nothing is reported where the path leads nowhere.
 */
export function valuesAt(doc: Doc, parts: readonly string[]): Value[] {
  const found: Value[] = [];
  collect(doc, parts, 0, found);
  return found;
}

function collect(value: Maybe, parts: readonly string[], depth: number, found: Value[]): void {
  if (value === undefined) return;
  const part = parts[depth];
  if (part === undefined) {
    if (Array.isArray(value)) found.push(...value);
    else found.push(value);
  } else if (isDoc(value)) {
    collect(value.get(part), parts, depth + 1, found);
  } else if (Array.isArray(value)) {
    const position = positionOf(part);
    if (position >= 0) collect(value[position], parts, depth + 1, found);
    for (const item of value) if (isDoc(item)) collect(item, parts, depth, found);
  }
}

/**
 * The value an aggregation expression `$a.b` has: arrays on the way turn into arrays of what their documents
 * hold; array positions are not understood there.
 */
export function expressionValueAt(value: Maybe, parts: readonly string[], depth = 0): Maybe {
  let current = value;
  for (let i = depth; i < parts.length; i++) {
    if (isDoc(current)) current = current.get(parts[i] as string);
    else if (Array.isArray(current)) {
      const reached: Value[] = [];
      for (const item of current) {
        if (!isDoc(item) && !Array.isArray(item)) continue;
        const inner = expressionValueAt(item, parts, i);
        if (inner !== undefined) reached.push(inner);
      }
      return reached;
    } else return undefined;
  }
  return current;
}
