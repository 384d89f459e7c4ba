import { eventFact } from './event-fact.ts';
import type { ConditionScope, FactDefinition } from './fact-definition.ts';
import { type FactName, factNames } from './fact-names.ts';

export { type FactName, factNames } from './fact-names.ts';

function record(scopes: readonly ConditionScope[]): FactDefinition {
  return {
    path: true,
    params: {},
    scopes,
    valueType: () => 'any',
    unit: () => undefined,
    faults: () => [],
  };
}

/** What every fact means. */
export const facts = {
  contact: record(['entry', 'step', 'goal', 'segment']),
  account: record(['entry', 'step', 'goal', 'segment']),
  event: eventFact,
  // A segment has no trigger: a rule over it would silently never hold.
  trigger: record(['entry', 'step', 'goal']),
  properties: record(['where']),
} as const satisfies Record<FactName, FactDefinition>;

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(facts, name);
}

/** The facts that may be used in one place, in the order of the menu. */
export function factsIn(scope: ConditionScope): FactName[] {
  return factNames.filter((name) => (facts[name] as FactDefinition).scopes.includes(scope));
}
