import { MaxKey, MinKey } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../server/embedded-mongo/bson/compare.ts';
import { isNaNValue } from '../../server/embedded-mongo/bson/numbers.ts';
import {
  type Doc,
  isDoc,
  type Maybe,
  rankOf,
  typeNameOf,
  type Value,
} from '../../server/embedded-mongo/bson/values.ts';
import { compileQuery } from '../../server/embedded-mongo/match/compile.ts';
import { values } from './arbitrary-values.ts';

/** The values a path leads to, an array at its end as a whole. */
function reached(value: Maybe, [part, ...rest]: string[]): Maybe[] {
  if (part === undefined) return [value];
  if (isDoc(value)) return reached(value.get(part), rest);
  if (!Array.isArray(value)) return [undefined];
  const inside = value.filter(isDoc).flatMap((item) => reached(item, [part, ...rest]));
  const item = /^\d+$/.test(part) ? value[Number(part)] : undefined;
  if (item === undefined || (rest.length > 0 && !isDoc(item) && !Array.isArray(item))) return inside;
  return [...inside, ...reached(item, rest)];
}

function isEqual(value: Maybe, wanted: Value): boolean {
  return (value !== undefined || wanted === null) && compareValues(value, wanted) === 0;
}

function isOrdered(value: Maybe, wanted: Value, accepts: (difference: number) => boolean): boolean {
  if (wanted === null || isNaNValue(wanted)) return accepts(0) && isEqual(value, wanted);
  if (value === undefined) return false;
  const isEnd = wanted instanceof MinKey || wanted instanceof MaxKey;
  if (!isEnd && (rankOf(value) !== rankOf(wanted) || isNaNValue(value))) return false;
  return accepts(compareValues(value, wanted));
}

/** Whether one operator holds for what a path leads to. */
function holds(found: Maybe[], name: string, operand: Value, entersArrays: boolean): boolean {
  const each = entersArrays ? found.flatMap((v) => (Array.isArray(v) ? [...v, v] : [v])) : found;
  switch (name) {
    case '$eq':
      return each.some((v) => isEqual(v, operand));
    case '$ne':
      return !each.some((v) => isEqual(v, operand));
    case '$gt':
      return each.some((v) => isOrdered(v, operand, (difference) => difference > 0));
    case '$gte':
      return each.some((v) => isOrdered(v, operand, (difference) => difference >= 0));
    case '$lt':
      return each.some((v) => isOrdered(v, operand, (difference) => difference < 0));
    case '$lte':
      return each.some((v) => isOrdered(v, operand, (difference) => difference <= 0));
    case '$in':
      return each.some((v) => (operand as Value[]).some((wanted) => isEqual(v, wanted)));
    case '$nin':
      return !holds(found, '$in', operand, entersArrays);
    case '$exists':
      return found.some((v) => v !== undefined) === operand;
    case '$size':
      return found.some((v) => Array.isArray(v) && v.length === operand);
    case '$not':
      return ![...(operand as Doc)].every(([inner, value]) => holds(found, inner, value, entersArrays));
    case '$elemMatch':
      return found.some(
        (v) => Array.isArray(v) && v.some((element) => elementHolds(element, operand as Doc)),
      );
    default:
      throw new Error(name);
  }
}

function elementHolds(element: Value, query: Doc): boolean {
  if ([...query.keys()].every((name) => name.startsWith('$'))) {
    return [...query].every(([name, operand]) => holds([element], name, operand, false));
  }
  if (Array.isArray(element)) return satisfies(new Map(element.map((v, i) => [String(i), v])), query);
  return isDoc(element) && satisfies(element, query);
}

function satisfies(doc: Doc, query: Doc): boolean {
  return [...query].every(([name, operand]) => {
    const clauses = operand as Doc[];
    if (name === '$and') return clauses.every((clause) => satisfies(doc, clause));
    if (name === '$or') return clauses.some((clause) => satisfies(doc, clause));
    if (name === '$nor') return !clauses.some((clause) => satisfies(doc, clause));
    const found = reached(doc, name.split('.'));
    return [...(operand as Doc)].every(([operator, value]) => holds(found, operator, value, true));
  });
}

// Regular expressions as operands mean something else, which has its own tests.
const operands = values.filter((value) => typeNameOf(value) !== 'regex');
const lists = fc.array(operands, { maxLength: 3 });
const paths = fc.constantFrom('a', 'b', 'a.b', 'a.1', 'a.1.b', 'b.a.b');

function one(name: string, operand: fc.Arbitrary<Value>): fc.Arbitrary<[string, Value]> {
  return operand.map((value) => [name, value]);
}

const leaves = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), operands),
  fc.tuple(fc.constantFrom('$in', '$nin'), lists),
  one('$exists', fc.boolean()),
  one('$size', fc.nat(3)),
);
const someLeaves = fc.array(leaves, { minLength: 1, maxLength: 2 }).map((list): Doc => new Map(list));

const { tests } = fc.letrec<{ tests: Doc; query: Doc }>((tie) => ({
  tests: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { arbitrary: someLeaves, weight: 4 },
    one('$not', tie('tests')).map((entry): Doc => new Map([entry])),
    one('$elemMatch', fc.oneof(tie('tests'), tie('query'))).map((entry): Doc => new Map([entry])),
  ),
  query: fc.tuple(paths, tie('tests')).map((entry): Doc => new Map([entry])),
}));
const conditions = fc.tuple(paths, tests).map((entry): Doc => new Map([entry]));
const queries = fc.oneof(
  conditions,
  fc
    .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(conditions, { minLength: 1, maxLength: 3 }))
    .map((entry): Doc => new Map([entry])),
);
const documents = fc
  .array(fc.tuple(fc.constantFrom('a', 'b'), fc.oneof(values, lists)), { maxLength: 2 })
  .map((fields): Doc => new Map(fields));

describe('a compiled query', () => {
  it('holds where its operators, read one by one, hold', () => {
    let matched = 0;
    fc.assert(
      fc.property(fc.array(documents, { minLength: 4, maxLength: 4 }), queries, (docs, query) => {
        const matches = compileQuery(query, undefined);
        for (const doc of docs) {
          const expected = satisfies(doc, query);
          if (expected) matched++;
          expect(matches(doc)).toBe(expected);
        }
      }),
      { numRuns: 1500 },
    );
    // Otherwise it would have compared nothing but refusals.
    expect(matched).toBeGreaterThan(500);
  });

  it('finds the values that are there', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('$eq', '$gte', '$lte', '$in'), (doc, operator) => {
        for (const [name, value] of doc) {
          if (typeNameOf(value) === 'regex') continue;
          const operand = operator === '$in' ? [value] : value;
          const query: Doc = new Map([[name, new Map([[operator, operand]])]]);
          expect(satisfies(doc, query)).toBe(true);
          expect(compileQuery(query, undefined)(doc)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
