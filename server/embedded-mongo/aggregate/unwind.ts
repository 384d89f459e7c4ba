import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { PAUSE, type Source, type Turn } from '../source.ts';
import { setAtPath, valueAtPath } from '../update/path.ts';
import type { Stage } from './stages.ts';

const options = new Set(['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex']);

/** Compiles `$unwind`: one document for each element of an array. */
export function unwindSource(operand: Value, turn: Turn): Stage {
  if (isDoc(operand)) {
    for (const name of operand.keys()) {
      if (!options.has(name)) fail(28811, `unrecognized option to $unwind stage: ${name}`);
    }
    if (typeof (operand.get('preserveNullAndEmptyArrays') ?? false) !== 'boolean') {
      fail(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
    }
  }
  const path = isDoc(operand) ? operand.get('path') : operand;
  if (typeof path !== 'string') return fail(28812, 'no path specified to $unwind stage');
  if (!path.startsWith('$'))
    return fail(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const keepsEmpty = isDoc(operand) && operand.get('preserveNullAndEmptyArrays') === true;
  const indexName = isDoc(operand) ? operand.get('includeArrayIndex') : undefined;
  if (indexName !== undefined && (typeof indexName !== 'string' || indexName === '')) {
    return fail(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  }
  if (indexName?.startsWith('$')) {
    fail(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${indexName}`);
  }
  const parts = path.slice(1).split('.');
  const indexParts = indexName?.split('.');
  return (source: Source<Doc>) => {
    let doc: Doc | undefined;
    let items: Value[] = [];
    let at = 0;
    return {
      next() {
        for (;;) {
          if (turn.isOver()) return PAUSE;
          if (doc && at < items.length) {
            const copy = copyAlong(doc, parts);
            setAtPath(copy, parts, items[at] as Value);
            if (indexParts) setAtPath(copy, indexParts, BigInt(at));
            at++;
            return copy;
          }
          const next = source.next();
          if (next === undefined || next === PAUSE) return next;
          const value = valueAtPath(next, parts);
          if (Array.isArray(value) && value.length > 0) {
            doc = next;
            items = value;
            at = 0;
            continue;
          }
          const isNothing = value === undefined || value === null || Array.isArray(value);
          if (isNothing && !keepsEmpty) continue;
          const copy = copyAlong(next, parts);
          if (Array.isArray(value)) removeAt(copy, parts);
          if (indexParts) setAtPath(copy, indexParts, null);
          return copy;
        }
      },
    };
  };
}

/** Copies the documents a path goes through, so that the others may stay shared. */
function copyAlong(doc: Doc, parts: readonly string[]): Doc {
  const copy: Doc = new Map(doc);
  let inner = copy;
  for (const part of parts.slice(0, -1)) {
    const value = inner.get(part);
    if (!isDoc(value)) break;
    const next: Doc = new Map(value);
    inner.set(part, next);
    inner = next;
  }
  return copy;
}

function removeAt(doc: Doc, parts: readonly string[]): void {
  const container = valueAtPath(doc, parts.slice(0, -1));
  if (isDoc(container)) container.delete(parts.at(-1) as string);
}
