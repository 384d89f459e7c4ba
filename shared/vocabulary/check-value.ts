import type { Report } from './check-leaf.ts';
import type { Comparand, ValueShape, ValueType } from './operators.ts';

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

/** A value is read for every contact; these are more than anybody writes by hand. */
const MOST_CHARACTERS = 10_000;
const MOST_ENTRIES = 10_000;

/** Reports when the value of a rule is not what its operator can compare with. */
export function checkValue(
  value: unknown,
  shape: ValueShape,
  operator: string,
  path: string,
  report: Report,
): void {
  if (isTooLarge(value))
    report('OPERATOR_VALUE_LARGE', path, { characters: MOST_CHARACTERS, entries: MOST_ENTRIES });
  else if (!fits(value, shape, shape.lists)) {
    const kind = shape.of !== 'any' && shape.comparand === 'scalar' ? shape.of : shape.comparand;
    const one = shape.of === 'number' && kind === 'list' ? 'a list of numbers' : needed[kind];
    report('OPERATOR_VALUE', path, {
      operator,
      needed: shape.lists > 0 ? `a list whose entries are each ${one}` : one,
      kind: shape.lists > 0 ? 'list' : kind,
    });
  } else if (value === '') {
    report('OPERATOR_VALUE_BLANK', path, { operator }, 'warning');
  }
}

function isTooLarge(value: unknown): boolean {
  let entries = 0;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string' && next.length > MOST_CHARACTERS) return true;
    if (!Array.isArray(next)) continue;
    entries += next.length;
    if (entries > MOST_ENTRIES) return true;
    for (const entry of next) open.push(entry);
  }
  return false;
}

function fits(value: unknown, shape: ValueShape, lists: number): boolean {
  if (lists > 0) return isFilled(value) && value.every((entry) => fits(entry, shape, lists - 1));
  switch (shape.comparand) {
    case 'scalar':
      return isOf(value, shape.of);
    case 'entry':
      return value !== '' && isScalar(value);
    case 'number':
      return isNumber(value);
    case 'list':
      return isFilled(value) && value.every((entry) => isOf(entry, shape.of));
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'boolean':
      return typeof value === 'boolean';
    case 'range':
      return isRange(value);
  }
}

/** A list with something in every place: holes would be skipped by whoever walks it. */
function isFilled(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && Object.keys(value).length === value.length;
}

function isOf(value: unknown, type: ValueType): boolean {
  if (type === 'number') return isNumber(value);
  return type === 'boolean' ? typeof value === 'boolean' : isScalar(value);
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
