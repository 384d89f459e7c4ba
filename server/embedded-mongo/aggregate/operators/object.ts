import { type Doc, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Expression, Operator } from '../vars.ts';
import { compileOperands, isNullish, namedOperands } from './operands.ts';

export const objectOperators: Record<string, Operator> = {
  $mergeObjects: (operand, compiler) => {
    const terms = compileOperands('$mergeObjects', operand, compiler, 0, Number.POSITIVE_INFINITY);
    return (root, vars) => {
      const merged: Doc = new Map();
      for (const term of terms) {
        const value = term(root, vars);
        for (const doc of terms.length === 1 && Array.isArray(value) ? value : [value])
          mergeInto(merged, doc);
      }
      return merged;
    };
  },
  $objectToArray: (operand, compiler) => {
    const [inner] = compileOperands('$objectToArray', operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value = inner(root, vars);
      if (isNullish(value)) return null;
      if (!isDoc(value)) {
        return fail(40390, `$objectToArray requires a document input, found: ${typeNameOf(value)}`);
      }
      return [...value].map(
        ([name, field]): Doc =>
          new Map<string, Value>([
            ['k', name],
            ['v', field],
          ]),
      );
    };
  },
  $arrayToObject: (operand, compiler) => {
    const [inner] = compileOperands('$arrayToObject', operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value = inner(root, vars);
      if (isNullish(value)) return null;
      if (!Array.isArray(value)) {
        return fail(40386, `$arrayToObject requires an array input, found: ${typeNameOf(value)}`);
      }
      return new Map(value.map(entryOf));
    };
  },
  $getField: (operand, compiler) => {
    const spec =
      isDoc(operand) && operand.has('field')
        ? namedOperands('$getField', operand, ['field'], ['input'])
        : new Map<string, Value>([['field', operand ?? null]]);
    const field = compiler.compile(spec.get('field'));
    const input = spec.has('input') ? compiler.compile(spec.get('input')) : (root: Maybe) => root;
    return (root, vars) => {
      const name = field(root, vars);
      if (typeof name !== 'string')
        return fail(3041704, "$getField requires 'field' to evaluate to type String");
      const from = input(root, vars);
      if (isDoc(from)) return from.get(name);
      return from === null ? null : undefined;
    };
  },
  $setField: (operand, compiler) => setField('$setField', operand, compiler, true),
  $unsetField: (operand, compiler) => setField('$unsetField', operand, compiler, false),
};

/** Adds a document's fields to another; null and missing add none. */
export function mergeInto(target: Doc, value: Maybe): void {
  if (isNullish(value)) return;
  if (!isDoc(value)) {
    fail(40400, `$mergeObjects requires object inputs, but input is of type ${typeNameOf(value)}`);
  }
  for (const [name, field] of value) target.set(name, field);
}

function entryOf(item: Value): [string, Value] {
  if (isDoc(item)) {
    const k = item.get('k');
    const v = item.get('v');
    if (item.size !== 2 || typeof k !== 'string' || v === undefined) {
      return fail(40392, "$arrayToObject requires an object with keys 'k' and 'v'");
    }
    return [k, v];
  }
  if (Array.isArray(item)) {
    const [k, v] = item;
    if (item.length !== 2 || typeof k !== 'string' || v === undefined) {
      return fail(40397, '$arrayToObject requires an array of size 2 arrays');
    }
    return [k, v];
  }
  return fail(40398, `Unrecognised input type format for $arrayToObject: ${typeNameOf(item)}`);
}

function setField(
  name: string,
  operand: Maybe,
  compiler: Parameters<Operator>[1],
  hasValue: boolean,
): Expression {
  const spec = namedOperands(name, operand, hasValue ? ['field', 'input', 'value'] : ['field', 'input']);
  const field = compiler.compile(spec.get('field'));
  const input = compiler.compile(spec.get('input'));
  const value = hasValue ? compiler.compile(spec.get('value')) : () => undefined;
  return (root, vars) => {
    const target = field(root, vars);
    const from = input(root, vars);
    if (typeof target !== 'string')
      return fail(4161107, `${name} requires 'field' to evaluate to type String`);
    if (isNullish(from)) return null;
    if (!isDoc(from)) return fail(4161105, `${name} requires 'input' to evaluate to type Object`);
    const copy: Doc = new Map(from);
    const set = value(root, vars);
    if (set === undefined) copy.delete(target);
    else copy.set(target, set);
    return copy;
  };
}
