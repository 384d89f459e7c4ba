import { isNumeric, numberOf, wholeNumberOf } from '../../bson/numbers.ts';
import { type Doc, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Compiler, Expression } from '../vars.ts';

/** The operands of an operator that takes between `least` and `most` of them; a single one may come bare. */
export function compileOperands(
  name: string,
  operand: Maybe,
  compiler: Compiler,
  least: number,
  most = least,
): Expression[] {
  const items = Array.isArray(operand) ? operand : [operand];
  if (items.length < least || items.length > most) {
    fail(
      16020,
      most === least
        ? `Expression ${name} takes exactly ${least} arguments. ${items.length} were passed in.`
        : `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${items.length} were passed in.`,
    );
  }
  return items.map((item) => compiler.compile(item));
}

/** The named operands of an operator such as `$filter`; unknown and absent ones are refused. */
export function namedOperands(
  name: string,
  operand: Maybe,
  required: readonly string[],
  optional: readonly string[] = [],
): Doc {
  if (!isDoc(operand)) return fail(28646, `${name} only supports an object as its argument`);
  for (const field of operand.keys()) {
    if (!required.includes(field) && !optional.includes(field)) {
      fail(28647, `Unrecognized parameter to ${name}: ${field}`);
    }
  }
  for (const field of required) {
    if (!operand.has(field)) fail(28648, `Missing '${field}' parameter to ${name}`);
  }
  return operand;
}

/** Whether a value makes most operators answer null. */
export function isNullish(value: Maybe): value is null | undefined {
  return value === null || value === undefined;
}

/** The text an operator wants; null and missing count as absent. */
export function textOf(value: Value, name: string, code: number): string {
  if (typeof value === 'string') return value;
  return fail(code, `${name} requires a string argument, found: ${typeNameOf(value)}`);
}

/** A whole number an operator wants. */
export function integerOf(value: Maybe, name: string, code: number): number {
  const whole = wholeNumberOf(value);
  if (whole === undefined) return fail(code, `${name} requires an integral value, found: ${describe(value)}`);
  return whole;
}

/** A value in an error message. */
export function describe(value: Maybe): string {
  if (typeof value === 'string') return `"${value}"`;
  if (isNumeric(value)) return String(numberOf(value));
  return typeNameOf(value);
}
