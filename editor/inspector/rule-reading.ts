import type { Leaf } from '../../shared/condition.ts';
import { eventFact } from '../../shared/vocabulary/event-fact.ts';
import type { ConditionScope, FactDefinition } from '../../shared/vocabulary/fact-definition.ts';
import { type FactName, facts, factsIn, isFactName } from '../../shared/vocabulary/facts.ts';
import {
  type Comparand,
  type OperatorName,
  operatorsFor as operatorsOf,
  operatorUse,
  readOperator,
} from '../../shared/vocabulary/operators.ts';

/** A rule the builder has fields for. */
export interface RuleReading {
  fact: FactName;
  operator: OperatorName;
  comparand: Comparand;
  /** The value must be a number because the fact is one. */
  isNumber: boolean;
}

const eventParamNames = new Set(Object.keys(eventFact.params));
const leafKeys = new Set(['fact', 'params', 'path', 'operator', 'value']);

/**
 * Takes a rule apart for editing; undefined when the builder has no fields for something in it (a decorated operator,
 * an unknown fact, a value of another shape). Such a rule is shown as it is and never changed.
 */
export function readRule(leaf: Leaf, scope: ConditionScope): RuleReading | undefined {
  const operator = readOperator(leaf.operator);
  if (!isFactName(leaf.fact) || !factsIn(scope).includes(leaf.fact) || !hasFields(leaf.fact))
    return undefined;
  if (!operator || operator.decorators.length > 0) return undefined;
  if (Object.keys(leaf).some((key) => !leafKeys.has(key))) return undefined;
  const definition: FactDefinition = facts[leaf.fact];
  const params = leaf.params ?? {};
  if (Object.keys(params).some((key) => leaf.fact !== 'event' || !eventParamNames.has(key))) return undefined;
  if (leaf.fact === 'event' && leaf.path !== undefined) return undefined;
  const use = operatorUse(operator, definition.valueType(params));
  if (!use.ok || use.shape.lists > 0 || !fits(leaf.value, use.shape.comparand)) return undefined;
  return {
    fact: leaf.fact,
    operator: operator.name,
    comparand: use.shape.comparand,
    isNumber: use.shape.of === 'number',
  };
}

/** Whether the builder has fields for rules over the fact: those with a path, and events. */
export function hasFields(fact: FactName): fact is FactWithFields {
  return fact === 'event' || facts[fact].path !== undefined;
}

export type FactWithFields = 'contact' | 'account' | 'event' | 'enrolment' | 'trigger' | 'properties';

/** The operators that make sense for a fact, in the order of the menu. */
export function operatorsFor(fact: FactName, params: Record<string, unknown>): OperatorName[] {
  const definition: FactDefinition = facts[fact];
  return operatorsOf(definition.valueType(params));
}

/** The rule with another operator, its value kept as far as it fits. */
export function withOperator(leaf: Leaf, operator: OperatorName, isNumber: boolean): Leaf {
  const use = operatorUse({ name: operator, decorators: [] }, isNumber ? 'number' : 'any');
  if (!use.ok) return leaf;
  return { ...leaf, operator, value: convert(leaf.value, use.shape.comparand, isNumber) };
}

/** A value in another shape; a starting value where nothing of it can be kept. */
export function convert(value: unknown, to: Comparand, isNumber: boolean): unknown {
  if (fits(value, to) && !(isNumber && to === 'scalar' && typeof value !== 'number')) return value;
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
      if (isNumber) return numberOf(single);
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
function fits(value: unknown, comparand: Comparand): boolean {
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
      return ['string', 'number', 'boolean'].includes(typeof value);
  }
}
