import { encodeKey } from '../../bson/key-encoding.ts';
import { isTruthy, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Operator } from '../vars.ts';
import { compileOperands, isNullish } from './operands.ts';

/** Operators that take arrays as sets: order and repetition do not count. */
export const setOperators: Record<string, Operator> = {
  $setUnion: overSets('$setUnion', 0, (sets) => {
    const union = new Map<string, Value>();
    for (const set of sets) for (const [key, value] of set) if (!union.has(key)) union.set(key, value);
    return listOf(union);
  }),
  $setIntersection: overSets('$setIntersection', 0, ([first = new Map(), ...rest]) =>
    listOf(new Map([...first].filter(([key]) => rest.every((set) => set.has(key))))),
  ),
  $setDifference: overSets('$setDifference', 2, ([a = new Map(), b = new Map()]) =>
    [...a].filter(([key]) => !b.has(key)).map(([, value]) => value),
  ),
  $setEquals: overSets('$setEquals', 2, ([first = new Map(), ...rest]) =>
    rest.every((set) => set.size === first.size && [...set.keys()].every((key) => first.has(key))),
  ),
  $setIsSubset: overSets('$setIsSubset', 2, ([a = new Map(), b = new Map()]) =>
    [...a.keys()].every((key) => b.has(key)),
  ),
  $allElementsTrue: truths('$allElementsTrue', (items) => items.every(isTruthy)),
  $anyElementTrue: truths('$anyElementTrue', (items) => items.some(isTruthy)),
};

/** Values by their encoded key, so that equal ones meet whatever their number type. */
export function setOf(items: Value[]): Map<string, Value> {
  const set = new Map<string, Value>();
  for (const item of items) {
    const key = encodeKey(item).toString('latin1');
    if (!set.has(key)) set.set(key, item);
  }
  return set;
}

function listOf(set: Map<string, Value>): Value[] {
  return [...set].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function overSets(name: string, least: number, compute: (sets: Map<string, Value>[]) => Value): Operator {
  return (operand, compiler) => {
    const terms = compileOperands(name, operand, compiler, least, Number.POSITIVE_INFINITY);
    const answersNull = name !== '$setEquals' && name !== '$setIsSubset';
    return (root, vars) => {
      const values = terms.map((term) => term(root, vars));
      if (answersNull && values.some(isNullish)) return null;
      return compute(values.map((value) => setOf(arrayOf(name, value))));
    };
  };
}

function truths(name: string, compute: (items: Value[]) => boolean): Operator {
  return (operand, compiler) => {
    const [term] = compileOperands(name, operand, compiler, 1);
    return (root, vars) => compute(arrayOf(name, term?.(root, vars)));
  };
}

function arrayOf(name: string, value: Maybe): Value[] {
  return Array.isArray(value)
    ? value
    : fail(17044, `All operands of ${name} must be arrays. One argument is of type: ${typeNameOf(value)}`);
}
