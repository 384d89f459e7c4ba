import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../../server/embedded-mongo/errors.ts';
import { compileUpdate } from '../../server/embedded-mongo/update/compile.ts';
import { doc, plain, value } from './plain.ts';

type Scalar = number | string;
interface Plain {
  [name: string]: Scalar | Scalar[] | Plain;
}
type Step = [operator: string, path: string, operand: Scalar];

function parentOf(from: Plain, parts: string[], creates: boolean, mustPass: boolean): Plain | undefined {
  let current = from;
  for (const part of parts.slice(0, -1)) {
    if (!(part in current)) {
      if (!creates) return undefined;
      current[part] = {};
    }
    const next = current[part];
    if (typeof next !== 'object' || Array.isArray(next)) {
      if (mustPass) throw new TypeError(`no way through ${part}`);
      return undefined;
    }
    current = next;
  }
  return current;
}

/** Does one step the simplest way; throws where it makes no sense. */
function step(target: Plain, [operator, path, operand]: Step): void {
  const parts = path.split('.');
  const name = parts.at(-1) as string;
  const isRemoval = operator === '$unset' || operator === '$pull' || operator === '$rename';
  const parent = parentOf(target, parts, !isRemoval, operator !== '$unset');
  if (!parent) return;
  const before = parent[name];
  switch (operator) {
    case '$set':
      parent[name] = operand;
      return;
    case '$unset':
      delete parent[name];
      return;
    case '$inc':
      if (typeof (before ?? 0) !== 'number') throw new TypeError('not a number');
      parent[name] = ((before as number | undefined) ?? 0) + (operand as number);
      return;
    case '$min':
    case '$max': {
      const isLess = before !== undefined && rank(operand, before) < 0;
      const isMore = before !== undefined && rank(operand, before) > 0;
      if (before === undefined || (operator === '$min' ? isLess : isMore)) parent[name] = operand;
      return;
    }
    case '$rename':
      if (before === undefined) return;
      delete parent[name];
      target[operand] = before;
      return;
  }
  if (before === undefined && operator === '$pull') return;
  if (before !== undefined && !Array.isArray(before)) throw new TypeError('not an array');
  const items = before ?? [];
  if (operator === '$pull') parent[name] = items.filter((item) => item !== operand);
  else if (operator === '$push' || !items.includes(operand)) parent[name] = [...items, operand];
}

/** Numbers before texts, texts before documents, documents before arrays. */
function rank(a: Scalar, b: Plain[string]): number {
  if (typeof b === 'object') return -1;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

const scalars: fc.Arbitrary<Scalar> = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom('x', 'y'));
const contents: fc.Arbitrary<Plain[string]> = fc.oneof(
  { arbitrary: scalars, weight: 2 },
  { arbitrary: fc.array(scalars, { maxLength: 3 }), weight: 2 },
);
const nested: fc.Arbitrary<Plain[string]> = fc.oneof(
  {
    arbitrary: fc.dictionary(fc.constantFrom('x', 'y'), contents, { maxKeys: 2, noNullPrototype: true }),
    weight: 4,
  },
  scalars,
);
const documents = fc.record(
  { a: nested, b: contents, c: nested },
  { requiredKeys: [], noNullPrototype: true },
);

// No path leads to another, so the order of the steps means nothing.
const paths = ['a.x', 'a.y', 'b', 'c.x.z', 'd.e'];
const programs = fc
  .tuple(
    ...paths.map((path) =>
      fc.option(
        fc.oneof(
          fc
            .constantFrom('$set', '$unset', '$min', '$max', '$push', '$pull', '$addToSet')
            .chain((operator) => scalars.map((operand): Step => [operator, path, operand])),
          fc.integer({ min: -2, max: 2 }).map((n): Step => ['$inc', path, n]),
          fc.constant<Step>(['$rename', path, `was_${path.replaceAll('.', '_')}`]),
        ),
      ),
    ),
  )
  .map((steps) => steps.filter((s): s is Step => s !== null))
  .filter((steps) => steps.length > 0);

function outcome<T>(refusal: typeof DatabaseError | typeof TypeError, run: () => T): T | 'refused' {
  try {
    return run();
  } catch (error) {
    if (error instanceof refusal) return 'refused';
    throw error;
  }
}

describe('a compiled update', () => {
  it('does what its steps, done one by one, do', () => {
    let done = 0;
    fc.assert(
      fc.property(documents, programs, (before, steps) => {
        const update: Record<string, Record<string, Scalar>> = {};
        for (const [operator, path, operand] of steps) {
          update[operator] ??= {};
          update[operator][path] = operand;
        }
        const expected = outcome(TypeError, () => {
          const copy = structuredClone(before) as Plain;
          for (const one of steps) step(copy, one);
          return copy;
        });
        const compiled = compileUpdate(value(update), undefined, undefined);
        const result = outcome(DatabaseError, () =>
          plain(compiled.apply(doc(before), { matched: undefined, isInsert: false })),
        );
        if (expected !== 'refused') done++;
        expect(result).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
    expect(done).toBeGreaterThan(300);
  });
});
