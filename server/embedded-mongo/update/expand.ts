import type { Vars } from '../aggregate/vars.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery, type Matcher } from '../match/compile.ts';
import { valueAtPath } from './path.ts';

/** What the positional parts of paths refer to. */
export interface Positions {
  /** The array position the query found, for `$`. */
  matched: number | undefined;
  /** Tests of array elements by identifier, for `$[identifier]`. */
  filters: ReadonlyMap<string, Matcher>;
}

/** Compiles `arrayFilters`: each names one identifier, to which all its conditions refer. */
export function compileArrayFilters(filters: Value | undefined, vars: Vars): Map<string, Matcher> {
  const compiled = new Map<string, Matcher>();
  if (filters === undefined) return compiled;
  if (!Array.isArray(filters)) return fail(14, "'arrayFilters' must be an array");
  for (const filter of filters) {
    if (!isDoc(filter)) return fail(14, 'Each element of arrayFilters must be a document');
    const [name, second] = identifiersOf(filter);
    if (second !== undefined) {
      fail(
        9,
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${second}'`,
      );
    }
    if (name === undefined)
      return fail(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      fail(
        2,
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    }
    if (compiled.has(name))
      fail(9, `Found multiple array filters with the same top-level field name ${name}`);
    compiled.set(name, compileQuery(filter, vars));
  }
  return compiled;
}

function identifiersOf(filter: Doc, found = new Set<string>()): string[] {
  for (const [name, value] of filter) {
    if (!name.startsWith('$')) found.add(name.split('.')[0] as string);
    else if (Array.isArray(value)) {
      for (const clause of value) if (isDoc(clause)) identifiersOf(clause, found);
    }
  }
  return [...found];
}

/** The concrete paths a path with `$`, `$[]` and `$[identifier]` stands for in a document. */
export function expandPath(doc: Doc, parts: readonly string[], positions: Positions): string[][] {
  if (!parts.some(isPositional)) return [parts as string[]];
  let paths: string[][] = [[]];
  for (const part of parts) {
    if (!isPositional(part)) for (const path of paths) path.push(part);
    else paths = paths.flatMap((path) => expandPart(doc, path, part, positions));
  }
  return paths;
}

/** Whether a part of a path stands for elements of an array; any other name that begins with a dollar is a name. */
export function isPositional(part: string): boolean {
  return part === '$' || /^\$\[.*\]$/.test(part);
}

function expandPart(doc: Doc, path: string[], part: string, positions: Positions): string[][] {
  if (part === '$') {
    if (positions.matched === undefined) {
      return fail(2, 'The positional operator did not find the match needed from the query.');
    }
    return [[...path, String(positions.matched)]];
  }
  const identifier = part.slice(2, -1);
  const array = valueAtPath(doc, path);
  if (array === undefined) {
    return fail(
      2,
      `The path '${path.join('.')}' must exist in the document in order to apply array updates.`,
    );
  }
  if (!Array.isArray(array)) {
    return fail(2, `Cannot apply array updates to non-array element ${path.at(-1)}`);
  }
  const test = identifier === '' ? undefined : positions.filters.get(identifier);
  if (identifier !== '' && !test) {
    return fail(
      2,
      `No array filter found for identifier '${identifier}' in path '${[...path, part].join('.')}'`,
    );
  }
  return array.flatMap((item, i) =>
    !test || test(new Map([[identifier, item]])) ? [[...path, String(i)]] : [],
  );
}
