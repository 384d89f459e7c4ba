import { Decimal128 } from 'bson';
import { type Decimal, divideDecimals, writeDecimal } from '../../bson/decimal.ts';
import {
  addNumbers,
  decimalResult,
  exactOf,
  isNumeric,
  multiplyNumbers,
  type Numeric,
  negate,
  numberOf,
} from '../../bson/numbers.ts';
import { doubleValue, integerValue, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Expression, Operator } from '../vars.ts';
import { compileOperands, integerOf, isNullish } from './operands.ts';

/** Adds as `$add` and `$sum` do: an int64 that overflows becomes a double. */
export function sumOf(a: Numeric, b: Numeric): Numeric {
  return addNumbers(a, b) ?? doubleValue(numberOf(a) + numberOf(b));
}

/** Divides as `$divide` and `$avg` do: decimals stay decimal, everything else becomes a double. */
export function quotientOf(a: Numeric, b: Numeric): Numeric {
  if (numberOf(b) === 0) fail(2, "can't $divide by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalResult(a, b, divideDecimals, (x, y) => x / y);
  }
  return doubleValue(numberOf(a) / numberOf(b));
}

export const arithmeticOperators: Record<string, Operator> = {
  $rand: (operand, compiler) => {
    if (!isDoc(operand) || operand.size > 0) compileOperands('$rand', operand, compiler, 0);
    return () => doubleValue(Math.random());
  },
  $add: (operand, compiler) => {
    const terms = compileOperands('$add', operand, compiler, 0, Number.POSITIVE_INFINITY);
    return (root, vars) => add(terms.map((term) => term(root, vars)));
  },
  $subtract: (operand, compiler) => {
    const [left, right] = compileOperands('$subtract', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => subtract(left(root, vars), right(root, vars));
  },
  $multiply: (operand, compiler) => {
    const factors = compileOperands('$multiply', operand, compiler, 0, Number.POSITIVE_INFINITY);
    return (root, vars) => {
      let product: Numeric = 1;
      for (const factor of factors) {
        const value = factor(root, vars);
        if (isNullish(value)) return null;
        const n = numeric(value, '$multiply');
        product = multiplyNumbers(product, n) ?? doubleValue(numberOf(product) * numberOf(n));
      }
      return product;
    };
  },
  $divide: (operand, compiler) => {
    const [left, right] = compileOperands('$divide', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => {
      const a = left(root, vars);
      const b = right(root, vars);
      if (isNullish(a) || isNullish(b)) return null;
      if (!isNumeric(a) || !isNumeric(b)) {
        return fail(14, `$divide only supports numeric types, not ${typeNameOf(a)} and ${typeNameOf(b)}`);
      }
      return quotientOf(a, b);
    };
  },
  $mod: (operand, compiler) => {
    const [left, right] = compileOperands('$mod', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => {
      const a = left(root, vars);
      const b = right(root, vars);
      if (isNullish(a) || isNullish(b)) return null;
      if (!isNumeric(a) || !isNumeric(b)) {
        return fail(16611, `$mod only supports numeric types, not ${typeNameOf(a)} and ${typeNameOf(b)}`);
      }
      return modulo(a, b);
    };
  },
  $abs: unary('$abs', (n) => (numberOf(n) < 0 ? negate(n) : n)),
  $ceil: unary('$ceil', (n) => rounded(n, 0, 'ceil')),
  $floor: unary('$floor', (n) => rounded(n, 0, 'floor')),
  $sqrt: unary('$sqrt', (n) =>
    numberOf(n) < 0 ? fail(28714, "$sqrt's argument must be greater than or equal to 0") : real(n, Math.sqrt),
  ),
  $exp: unary('$exp', (n) => real(n, Math.exp)),
  $ln: unary('$ln', (n) =>
    numberOf(n) <= 0 ? fail(28766, "$ln's argument must be a positive number") : real(n, Math.log),
  ),
  $log10: unary('$log10', (n) =>
    numberOf(n) <= 0 ? fail(28761, "$log10's argument must be a positive number") : real(n, Math.log10),
  ),
  $log: (operand, compiler) => {
    const [value, base] = compileOperands('$log', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => {
      const n = value(root, vars);
      const b = base(root, vars);
      if (isNullish(n) || isNullish(b)) return null;
      return doubleValue(Math.log(numberOf(numeric(n, '$log'))) / Math.log(numberOf(numeric(b, '$log'))));
    };
  },
  $pow: (operand, compiler) => {
    const [value, power] = compileOperands('$pow', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => {
      const n = value(root, vars);
      const p = power(root, vars);
      if (isNullish(n) || isNullish(p)) return null;
      if (isNumeric(n) && isNumeric(p) && numberOf(n) === 0 && numberOf(p) < 0) {
        fail(28764, '$pow cannot take a base of 0 and a negative exponent');
      }
      return raise(numeric(n, '$pow'), numeric(p, '$pow'));
    };
  },
  $round: (operand, compiler) => rounding('$round', operand, compiler, 'halfToEven'),
  $trunc: (operand, compiler) => rounding('$trunc', operand, compiler, 'trunc'),
};

function numeric(value: Value, name: string): Numeric {
  return isNumeric(value) ? value : fail(14, `${name} only supports numeric types, not ${typeNameOf(value)}`);
}

function add(terms: Maybe[]): Value {
  let sum: Numeric = 0;
  let isDate = false;
  for (const term of terms) {
    if (isNullish(term)) return null;
    if (term instanceof Date) {
      if (isDate) fail(16612, 'only one date allowed in an $add expression');
      isDate = true;
      sum = sumOf(sum, BigInt(term.getTime()));
    } else if (isNumeric(term)) sum = sumOf(sum, term);
    else fail(14, `$add only supports numeric or date types, not ${typeNameOf(term)}`);
  }
  return isDate ? new Date(Math.round(numberOf(sum))) : sum;
}

function subtract(a: Maybe, b: Maybe): Value {
  if (isNullish(a) || isNullish(b)) return null;
  if (isNumeric(a) && isNumeric(b)) return sumOf(a, negate(b));
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date && isNumeric(b)) return new Date(a.getTime() - Math.round(numberOf(b)));
  return fail(14, `can't $subtract ${typeNameOf(b)} from ${typeNameOf(a)}`);
}

function modulo(a: Numeric, b: Numeric): Value {
  if (numberOf(b) === 0) fail(16610, "can't $mod by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const truncated = decimalResult(a, b, remainderOf, (x, y) => x % y);
    return truncated;
  }
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    if (isWhole(a) && isWhole(b)) return BigInt(a as bigint | number) % BigInt(b as bigint | number);
  }
  const result = numberOf(a) % numberOf(b);
  return isWhole(a) && isWhole(b) ? integerValue(result) : doubleValue(result);
}

function remainderOf(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return { coefficient: left % right, exponent };
}

/** Whether a number is of a whole type: int32 or int64. */
function isWhole(n: Numeric): boolean {
  return typeof n === 'bigint' || (typeof n === 'number' && (n | 0) === n);
}

function raise(n: Numeric, power: Numeric): Value {
  const result = numberOf(n) ** numberOf(power);
  if (n instanceof Decimal128 || power instanceof Decimal128) return writeDecimal(result);
  if (!isWhole(n) || !isWhole(power) || numberOf(power) < 0) return doubleValue(result);
  if (Number.isSafeInteger(result)) return integerValue(result);
  const exact = BigInt(n as number | bigint) ** BigInt(power as number | bigint);
  return BigInt.asIntN(64, exact) === exact ? exact : doubleValue(result);
}

function real(n: Numeric, compute: (n: number) => number): Value {
  const result = compute(numberOf(n));
  return n instanceof Decimal128 ? writeDecimal(result) : doubleValue(result);
}

function unary(name: string, compute: (n: Numeric) => Value): Operator {
  return (operand, compiler) => {
    const [inner] = compileOperands(name, operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value = inner(root, vars);
      if (isNullish(value)) return null;
      if (!isNumeric(value))
        return fail(28765, `${name} only supports numeric types, not ${typeNameOf(value)}`);
      return compute(value);
    };
  };
}

function rounding(
  name: string,
  operand: Maybe,
  compiler: Parameters<Operator>[1],
  mode: RoundingMode,
): Expression {
  const [inner, placesOf] = compileOperands(name, operand, compiler, 1, 2) as [Expression, Expression?];
  return (root, vars) => {
    const value = inner(root, vars);
    const place = placesOf ? placesOf(root, vars) : 0;
    if (isNullish(value) || isNullish(place)) return null;
    const places = integerOf(place, name, 51082);
    if (places < -20 || places > 100) fail(51083, `cannot apply ${name} with precision value ${places}`);
    return rounded(numeric(value, name), places, mode);
  };
}

type RoundingMode = 'floor' | 'ceil' | 'trunc' | 'halfToEven';

function rounded(n: Numeric, places: number, mode: RoundingMode): Numeric {
  if (isWhole(n) && places >= 0) return n;
  const exact = exactOf(n);
  // NaN and the infinities stay what they are, as does what has no digits to lose.
  if (typeof exact === 'number' || exact.exponent >= -places) return n;
  const result = { coefficient: roundedQuotient(exact, places, mode), exponent: -places };
  if (n instanceof Decimal128) return writeDecimal(result);
  const value = Number(`${result.coefficient}E${result.exponent}`);
  return isWhole(n) ? (integerValue(value) as Numeric) : doubleValue(value);
}

/** How many units of the last place to keep are in an exact number. */
function roundedQuotient(exact: Decimal, places: number, mode: RoundingMode): bigint {
  const divisor = 10n ** BigInt(-places - exact.exponent);
  const quotient = exact.coefficient / divisor;
  const rest = exact.coefficient % divisor;
  if (rest === 0n) return quotient;
  const away = exact.coefficient < 0n ? -1n : 1n;
  if (mode === 'floor') return away < 0n ? quotient - 1n : quotient;
  if (mode === 'ceil') return away > 0n ? quotient + 1n : quotient;
  if (mode === 'trunc') return quotient;
  const twice = rest * 2n * away;
  return twice > divisor || (twice === divisor && quotient % 2n !== 0n) ? quotient + away : quotient;
}
