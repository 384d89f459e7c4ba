import { compileSort } from '../aggregate/sort-order.ts';
import { compareValues, equalValues } from '../bson/compare.ts';
import { isNumeric, wholeNumberOf } from '../bson/numbers.ts';
import { type Doc, isDoc, type Maybe, typeNameOf, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery, isOperatorDoc } from '../match/compile.ts';
import { show } from '../store/duplicate-key.ts';
import type { FieldOperator } from './field-operators.ts';

/** The operators that change arrays. Each answers the new value, or nothing to leave the field alone. */
export const arrayOperators: Record<string, (operand: Value, path: string) => FieldOperator> = {
  $push: (operand, path) => {
    const push = readPush(operand);
    return {
      creates: true,
      apply: (current, doc) => push(arrayFor('$push', current, path, doc)),
    };
  },
  $addToSet: (operand, path) => {
    const added = isDoc(operand) && operand.has('$each') ? operand.get('$each') : [operand];
    if (!Array.isArray(added)) {
      return fail(
        14,
        `The argument to $each in $addToSet must be an array but it was of type ${typeNameOf(added as Value)}`,
      );
    }
    if (isDoc(operand) && operand.has('$each') && operand.size > 1) {
      fail(2, `Found unexpected fields after $each in $addToSet: ${show(operand)}`);
    }
    return {
      creates: true,
      apply: (current, doc) => {
        const items = arrayFor('$addToSet', current, path, doc).slice();
        for (const item of added) if (!items.some((other) => equalValues(other, item))) items.push(item);
        return items;
      },
    };
  },
  $pop: (operand, path) => {
    const end = wholeNumberOf(operand);
    if (end !== 1 && end !== -1) fail(9, `$pop expects 1 or -1, found: ${show(operand)}`);
    return {
      creates: false,
      apply: (current) => {
        if (current === undefined) return undefined;
        if (!Array.isArray(current)) {
          return fail(14, `Path '${path}' contains an element of non-array type '${typeNameOf(current)}'`);
        }
        return end === 1 ? current.slice(0, -1) : current.slice(1);
      },
    };
  },
  $pull: (operand) => {
    const isUnwanted = pullTest(operand);
    return {
      creates: false,
      apply: (current) => {
        if (current === undefined) return undefined;
        if (!Array.isArray(current)) return fail(2, 'Cannot apply $pull to a non-array value');
        return current.filter((item) => !isUnwanted(item));
      },
    };
  },
  $pullAll: (operand) => {
    if (!Array.isArray(operand))
      return fail(2, `$pullAll requires an array argument but was given a ${typeNameOf(operand)}`);
    return {
      creates: false,
      apply: (current) => {
        if (current === undefined) return undefined;
        if (!Array.isArray(current)) return fail(2, 'Cannot apply $pullAll to a non-array value');
        return current.filter((item) => !operand.some((other) => equalValues(other, item)));
      },
    };
  },
};

function arrayFor(operator: string, current: Maybe, path: string, doc: Doc): Value[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  if (operator === '$addToSet') {
    return fail(
      2,
      `Cannot apply $addToSet to non-array field. Field named '${path.split('.').at(-1)}' has non-array type ${typeNameOf(current)}`,
    );
  }
  return fail(
    2,
    `The field '${path}' must be an array but is of type ${typeNameOf(current)} in document {_id: ${show(doc.get('_id') ?? null)}}`,
  );
}

const pushModifiers = new Set(['$each', '$position', '$slice', '$sort']);

function readPush(operand: Value): (items: Value[]) => Value[] {
  if (!isDoc(operand) || !operand.has('$each')) return (items) => [...items, operand];
  const each = operand.get('$each');
  if (!Array.isArray(each)) {
    return fail(2, `The argument to $each in $push must be an array but it was of type: ${typeNameOf(each)}`);
  }
  for (const name of operand.keys()) {
    if (!pushModifiers.has(name)) fail(2, `Unrecognized clause in $push: ${name}`);
  }
  const position = modifier(operand, '$position', 'an integer');
  const slice = modifier(operand, '$slice', 'an integer');
  const sort = operand.has('$sort') ? readSort(operand.get('$sort') as Value) : undefined;
  return (items) => {
    const at =
      position === undefined ? items.length : position < 0 ? Math.max(0, items.length + position) : position;
    // Spreading many items into the arguments of a call would overflow the stack.
    const result = [...items.slice(0, at), ...each, ...items.slice(at)];
    if (sort) result.sort(sort);
    if (slice === undefined) return result;
    return slice >= 0 ? result.slice(0, slice) : result.slice(slice);
  };
}

function modifier(operand: Doc, name: string, wanted: string): number | undefined {
  const value = operand.get(name);
  if (value === undefined) return undefined;
  return (
    wholeNumberOf(value) ??
    fail(2, `The value for ${name} must be ${wanted} value but was given type: ${typeNameOf(value)}`)
  );
}

function readSort(order: Value): (a: Value, b: Value) => number {
  if (isDoc(order)) {
    if (order.size === 0) fail(2, 'The $sort pattern is empty when it should be a set of fields.');
    for (const path of order.keys()) checkSortPath(path);
    const { compare } = compileSort(order);
    return (a, b) => (isDoc(a) && isDoc(b) ? compare(a, b) : compareValues(a, b));
  }
  const direction = wholeNumberOf(order);
  if (!isNumeric(order)) {
    fail(
      2,
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  }
  if (direction !== 1 && direction !== -1) fail(2, 'The $sort element value must be either 1 or -1');
  return (a, b) => compareValues(a, b) * (direction as number);
}

function checkSortPath(path: string): void {
  if (path === '') fail(2, 'The $sort field cannot be empty');
  if (path.split('.').includes(''))
    fail(2, `The $sort field is a dotted field but has an empty part: ${path}`);
}

function pullTest(operand: Value): (item: Value) => boolean {
  if ((isOperatorDoc(operand) && !isLogical(operand)) || typeNameOf(operand) === 'regex') {
    const test = compileQuery(new Map([['item', operand]]), undefined);
    return (item) => test(new Map([['item', item]]));
  }
  if (isDoc(operand)) {
    const test = compileQuery(operand, undefined);
    return (item) => isDoc(item) && test(item);
  }
  return (item) => equalValues(item, operand);
}

/** Whether a condition such as `{ $or: [...] }` speaks of the fields of an element rather than of itself. */
function isLogical(operand: Doc): boolean {
  const first = operand.keys().next().value ?? '';
  return first === '$and' || first === '$or' || first === '$nor' || first === '$expr';
}
