import { Timestamp } from 'bson';
import { compareValues } from '../bson/compare.ts';
import { addNumbers, isNumeric, multiplyNumbers, type Numeric } from '../bson/numbers.ts';
import { cloneValue, type Doc, isDoc, type Maybe, typeNameOf, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { show } from '../store/duplicate-key.ts';

/** An update operator ready for one path. */
export interface FieldOperator {
  /** Whether the field comes to be where it is missing. */
  creates: boolean;
  /** The new value of the field, given the present one; nothing leaves the field as it is. */
  apply(current: Maybe, doc: Doc): Maybe;
}

/** The operators that set scalar fields. */
export const fieldOperators: Record<string, (operand: Value, path: string) => FieldOperator> = {
  $set: (operand) => ({ creates: true, apply: () => cloneValue(operand) }),
  $inc: (operand, path) => arithmetic('$inc', 'increment', operand, path, 0, addNumbers),
  $mul: (operand, path) => arithmetic('$mul', 'multiply', operand, path, undefined, multiplyNumbers),
  $min: (operand) => ({
    creates: true,
    apply: (current) => (current === undefined || compareValues(operand, current) < 0 ? operand : undefined),
  }),
  $max: (operand) => ({
    creates: true,
    apply: (current) => (current === undefined || compareValues(operand, current) > 0 ? operand : undefined),
  }),
  $currentDate: (operand) => {
    if (isDoc(operand)) {
      for (const name of operand.keys()) {
        if (name !== '$type') fail(2, `Unrecognized $currentDate option: ${name}`);
      }
    }
    const type = isDoc(operand) ? operand.get('$type') : operand;
    if (type === true || type === 'date') return { creates: true, apply: () => new Date() };
    if (type === 'timestamp') return { creates: true, apply: nextTimestamp };
    if (type === false) return { creates: true, apply: () => new Date() };
    return fail(
      2,
      isDoc(operand)
        ? "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}"
        : `${typeNameOf(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  },
  $bit: (operand, path) => {
    if (!isDoc(operand) || operand.size === 0) {
      return fail(
        2,
        `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`,
      );
    }
    return { creates: true, apply: (current, doc) => applyBits(operand, current, path, doc) };
  },
};

let lastSecond = 0;
let increment = 0;

function nextTimestamp(): Timestamp {
  const second = Math.floor(Date.now() / 1000);
  increment = second === lastSecond ? increment + 1 : 1;
  lastSecond = second;
  return new Timestamp({ t: second, i: increment });
}

function arithmetic(
  name: string,
  verb: string,
  operand: Value,
  path: string,
  whenMissing: 0 | undefined,
  compute: (a: Numeric, b: Numeric) => Numeric | undefined,
): FieldOperator {
  if (!isNumeric(operand)) {
    return fail(14, `Cannot ${verb} with non-numeric argument: {${path}: ${show(operand)}}`);
  }
  return {
    creates: true,
    apply: (current, doc) => {
      // Multiplying what is missing gives a zero of the operand's type.
      if (current === undefined) return whenMissing === undefined ? compute(operand, 0) : operand;
      const id = show(doc.get('_id') ?? null);
      if (!isNumeric(current)) {
        return fail(
          14,
          `Cannot apply ${name} to a value of non-numeric type. {_id: ${id}} has the field '${path.split('.').at(-1)}' of non-numeric type ${typeNameOf(current)}`,
        );
      }
      return (
        compute(current, operand) ??
        fail(
          2,
          `Failed to apply ${name} operations to current value (${show(current)}) for document {_id: ${id}}`,
        )
      );
    },
  };
}

function applyBits(operations: Doc, current: Maybe, path: string, doc: Doc): Value {
  if (current !== undefined && typeNameOf(current) !== 'int' && typeof current !== 'bigint') {
    fail(
      2,
      `Cannot apply $bit to a value of non-integral type. {_id: ${show(doc.get('_id') ?? null)}} has the field ${path.split('.').at(-1)} of non-integer type ${typeNameOf(current)}`,
    );
  }
  let isLong = typeof current === 'bigint';
  let value = BigInt((current as number | bigint | undefined) ?? 0);
  for (const [name, operand] of operations) {
    if (typeNameOf(operand) !== 'int' && typeof operand !== 'bigint') {
      fail(
        2,
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeNameOf(operand)}' is not supported here`,
      );
    }
    const mask = BigInt(operand as number | bigint);
    isLong ||= typeof operand === 'bigint';
    if (name === 'and') value &= mask;
    else if (name === 'or') value |= mask;
    else if (name === 'xor') value ^= mask;
    else
      fail(
        2,
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator`,
      );
  }
  return isLong ? value : Number(BigInt.asIntN(32, value));
}
