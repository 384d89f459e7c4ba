import { typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Expression, Operator } from '../vars.ts';
import { compileOperands, isNullish } from './operands.ts';

/** Operators on the bits of int32 and int64 values; one int64 among them makes the result an int64. */
export const bitOperators: Record<string, Operator> = {
  $bitAnd: combining('$bitAnd', -1, (a, b) => a & b),
  $bitOr: combining('$bitOr', 0, (a, b) => a | b),
  $bitXor: combining('$bitXor', 0, (a, b) => a ^ b),
  $bitNot: (operand, compiler) => {
    const [input] = compileOperands('$bitNot', operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value = input(root, vars);
      if (isNullish(value)) return null;
      const bits = bitsOf(value, '$bitNot', 28765);
      return typeof bits === 'bigint' ? -1n - bits : -1 - bits;
    };
  },
};

function combining(name: string, whenNone: number, combine: (a: bigint, b: bigint) => bigint): Operator {
  return (operand, compiler) => {
    const inputs = compileOperands(name, operand, compiler, 0, Number.POSITIVE_INFINITY);
    return (root, vars) => {
      let result = BigInt(whenNone);
      let isLong = false;
      let isNothing = false;
      for (const input of inputs) {
        const value = input(root, vars);
        if (isNullish(value)) isNothing = true;
        else {
          const bits = bitsOf(value, name, 14);
          isLong ||= typeof bits === 'bigint';
          result = combine(result, BigInt(bits));
        }
      }
      if (isNothing) return null;
      return isLong ? result : Number(result);
    };
  };
}

function bitsOf(value: Value, name: string, code: number): number | bigint {
  const type = typeNameOf(value);
  if (type === 'int' || type === 'long') return value as number | bigint;
  return fail(code, `${name} only supports int and long, not: ${type}.`);
}
