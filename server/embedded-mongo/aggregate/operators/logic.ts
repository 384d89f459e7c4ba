import { compareValues } from '../../bson/compare.ts';
import { isTruthy, type Maybe } from '../../bson/values.ts';
import type { Expression, Operator } from '../vars.ts';
import { compileOperands } from './operands.ts';

/** Compares as expressions do: a missing value sorts before null, and all types compare with each other. */
export function compareInExpressions(a: Maybe, b: Maybe): number {
  if (a === undefined) return b === undefined ? 0 : -1;
  if (b === undefined) return 1;
  return compareValues(a, b);
}

export const logicOperators: Record<string, Operator> = {
  $and: (operand, compiler) => {
    const terms = compileOperands('$and', operand, compiler, 0, Number.POSITIVE_INFINITY);
    return (root, vars) => terms.every((term) => isTruthy(term(root, vars)));
  },
  $or: (operand, compiler) => {
    const terms = compileOperands('$or', operand, compiler, 0, Number.POSITIVE_INFINITY);
    return (root, vars) => terms.some((term) => isTruthy(term(root, vars)));
  },
  $not: (operand, compiler) => {
    const [term] = compileOperands('$not', operand, compiler, 1) as [Expression];
    return (root, vars) => !isTruthy(term(root, vars));
  },
  $cmp: comparison('$cmp', (difference) => Math.sign(difference)),
  $eq: comparison('$eq', (difference) => difference === 0),
  $ne: comparison('$ne', (difference) => difference !== 0),
  $gt: comparison('$gt', (difference) => difference > 0),
  $gte: comparison('$gte', (difference) => difference >= 0),
  $lt: comparison('$lt', (difference) => difference < 0),
  $lte: comparison('$lte', (difference) => difference <= 0),
};

function comparison(name: string, answer: (difference: number) => boolean | number): Operator {
  return (operand, compiler) => {
    const [left, right] = compileOperands(name, operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => answer(compareInExpressions(left(root, vars), right(root, vars)));
  };
}
