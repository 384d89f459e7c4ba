import { Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { writeDecimal } from '../../bson/decimal.ts';
import { asDecimal, isNumeric, type Numeric, numberOf } from '../../bson/numbers.ts';
import { doubleValue, isTruthy, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { parseDate } from '../dates/parse.ts';
import type { Expression, Operator } from '../vars.ts';
import { compileOperands, isNullish, namedOperands } from './operands.ts';

type Target = 'double' | 'string' | 'objectId' | 'bool' | 'date' | 'int' | 'long' | 'decimal';

const targets: Record<string, Target> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
  double: 'double',
  string: 'string',
  objectId: 'objectId',
  bool: 'bool',
  date: 'date',
  int: 'int',
  long: 'long',
  decimal: 'decimal',
};

export const conversionOperators: Record<string, Operator> = {
  $type: (operand, compiler) => {
    const [inner] = compileOperands('$type', operand, compiler, 1) as [Expression];
    return (root, vars) => typeNameOf(inner(root, vars));
  },
  $isNumber: (operand, compiler) => {
    const [inner] = compileOperands('$isNumber', operand, compiler, 1) as [Expression];
    return (root, vars) => isNumeric(inner(root, vars));
  },
  $toString: converting('string'),
  $toInt: converting('int'),
  $toLong: converting('long'),
  $toDouble: converting('double'),
  $toDecimal: converting('decimal'),
  $toBool: converting('bool'),
  $toDate: converting('date'),
  $toObjectId: converting('objectId'),
  $convert: (operand, compiler) => {
    const spec = namedOperands('$convert', operand, ['input', 'to'], ['onError', 'onNull']);
    const input = compiler.compile(spec.get('input'));
    const to = compiler.compile(spec.get('to'));
    const onError = spec.has('onError') ? compiler.compile(spec.get('onError')) : undefined;
    const onNull = spec.has('onNull') ? compiler.compile(spec.get('onNull')) : undefined;
    return (root, vars) => {
      const value = input(root, vars);
      const target = to(root, vars);
      if (isNullish(value)) return onNull ? onNull(root, vars) : null;
      if (isNullish(target)) return null;
      const name = targets[isNumeric(target) ? String(numberOf(target)) : String(target)];
      if (!name) return fail(2, `Unknown type name: ${String(target)}`);
      if (!onError) return convert(value, name);
      try {
        return convert(value, name);
      } catch {
        return onError(root, vars);
      }
    };
  },
};

function converting(target: Target): Operator {
  return (operand, compiler) => {
    const [inner] = compileOperands('$convert', operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value: Maybe = inner(root, vars);
      return isNullish(value) ? null : convert(value, target);
    };
  };
}

/** Converts a value that is there to another type, or refuses with code 241 as MongoDB does. */
export function convert(value: Value, target: Target): Value {
  if (typeNameOf(value) === target) return value;
  switch (target) {
    case 'bool':
      return isTruthy(value);
    case 'string':
      return toText(value);
    case 'int':
      return Number(toWhole(value, target, -(2n ** 31n), 2n ** 31n - 1n));
    case 'long':
      return toWhole(value, target, -(2n ** 63n), 2n ** 63n - 1n);
    case 'double':
      return doubleValue(numberOf(toNumeric(value, target)));
    case 'decimal':
      return writeDecimal(asDecimal(toNumeric(value, target)));
    case 'date':
      return toDate(value);
    default:
      if (typeof value === 'string' && /^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value);
      return failConversion(value, target);
  }
}

/** A value written out, as `$toString` does. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Decimal128) return value.toString();
  if (isNumeric(value)) return String(numberOf(value));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  return failConversion(value, 'string');
}

function toNumeric(value: Value, target: Target): Numeric {
  if (isNumeric(value)) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date && target !== 'int') return BigInt(value.getTime());
  if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) {
    if (target === 'decimal') return Decimal128.fromString(value);
    if (target !== 'double') {
      return /^[+-]?\d+$/.test(value) ? BigInt(value.replace('+', '')) : failText(value);
    }
    return new Double(Number(value));
  }
  if (typeof value === 'string') return failText(value);
  return failConversion(value, target);
}

function toWhole(value: Value, target: Target, least: bigint, most: bigint): bigint {
  const n = toNumeric(value, target);
  if (typeof n !== 'bigint' && !Number.isFinite(numberOf(n))) {
    return fail(
      241,
      'Attempt to convert NaN or infinity value to integer type in $convert with no onError value',
    );
  }
  const whole =
    typeof n === 'bigint' ? n : n instanceof Decimal128 ? wholeDecimal(n) : BigInt(Math.trunc(numberOf(n)));
  if (whole < least || whole > most) {
    return fail(241, `Conversion would overflow target type in $convert with no onError value: ${whole}`);
  }
  return whole;
}

function wholeDecimal(value: Decimal128): bigint {
  const exact = asDecimal(value);
  if (typeof exact === 'number') return 0n;
  return exact.exponent >= 0
    ? exact.coefficient * 10n ** BigInt(exact.exponent)
    : exact.coefficient / 10n ** BigInt(-exact.exponent);
}

function toDate(value: Value): Date {
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date((value.t >>> 0) * 1000);
  if (typeof value === 'string') return parseDate(value, 'UTC');
  if (isNumeric(value) && typeNameOf(value) !== 'int') return new Date(Math.trunc(numberOf(value)));
  return failConversion(value, 'date');
}

function failConversion(value: Value, target: Target): never {
  return fail(
    241,
    `Unsupported conversion from ${typeNameOf(value)} to ${target} in $convert with no onError value`,
  );
}

function failText(text: string): never {
  return fail(241, `Failed to parse number '${text}' in $convert with no onError value`);
}
