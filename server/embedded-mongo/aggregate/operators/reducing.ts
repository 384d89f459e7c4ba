import { isNumeric, type Numeric, numberOf } from '../../bson/numbers.ts';
import { doubleValue, type Maybe, type Value } from '../../bson/values.ts';
import type { Expression, Operator } from '../vars.ts';
import { quotientOf, sumOf } from './arithmetic.ts';
import { compareInExpressions } from './logic.ts';
import { isNullish } from './operands.ts';

/** The operators that are both expressions over a list and accumulators of `$group`. */
export const reducingOperators: Record<string, Operator> = {
  $sum: overList((values) => {
    let sum: Numeric = 0;
    for (const value of values) if (isNumeric(value)) sum = sumOf(sum, value);
    return sum;
  }),
  $avg: overList((values) => {
    const numbers = values.filter(isNumeric);
    return numbers.length === 0 ? null : quotientOf(numbers.reduce(sumOf), numbers.length);
  }),
  $min: overList((values) => extreme(values, -1)),
  $max: overList((values) => extreme(values, 1)),
  $stdDevPop: overList((values) => deviation(values, 0)),
  $stdDevSamp: overList((values) => deviation(values, 1)),
};

/** The smallest (-1) or largest (1) of the values that are there; null when there is none. */
export function extreme(values: Maybe[], direction: 1 | -1): Value {
  let best: Maybe;
  for (const value of values) {
    if (isNullish(value)) continue;
    if (best === undefined || compareInExpressions(value, best) * direction > 0) best = value;
  }
  return best ?? null;
}

/** The standard deviation of the numbers among the values; `correction` is 1 for a sample. */
export function deviation(values: Maybe[], correction: 0 | 1): Value {
  const numbers = values.filter((value) => isNumeric(value)).map((value) => numberOf(value as Numeric));
  if (numbers.length - correction < 1) return null;
  const mean = numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
  const squares = numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0);
  return doubleValue(Math.sqrt(squares / (numbers.length - correction)));
}

// One operand that is an array means its elements; several operands mean themselves.
function overList(reduce: (values: Maybe[]) => Value): Operator {
  return (operand, compiler) => {
    if (Array.isArray(operand) && operand.length !== 1) {
      const terms = operand.map((item) => compiler.compile(item));
      return (root, vars) => reduce(terms.map((term) => term(root, vars)));
    }
    const term: Expression = compiler.compile(Array.isArray(operand) ? operand[0] : operand);
    return (root, vars) => {
      const value = term(root, vars);
      return reduce(Array.isArray(value) ? value : [value]);
    };
  };
}
