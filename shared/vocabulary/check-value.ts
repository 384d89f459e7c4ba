import type { Report } from './check-leaf.ts';
import type { Comparand, ValueShape } from './operators.ts';

/** English words for what a comparison needs; the problem's facts carry `kind` for other languages. */
const needed: Record<Comparand, string> = {
  scalar: 'one text, number, true, false or null',
  entry: 'one text that is not empty, a number, true or false',
  number: 'a number',
  list: 'a list with at least one value',
  text: 'a text that is not empty',
  boolean: 'true or false',
  range: 'two numbers, the lower one first',
};

/** Reports when the value of a rule is not what its operator can compare with. */
export function checkValue(
  value: unknown,
  shape: ValueShape,
  operator: string,
  path: string,
  report: Report,
): void {
  if (!fits(value, shape, shape.lists)) {
    const kind = shape.numbers && shape.comparand === 'scalar' ? 'number' : shape.comparand;
    const one = shape.numbers && kind === 'list' ? 'a list of numbers' : needed[kind];
    report('OPERATOR_VALUE', path, {
      operator,
      needed: shape.lists > 0 ? `a list whose entries are each ${one}` : one,
      kind: shape.lists > 0 ? 'list' : kind,
    });
  } else if (value === '') {
    report('OPERATOR_VALUE_BLANK', path, { operator }, 'warning');
  }
}

function fits(value: unknown, shape: ValueShape, lists: number): boolean {
  if (lists > 0)
    return Array.isArray(value) && value.length > 0 && value.every((entry) => fits(entry, shape, lists - 1));
  switch (shape.comparand) {
    case 'scalar':
      return shape.numbers ? isNumber(value) : isScalar(value);
    case 'entry':
      return value !== '' && isScalar(value);
    case 'number':
      return isNumber(value);
    case 'list':
      return Array.isArray(value) && value.length > 0 && value.every(shape.numbers ? isNumber : isScalar);
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'boolean':
      return typeof value === 'boolean';
    case 'range':
      return isRange(value);
  }
}

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high] = value as unknown[];
  return isNumber(low) && isNumber(high) && low <= high;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
}
