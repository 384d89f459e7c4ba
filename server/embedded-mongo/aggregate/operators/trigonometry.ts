import { Decimal128 } from 'bson';
import { isNumeric, numberOf } from '../../bson/numbers.ts';
import { doubleValue, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Expression, Operator } from '../vars.ts';
import { compileOperands, isNullish } from './operands.ts';

const everywhere = () => true;
const isFiniteOrNaN = (x: number) => !Number.isFinite(x) === Number.isNaN(x);
const withinOne = (x: number) => !(x < -1 || x > 1);

/** The trigonometric operators. They answer doubles; decimals, of which 34 digits would be due, are refused. */
export const trigonometryOperators: Record<string, Operator> = {
  $sin: unary('$sin', Math.sin, isFiniteOrNaN),
  $cos: unary('$cos', Math.cos, isFiniteOrNaN),
  $tan: unary('$tan', Math.tan, isFiniteOrNaN),
  $asin: unary('$asin', Math.asin, withinOne),
  $acos: unary('$acos', Math.acos, withinOne),
  $atan: unary('$atan', Math.atan, everywhere),
  $sinh: unary('$sinh', Math.sinh, everywhere),
  $cosh: unary('$cosh', Math.cosh, everywhere),
  $tanh: unary('$tanh', Math.tanh, everywhere),
  $asinh: unary('$asinh', Math.asinh, everywhere),
  $acosh: unary('$acosh', Math.acosh, (x) => !(x < 1)),
  $atanh: unary('$atanh', Math.atanh, withinOne),
  $degreesToRadians: unary('$degreesToRadians', (x) => x * (Math.PI / 180), everywhere),
  $radiansToDegrees: unary('$radiansToDegrees', (x) => x * (180 / Math.PI), everywhere),
  $atan2: (operand, compiler) => {
    const [y, x] = compileOperands('$atan2', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => {
      const a = y(root, vars);
      const b = x(root, vars);
      if (isNullish(a) || isNullish(b)) return null;
      return doubleValue(Math.atan2(doubleOf(a, '$atan2'), doubleOf(b, '$atan2')));
    };
  },
};

function unary(name: string, compute: (x: number) => number, accepts: (x: number) => boolean): Operator {
  return (operand, compiler) => {
    const [input] = compileOperands(name, operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value = input(root, vars);
      if (isNullish(value)) return null;
      const x = doubleOf(value, name);
      if (!accepts(x)) fail(50989, `cannot apply ${name} to ${x}, value is out of its bounds`);
      return doubleValue(compute(x));
    };
  };
}

function doubleOf(value: Value, name: string): number {
  if (value instanceof Decimal128) {
    fail(115, `${name} of a decimal is not supported by the embedded database`);
  }
  if (!isNumeric(value)) fail(28765, `${name} only supports numeric types, not ${typeNameOf(value)}`);
  return numberOf(value);
}
