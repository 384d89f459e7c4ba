import { Decimal128, Double } from 'bson';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimalOfDouble,
  exactDecimalOf,
  multiplyDecimals,
  readDecimal,
  writeDecimal,
} from './decimal.ts';
import { doubleValue, integerValue, type Maybe, type Value } from './values.ts';

/** A value of one of BSON's four number types. */
export type Numeric = number | bigint | Double | Decimal128;

const smallestLong = -(2n ** 63n);
const largestLong = 2n ** 63n - 1n;

/** Whether a value is a number of any of the four types. */
export function isNumeric(value: Maybe): value is Numeric {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Double ||
    value instanceof Decimal128
  );
}

/** The nearest double of any number. */
export function numberOf(value: Numeric): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Double ? value.value : Number(value.toString());
}

/** The whole number a value stands for, or nothing when it has a fraction or is no number. */
export function wholeNumberOf(value: Maybe): number | undefined {
  if (!isNumeric(value)) return undefined;
  const n = numberOf(value);
  return Number.isInteger(n) ? n : undefined;
}

/** Compares numbers of any types exactly, NaN below all others. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareWithDecimal(a, b);
  const left = a instanceof Double ? a.value : a;
  const right = b instanceof Double ? b.value : b;
  // JavaScript compares a bigint with a number exactly, without converting either.
  if (left < right) return -1;
  if (left > right) return 1;
  // What is neither below nor above is equal, unless NaN is involved.
  return Number(Number.isNaN(Number(right))) - Number(Number.isNaN(Number(left)));
}

function compareWithDecimal(a: Numeric, b: Numeric): number {
  const left = exactOf(a);
  const right = exactOf(b);
  if (typeof left !== 'number' && typeof right !== 'number') return compareDecimals(left, right);
  // At least one is NaN or infinite; any finite number may stand in for the other.
  const x = typeof left === 'number' ? left : 0;
  const y = typeof right === 'number' ? right : 0;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The exact decimal of a number; NaN and the infinities stay JavaScript numbers. */
export function exactOf(value: Numeric): Decimal | number {
  if (typeof value === 'bigint') return { coefficient: value, exponent: 0 };
  if (value instanceof Decimal128) return readDecimal(value);
  const n = value instanceof Double ? value.value : value;
  // Without digits after the point, as the sum with a decimal shows them.
  if (Number.isInteger(n)) return { coefficient: BigInt(n), exponent: 0 };
  return Number.isFinite(n) ? exactDecimalOf(n) : n;
}

function isDouble(value: Numeric): boolean {
  return value instanceof Double || (typeof value === 'number' && (value | 0) !== value);
}

/** An int64, or nothing when the result does not fit. */
function longOrNothing(n: bigint): bigint | undefined {
  return n >= smallestLong && n <= largestLong ? n : undefined;
}

/** Adds two numbers in the wider of their types; an int32 grows to int64. Nothing when an int64 overflows. */
export function addNumbers(a: Numeric, b: Numeric): Numeric | undefined {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalResult(a, b, addDecimals, (x, y) => x + y);
  }
  if (isDouble(a) || isDouble(b)) return doubleValue(numberOf(a) + numberOf(b));
  if (typeof a === 'number' && typeof b === 'number') return integerValue(a + b) as Numeric;
  return longOrNothing(BigInt(a as number | bigint) + BigInt(b as number | bigint));
}

/** Multiplies two numbers in the wider of their types; an int32 grows to int64. Nothing when an int64 overflows. */
export function multiplyNumbers(a: Numeric, b: Numeric): Numeric | undefined {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalResult(a, b, multiplyDecimals, (x, y) => x * y);
  }
  if (isDouble(a) || isDouble(b)) return doubleValue(numberOf(a) * numberOf(b));
  const product = longOrNothing(BigInt(a as number | bigint) * BigInt(b as number | bigint));
  if (product === undefined || typeof a === 'bigint' || typeof b === 'bigint') return product;
  return integerValue(Number(product)) as Numeric;
}

/** The number with its sign turned, in its own type where that holds it. */
export function negate(value: Numeric): Numeric {
  if (typeof value === 'bigint') return longOrNothing(-value) ?? -Number(value);
  if (value instanceof Double) return doubleValue(-value.value);
  if (value instanceof Decimal128) {
    const exact = readDecimal(value);
    return typeof exact === 'number'
      ? writeDecimal(-exact)
      : writeDecimal({ coefficient: -exact.coefficient, exponent: exact.exponent });
  }
  return (value | 0) === value ? (integerValue(-value) as Numeric) : -value;
}

/** Applies an operation on decimals, or the one on doubles when either number is not finite. */
export function decimalResult(
  a: Numeric,
  b: Numeric,
  exact: (x: Decimal, y: Decimal) => Decimal,
  inexact: (x: number, y: number) => number,
): Decimal128 {
  const left = asDecimal(a);
  const right = asDecimal(b);
  if (typeof left === 'number' || typeof right === 'number') {
    return writeDecimal(
      inexact(typeof left === 'number' ? left : numberOf(a), typeof right === 'number' ? right : numberOf(b)),
    );
  }
  return writeDecimal(exact(left, right));
}

/** A number as a decimal for arithmetic: doubles by their 15 printed digits, as MongoDB converts them. */
export function asDecimal(value: Numeric): Decimal | number {
  if (isDouble(value)) {
    const n = numberOf(value);
    return Number.isFinite(n) ? decimalOfDouble(n) : n;
  }
  return exactOf(value);
}

/** A whole number from a command, or `otherwise` when the field is absent or null. */
export function integerOption(value: Maybe, otherwise: number): number {
  if (value === undefined || value === null || !isNumeric(value)) return otherwise;
  return Math.trunc(numberOf(value));
}

/** Whether a number is not a number. */
export function isNaNValue(value: Value): boolean {
  return isNumeric(value) && typeof value !== 'bigint' && Number.isNaN(numberOf(value));
}
