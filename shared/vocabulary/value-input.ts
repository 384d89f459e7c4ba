import type { FactParams, InputKind } from './fact-definition.ts';
import { type FactName, facts } from './facts.ts';
import { type OperatorName, operatorUse } from './operators.ts';

/** The input a form shows for the value of a rule; undefined where the operator cannot be used on the fact. */
export function valueInput(
  fact: FactName,
  params: FactParams,
  operator: OperatorName,
): InputKind | undefined {
  const use = operatorUse({ name: operator, decorators: [] }, facts[fact].valueType(params));
  if (!use.ok) return undefined;
  const { comparand, of } = use.shape;
  if (comparand === 'list' || comparand === 'range' || comparand === 'text' || comparand === 'boolean')
    return comparand;
  if (of === 'boolean') return 'boolean';
  if (of === 'any' && comparand !== 'number') return 'any';
  return facts[fact].unit(params) === 'share' ? 'share' : 'number';
}
