import type { Leaf } from '../../shared/condition.ts';
import type {
  ConditionScope,
  FactDefinition,
  InputKind,
  Unit,
} from '../../shared/vocabulary/fact-definition.ts';
import { type FactName, facts, isFactName } from '../../shared/vocabulary/facts.ts';
import {
  type Comparand,
  type OperatorName,
  operatorsFor as operatorsOf,
  operatorUse,
  readOperator,
  type ValueType,
} from '../../shared/vocabulary/operators.ts';
import { valueInput } from '../../shared/vocabulary/value-input.ts';

/** A rule the builder has fields for. */
export interface RuleReading {
  fact: FactName;
  operator: OperatorName;
  /** The field for the value. */
  input: InputKind;
  /** What the fact's value is. */
  type: ValueType;
  unit: Unit | undefined;
}

const leafKeys = new Set(['fact', 'params', 'path', 'operator', 'value']);

/**
 * Takes a rule apart for editing; undefined when the builder has no fields for something in it (a decorated operator,
 * an unknown fact, a value of another shape). Such a rule is shown as it is and never changed.
 */
export function readRule(leaf: Leaf, scope: ConditionScope): RuleReading | undefined {
  const operator = readOperator(leaf.operator);
  // About either kind of subject: one of the other kind can be changed, too.
  if (!isFactName(leaf.fact) || !facts[leaf.fact].scopes.includes(scope)) return undefined;
  if (!operator || operator.decorators.length > 0) return undefined;
  if (Object.keys(leaf).some((key) => !leafKeys.has(key))) return undefined;
  const definition: FactDefinition = facts[leaf.fact];
  const params = leaf.params ?? {};
  if (Object.keys(params).some((key) => !Object.hasOwn(definition.params, key))) return undefined;
  if (definition.path === undefined && leaf.path !== undefined) return undefined;
  const type = definition.valueType(params);
  const use = operatorUse(operator, type);
  const input = valueInput(leaf.fact, params, operator.name);
  if (!use.ok || !input || !fits(leaf.value, use.shape.comparand, type)) return undefined;
  return { fact: leaf.fact, operator: operator.name, input, type, unit: definition.unit(params) };
}

/** A new rule over a fact whose value is measured: something that makes sense, with its names left to choose. */
export function blankMeasured(fact: MeasuredFact): Leaf {
  return { fact, ...structuredClone(starts[fact]) };
}

export type MeasuredFact = 'trend' | 'date' | 'segment' | 'signal' | 'health' | 'meter' | 'members' | 'email';

const starts: Record<MeasuredFact, Omit<Leaf, 'fact'>> = {
  trend: { params: { event: '', window: '7d', baseline: '30d' }, operator: 'lessThanInclusive', value: -0.5 },
  date: {
    params: { path: '$.account.renewsAt', measure: 'daysUntil' },
    operator: 'lessThanInclusive',
    value: 30,
  },
  segment: { params: { segment: '' }, operator: 'equal', value: true },
  signal: { params: { signal: '' }, operator: 'equal', value: true },
  health: { params: { measure: 'score' }, operator: 'lessThan', value: 50 },
  meter: { params: { meter: '' }, operator: 'greaterThanInclusive', value: 0.9 },
  members: { params: { event: '', measure: 'daysSilent' }, operator: 'greaterThanInclusive', value: 30 },
  email: { params: { measure: 'sent', within: '30d' }, operator: 'greaterThanInclusive', value: 1 },
};

/** Whether a fact is one measured value, chosen by parameters alone. Events have fields of their own. */
export function isMeasured(fact: string): fact is MeasuredFact {
  return Object.hasOwn(starts, fact);
}

/** The rule with other parameters; operator and value follow when what is measured now is of another type. */
export function withParams(leaf: Leaf, changes: Record<string, unknown>): Leaf {
  const entries = Object.entries({ ...leaf.params, ...changes }).filter(([, value]) => value !== undefined);
  const params = Object.fromEntries(entries);
  if (!isFactName(leaf.fact)) return { ...leaf, params };
  const definition: FactDefinition = facts[leaf.fact];
  const type = definition.valueType(params);
  const was = readOperator(leaf.operator);
  const operator = was && operatorUse(was, type).ok ? was.name : (operatorsOf(type)[0] ?? 'equal');
  return withOperator({ ...leaf, params }, operator, type);
}

/** The operators that make sense for a fact, in the order of the menu. */
export function operatorsFor(fact: FactName, params: Record<string, unknown>): OperatorName[] {
  const definition: FactDefinition = facts[fact];
  return operatorsOf(definition.valueType(params));
}

/** The rule with another operator, its value kept as far as it fits. */
export function withOperator(leaf: Leaf, operator: OperatorName, type: ValueType): Leaf {
  const use = operatorUse({ name: operator, decorators: [] }, type);
  if (!use.ok) return leaf;
  return { ...leaf, operator, value: convert(leaf.value, use.shape.comparand, type) };
}

/** A value in another shape; a starting value where nothing of it can be kept. */
export function convert(value: unknown, to: Comparand, type: ValueType): unknown {
  if (fits(value, to, type)) return value;
  const single = Array.isArray(value) ? value[0] : value;
  switch (to) {
    case 'number':
      return numberOf(single);
    case 'range':
      return [numberOf(single), numberOf(Array.isArray(value) ? value[1] : single)];
    case 'boolean':
      return true;
    case 'list':
      return single === undefined || single === '' || typeof single === 'boolean' ? [] : [single];
    case 'text':
      return typeof single === 'string' || typeof single === 'number' ? String(single) : '';
    default:
      if (type === 'number') return numberOf(single);
      if (type === 'boolean') return single !== false;
      return isScalar(single) ? single : '';
  }
}

function numberOf(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : 0;
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Half-written values (empty text, an empty list) fit: the problem list asks for them. */
function fits(value: unknown, comparand: Comparand, type: ValueType): boolean {
  switch (comparand) {
    case 'number':
      return typeof value === 'number';
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return (
        Array.isArray(value) && value.every((each) => typeof each === 'string' || typeof each === 'number')
      );
    case 'range':
      return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'number');
    default:
      return type === 'any' ? ['string', 'number', 'boolean'].includes(typeof value) : typeof value === type;
  }
}
