/** What a comparison needs to compare with. An entry is a scalar other than empty text, a range is `[low, high]`. */
export type Comparand = 'scalar' | 'entry' | 'number' | 'list' | 'text' | 'boolean' | 'range';

/** What is known of a fact's value before it is read: traits may hold anything, measures are numbers or yes and no. */
export type ValueType = 'any' | 'number' | 'boolean';

export interface OperatorDefinition {
  /** What the fact's side should be for the comparison to make sense. */
  fact: 'any' | 'number' | 'text' | 'list';
  /** What the value in the document must be. */
  value: Comparand;
  /** Whether `swap` may exchange the sides: never where the fact would stand in for a list that is read unchecked. */
  swaps: boolean;
  /** Whether json-rules-engine lacks it, so that it is added to every engine. */
  own: boolean;
}

/**
 * Every comparison, in the order of the menu. Validator, compiler, sentences, the condition builder and the JSON
 * Schema read it from here. Regular expressions are left out on purpose: they can be made to hang.
 */
export const operators = {
  equal: { fact: 'any', value: 'scalar', swaps: true, own: false },
  notEqual: { fact: 'any', value: 'scalar', swaps: true, own: false },
  lessThan: { fact: 'number', value: 'number', swaps: true, own: false },
  lessThanInclusive: { fact: 'number', value: 'number', swaps: true, own: false },
  greaterThan: { fact: 'number', value: 'number', swaps: true, own: false },
  greaterThanInclusive: { fact: 'number', value: 'number', swaps: true, own: false },
  between: { fact: 'number', value: 'range', swaps: false, own: true },
  in: { fact: 'any', value: 'list', swaps: false, own: false },
  notIn: { fact: 'any', value: 'list', swaps: false, own: false },
  contains: { fact: 'list', value: 'entry', swaps: true, own: false },
  doesNotContain: { fact: 'list', value: 'entry', swaps: true, own: false },
  exists: { fact: 'any', value: 'boolean', swaps: false, own: true },
  startsWith: { fact: 'text', value: 'text', swaps: true, own: true },
  endsWith: { fact: 'text', value: 'text', swaps: true, own: true },
  matchesText: { fact: 'text', value: 'text', swaps: true, own: true },
} as const satisfies Record<string, OperatorDefinition>;

export type OperatorName = keyof typeof operators;
export const operatorNames = Object.keys(operators) as OperatorName[];

/** json-rules-engine's decorators: `someFact:equal` asks whether some entry of the fact's list is equal. */
export const decorators = ['someFact', 'everyFact', 'someValue', 'everyValue', 'swap', 'not'] as const;
export type DecoratorName = (typeof decorators)[number];

/** More than anybody writes by hand, and few enough to bound the work of nested lists. */
export const MAX_DECORATORS = 4;

/** An operator taken apart: `not:someFact:equal` has two decorators, outermost first. */
export interface OperatorReading {
  name: OperatorName;
  decorators: readonly DecoratorName[];
}

/** The operator a document names, or undefined when there is none of that name or too many decorators. */
export function readOperator(text: string): OperatorReading | undefined {
  if (text.length > 120) return undefined;
  const parts = text.split(':');
  const name = parts.pop() ?? '';
  if (!Object.hasOwn(operators, name) || parts.length > MAX_DECORATORS) return undefined;
  if (!parts.every((part) => (decorators as readonly string[]).includes(part))) return undefined;
  return { name: name as OperatorName, decorators: parts as DecoratorName[] };
}

/** The operators that make sense for a fact of this type, as the condition builder offers them. */
export function operatorsFor(type: ValueType): OperatorName[] {
  return operatorNames.filter((name) => operatorUse({ name, decorators: [] }, type).ok);
}

/** The texts `readOperator` understands, as a pattern for JSON Schema. */
export const operatorPattern = `^((${decorators.join('|')}):){0,${MAX_DECORATORS}}(${operatorNames.join('|')})$`;

/** What the value of a rule must look like: a comparand inside as many lists as the decorators take apart. */
export interface ValueShape {
  comparand: Comparand;
  lists: number;
  /** What scalars and entries must be, because the fact is that. */
  of: ValueType;
}

export type OperatorUse = { ok: true; shape: ValueShape } | { ok: false; why: 'swap' | 'type' };

/**
 * Whether an operator can be used on a fact of this type, and what its value must look like. `swap` is refused where
 * the fact would be read as a list without a check (`swap:in`, `swap:notIn`, `swap:someValue`, `swap:everyValue` and
 * whatever hides them behind other decorators): json-rules-engine would throw in the middle of a run.
 */
export function operatorUse(reading: OperatorReading, type: ValueType): OperatorUse {
  const definition: OperatorDefinition = operators[reading.name];
  let swapped = false;
  let lists = 0;
  for (const decorator of reading.decorators) {
    if (decorator === 'swap') swapped = !swapped;
    else if (decorator === 'someValue' || decorator === 'everyValue') {
      if (swapped) return { ok: false, why: 'swap' };
      lists += 1;
    } else if (decorator === 'someFact' || decorator === 'everyFact') {
      if (swapped) lists += 1;
      else if (type !== 'any') return { ok: false, why: 'type' };
    }
  }
  if (swapped && !definition.swaps) return { ok: false, why: 'swap' };
  const [ofFact, ofValue]: [OperatorDefinition['fact'], Comparand] = swapped
    ? [sideOfValue(definition.value), definition.fact === 'any' ? 'scalar' : definition.fact]
    : [definition.fact, definition.value];
  if (type !== 'any' && ofFact !== 'any' && ofFact !== type) return { ok: false, why: 'type' };
  // Being one of several says nothing where there are two values.
  if (type === 'boolean' && definition.value === 'list') return { ok: false, why: 'type' };
  return { ok: true, shape: { comparand: ofValue, lists, of: type } };
}

function sideOfValue(comparand: Comparand): OperatorDefinition['fact'] {
  if (comparand === 'number' || comparand === 'text' || comparand === 'list') return comparand;
  return 'any';
}
