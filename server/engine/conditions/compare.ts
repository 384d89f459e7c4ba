import { type DecoratorName, type OperatorName, readOperator } from '../../../shared/vocabulary/operators.ts';

/** A comparison of a fact's value with the value in the document. */
export type Compare = (fact: unknown, value: unknown) => boolean;

/** The comparisons json-rules-engine lacks; explain adds these very functions to its engine. */
export const ownComparisons = {
  exists: (fact, value) => (fact !== undefined && fact !== null) === value,
  startsWith: (fact, value) => areTexts(fact, value) && (fact as string).startsWith(value as string),
  endsWith: (fact, value) => areTexts(fact, value) && (fact as string).endsWith(value as string),
  matchesText: (fact, value) =>
    areTexts(fact, value) && (fact as string).toLowerCase().includes((value as string).toLowerCase()),
  between: (fact, value) =>
    Array.isArray(value) && isAtLeast(fact, value[0]) && isNumeric(fact) && isAtMost(fact, value[1]),
} as const satisfies Partial<Record<OperatorName, Compare>>;

/** json-rules-engine's comparisons to the letter, except that a value that cannot become a number fails quietly. */
const comparisons: Record<OperatorName, Compare> = {
  ...ownComparisons,
  equal: (fact, value) => fact === value,
  notEqual: (fact, value) => fact !== value,
  in: (fact, value) => (value as unknown[]).indexOf(fact) > -1,
  notIn: (fact, value) => (value as unknown[]).indexOf(fact) === -1,
  contains: (fact, value) => Array.isArray(fact) && fact.indexOf(value) > -1,
  doesNotContain: (fact, value) => Array.isArray(fact) && fact.indexOf(value) === -1,
  lessThan: (fact, value) => isNumeric(fact) && safely(() => (fact as number) < (value as number)),
  lessThanInclusive: (fact, value) => isNumeric(fact) && isAtMost(fact, value),
  greaterThan: (fact, value) => isNumeric(fact) && safely(() => (fact as number) > (value as number)),
  greaterThanInclusive: (fact, value) => isNumeric(fact) && isAtLeast(fact, value),
};

const decorations: Record<DecoratorName, (next: Compare) => Compare> = {
  someFact: (next) => (fact, value) => Array.isArray(fact) && fact.some((entry) => next(entry, value)),
  everyFact: (next) => (fact, value) => Array.isArray(fact) && fact.every((entry) => next(entry, value)),
  someValue: (next) => (fact, value) => (value as unknown[]).some((entry) => next(fact, entry)),
  everyValue: (next) => (fact, value) => (value as unknown[]).every((entry) => next(fact, entry)),
  swap: (next) => (fact, value) => next(value, fact),
  not: (next) => (fact, value) => !next(fact, value),
};

/** From this many values on, looking a value up by hash beats comparing one by one. */
const LONG_LIST = 8;

/**
 * The test of an operator, decorators included, against one value, with what can be prepared done now. Throws a plain
 * Error for an unknown operator: validate first.
 */
export function prepareTest(operator: string, value: unknown): (fact: unknown) => boolean {
  const reading = readOperator(operator);
  if (!reading) throw new Error(`"${operator}" is not an operator`);
  if (reading.decorators.length === 0) {
    const fast = fastTest(reading.name, value);
    if (fast) return fast;
  }
  const compare = reading.decorators.reduceRight(
    (next, name) => decorations[name](next),
    comparisons[reading.name],
  );
  return (fact) => compare(fact, value);
}

/** How the outcome of a comparison depends on a number. */
export interface Bounds {
  /** The numbers at which the outcome may change. */
  at: readonly number[];
  /** Whether there is one bound with all numbers of a kind on each side: what two numbers do, all between them do. */
  isThreshold: boolean;
}

const withBounds: Partial<Record<OperatorName, { isThreshold: boolean }>> = {
  equal: { isThreshold: false },
  notEqual: { isThreshold: false },
  lessThan: { isThreshold: true },
  lessThanInclusive: { isThreshold: true },
  greaterThan: { isThreshold: true },
  greaterThanInclusive: { isThreshold: true },
  between: { isThreshold: false },
  in: { isThreshold: false },
  notIn: { isThreshold: false },
  exists: { isThreshold: false },
};

/** The bounds of an operator with its value; undefined where its decorators let nothing simple be said. */
export function boundsOf(operator: string, value: unknown): Bounds | undefined {
  const reading = readOperator(operator);
  const kind = reading && withBounds[reading.name];
  if (!kind || reading.decorators.some((decorator) => decorator !== 'not')) return undefined;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return { ...kind, at: values.filter((bound) => typeof bound === 'number') };
}

/** The everyday comparisons without a detour: numbers and texts against a constant. */
function fastTest(name: OperatorName, value: unknown): ((fact: unknown) => boolean) | undefined {
  if (name === 'equal') return (fact) => fact === value;
  if (name === 'notEqual') return (fact) => fact !== value;
  if (name === 'in' || name === 'notIn') {
    const list = value as unknown[];
    const wanted = name === 'in';
    if (list.length < LONG_LIST) return (fact) => list.includes(fact) === wanted;
    const known = new Set(list);
    return (fact) => known.has(fact) === wanted;
  }
  if (typeof value !== 'number') return undefined;
  const slow = comparisons[name];
  switch (name) {
    case 'lessThan':
      return (fact) => (typeof fact === 'number' ? fact < value : slow(fact, value));
    case 'lessThanInclusive':
      return (fact) => (typeof fact === 'number' ? fact <= value : slow(fact, value));
    case 'greaterThan':
      return (fact) => (typeof fact === 'number' ? fact > value : slow(fact, value));
    case 'greaterThanInclusive':
      return (fact) => (typeof fact === 'number' ? fact >= value : slow(fact, value));
    default:
      return undefined;
  }
}

/** json-rules-engine's number validator: `"21"` and `[21]` are numbers to it, `"x"`, true and null are not. */
function isNumeric(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isNaN(value);
  return safely(() => !Number.isNaN(Number.parseFloat(value as string)));
}

function isAtLeast(fact: unknown, value: unknown): boolean {
  return safely(() => (fact as number) >= (value as number));
}

function isAtMost(fact: unknown, value: unknown): boolean {
  return safely(() => (fact as number) <= (value as number));
}

/** A trait such as `{ "toString": 1 }` throws when it is made a number: that is no number, not a failed run. */
function safely(compare: () => boolean): boolean {
  try {
    return compare();
  } catch {
    return false;
  }
}

/** An empty text, which only the fact's side can hold, is in every text: it finds nothing instead. */
function areTexts(fact: unknown, value: unknown): boolean {
  return typeof fact === 'string' && typeof value === 'string' && value !== '';
}
