import { Decimal128 } from 'bson';

/** An exact decimal number: `coefficient × 10^exponent`. */
export interface Decimal {
  coefficient: bigint;
  exponent: number;
}

const bias = 6176;
const largestCoefficient = 10n ** 34n - 1n;

/** Reads a Decimal128; NaN and the infinities come back as the JavaScript numbers of that name. */
export function readDecimal(value: Decimal128): Decimal | number {
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, 16);
  const low = view.getBigUint64(0, true);
  const high = view.getBigUint64(8, true);
  const isNegative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 0x1fn);
  if (combination === 0x1f) return Number.NaN;
  if (combination === 0x1e) return isNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  // The second form of the format has coefficients out of range, which all mean zero.
  const isLargeForm = combination >> 3 === 3;
  const exponent = Number((high >> (isLargeForm ? 47n : 49n)) & 0x3fffn) - bias;
  let coefficient = isLargeForm ? 0n : ((high & ((1n << 49n) - 1n)) << 64n) | low;
  if (coefficient > largestCoefficient) coefficient = 0n;
  return { coefficient: isNegative ? -coefficient : coefficient, exponent };
}

/** Builds a Decimal128, rounding to 34 digits half to even as IEEE 754 asks. */
export function writeDecimal(value: Decimal | number): Decimal128 {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return writeDecimal(decimalOfDouble(value));
    return Decimal128.fromString(Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity');
  }
  const { coefficient, exponent } = roundTo34(value);
  return Decimal128.fromStringWithRounding(`${coefficient}E${exponent}`);
}

/** The exact decimal expansion of a finite double. */
export function exactDecimalOf(n: number): Decimal {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, n);
  const bits = view.getBigUint64(0);
  const rawExponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  const mantissa = rawExponent === 0 ? fraction : fraction | (1n << 52n);
  const power = (rawExponent === 0 ? 1 : rawExponent) - 1075;
  const signed = bits >> 63n === 1n ? -mantissa : mantissa;
  if (power >= 0) return { coefficient: signed << BigInt(power), exponent: 0 };
  return { coefficient: signed * 5n ** BigInt(-power), exponent: power };
}

/** A double as MongoDB turns it into a decimal: 15 significant digits, enough to print and no more. */
export function decimalOfDouble(n: number): Decimal {
  const [digits = '0', power = '0'] = n.toExponential(14).split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  let coefficient = BigInt(whole + fraction);
  let exponent = Number(power) - fraction.length;
  while (coefficient !== 0n && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent++;
  }
  return { coefficient, exponent: coefficient === 0n ? 0 : exponent };
}

/** Which of two exact decimals is larger: negative, zero or positive as in a sort. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const signA = a.coefficient === 0n ? 0 : a.coefficient < 0n ? -1 : 1;
  const signB = b.coefficient === 0n ? 0 : b.coefficient < 0n ? -1 : 1;
  if (signA !== signB) return signA - signB;
  if (signA === 0) return 0;
  const magnitude = digitsOf(a) + a.exponent - (digitsOf(b) + b.exponent);
  if (magnitude !== 0) return magnitude * signA;
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum of two decimals, exact. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return {
    coefficient:
      a.coefficient * 10n ** BigInt(a.exponent - exponent) +
      b.coefficient * 10n ** BigInt(b.exponent - exponent),
    exponent,
  };
}

/** The product of two decimals, exact. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
}

/** The quotient of two decimals to 34 digits; the caller rules out a zero divisor. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  const shift = Math.max(0, 36 + digitsOf(b) - digitsOf(a));
  let coefficient = (a.coefficient * 10n ** BigInt(shift)) / b.coefficient;
  let exponent = a.exponent - b.exponent - shift;
  const ideal = a.exponent - b.exponent;
  while (exponent < ideal && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent++;
  }
  return { coefficient, exponent };
}

function roundTo34(value: Decimal): Decimal {
  const excess = digitsOf(value) - 34;
  if (excess <= 0) return value;
  const divisor = 10n ** BigInt(excess);
  const isNegative = value.coefficient < 0n;
  const magnitude = isNegative ? -value.coefficient : value.coefficient;
  let quotient = magnitude / divisor;
  const twice = (magnitude % divisor) * 2n;
  if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) quotient++;
  return { coefficient: isNegative ? -quotient : quotient, exponent: value.exponent + excess };
}

function digitsOf(value: Decimal): number {
  const text = value.coefficient.toString();
  return value.coefficient < 0n ? text.length - 1 : text.length;
}
