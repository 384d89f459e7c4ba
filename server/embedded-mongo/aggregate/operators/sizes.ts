import { Binary, Timestamp } from 'bson';
import { encodeDocument } from '../../bson/encode.ts';
import { isDoc, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Expression, Operator } from '../vars.ts';
import { compileOperands, isNullish } from './operands.ts';

/** Operators that tell the size of a value, and the parts of a timestamp. */
export const sizeOperators: Record<string, Operator> = {
  $binarySize: reading('$binarySize', (value) => {
    if (typeof value === 'string') return Buffer.byteLength(value);
    if (value instanceof Binary) return value.position;
    return fail(51276, `$binarySize requires a string or BinData argument, found: ${typeNameOf(value)}`);
  }),
  $bsonSize: reading('$bsonSize', (value) =>
    isDoc(value)
      ? encodeDocument(value).length
      : fail(31393, `$bsonSize requires a document input, found: ${typeNameOf(value)}`),
  ),
  $tsSecond: reading('$tsSecond', (value) => BigInt(timestampOf(value, '$tsSecond', 5687301).t)),
  $tsIncrement: reading('$tsIncrement', (value) => BigInt(timestampOf(value, '$tsIncrement', 5687302).i)),
};

function reading(name: string, read: (value: Value) => Value): Operator {
  return (operand, compiler) => {
    const [input] = compileOperands(name, operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value = input(root, vars);
      return isNullish(value) ? null : read(value);
    };
  };
}

function timestampOf(value: Value, name: string, code: number): Timestamp {
  if (value instanceof Timestamp) return value;
  return fail(code, `Argument to ${name} must be a timestamp, but is ${typeNameOf(value)}`);
}
