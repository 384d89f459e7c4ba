import { positionOf } from '../bson/paths.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { show } from '../store/duplicate-key.ts';

/** An update may lengthen an array by no more than this to reach a position. */
const mostPadding = 1_500_000;

/** The value at a concrete path, through documents and array positions. */
export function valueAtPath(doc: Doc, parts: readonly string[]): Maybe {
  let value: Maybe = doc;
  for (const part of parts) {
    if (isDoc(value)) value = value.get(part);
    else if (Array.isArray(value)) {
      const position = positionOf(part);
      value = position < 0 ? undefined : value[position];
    } else return undefined;
  }
  return value;
}

/**
 * Puts a value at a path, making documents on the way where there are none. A scalar on the way is refused
 * with code 28, as is a name where an array wants a position.
 */
export function setAtPath(doc: Doc, parts: readonly string[], value: Value): void {
  let container: Doc | Value[] = doc;
  for (let i = 0; i < parts.length - 1; i++) {
    const part = parts[i] as string;
    let next: Maybe = fieldOf(container, part, parts[i - 1]);
    if (next === undefined) {
      next = new Map();
      put(container, part, next, parts[i - 1]);
    }
    if (!isDoc(next) && !Array.isArray(next)) {
      fail(28, `Cannot create field '${parts[i + 1]}' in element {${part}: ${show(next)}}`);
    }
    container = next;
  }
  put(container, parts.at(-1) as string, value, parts.at(-2));
}

/** Refuses with code 28 a path that a scalar blocks, or a name where an array wants a position. */
export function checkReachable(doc: Doc, parts: readonly string[]): void {
  let value: Maybe = doc;
  for (const [i, part] of parts.entries()) {
    if (isDoc(value)) value = value.get(part);
    else if (Array.isArray(value) && positionOf(part) >= 0) value = value[positionOf(part)];
    else if (value === undefined) return;
    else {
      fail(
        28,
        `Cannot use the part (${part}) of (${parts.join('.')}) to traverse the element ({${parts[i - 1]}: ${show(value)}})`,
      );
    }
  }
}

/** Removes a field; an array element becomes null instead, so that the others keep their positions. */
export function unsetAtPath(doc: Doc, parts: readonly string[]): void {
  const container = valueAtPath(doc, parts.slice(0, -1));
  const last = parts.at(-1) as string;
  if (isDoc(container)) container.delete(last);
  else if (Array.isArray(container)) {
    const position = positionOf(last);
    if (position >= 0 && position < container.length) container[position] = null;
  }
}

function fieldOf(container: Doc | Value[], part: string, owner: string | undefined): Maybe {
  if (isDoc(container)) return container.get(part);
  return container[arrayPosition(container, part, owner)];
}

function put(container: Doc | Value[], part: string, value: Value, owner: string | undefined): void {
  if (isDoc(container)) {
    container.set(part, value);
    return;
  }
  const position = arrayPosition(container, part, owner);
  if (position - container.length > mostPadding)
    fail(10003, `can't backfill more than ${mostPadding} elements`);
  while (container.length < position) container.push(null);
  container[position] = value;
}

function arrayPosition(container: Value[], part: string, owner: string | undefined): number {
  const position = positionOf(part);
  if (position >= 0) return position;
  return fail(28, `Cannot create field '${part}' in element {${owner ?? ''}: ${show(container)}}`);
}
