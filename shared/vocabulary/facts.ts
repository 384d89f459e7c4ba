import { dateFact } from './date-fact.ts';
import { emailFact } from './email-fact.ts';
import { eventFact } from './event-fact.ts';
import {
  type ConditionScope,
  type ConditionSubject,
  everywhere,
  type FactDefinition,
  type InputKind,
  plainFact,
} from './fact-definition.ts';
import { type FactName, factNames } from './fact-names.ts';
import { membersFact } from './members-fact.ts';
import { meterFact } from './meter-fact.ts';
import { healthFact, segmentFact, signalFact } from './state-facts.ts';
import { trendFact } from './trend-fact.ts';

export { type FactName, factNames } from './fact-names.ts';

function record(
  path: InputKind,
  scopes: readonly ConditionScope[],
  subjects = plainFact.subjects,
): FactDefinition {
  return { ...plainFact, path, params: {}, scopes, subjects, valueType: () => 'any' };
}

/** What every fact means. */
export const facts: Readonly<Record<FactName, FactDefinition>> = {
  contact: record('contactPath', everywhere, ['contact']),
  account: record('accountPath', everywhere),
  event: eventFact,
  trend: trendFact,
  date: dateFact,
  segment: segmentFact,
  signal: signalFact,
  health: healthFact,
  meter: meterFact,
  members: membersFact,
  email: emailFact,
  // Only who is inside a workflow has steps behind, or was let in by something.
  enrolment: record('enrolmentPath', ['step', 'goal']),
  trigger: record('triggerPath', ['entry', 'step', 'goal', 'question']),
  properties: record('propertyPath', ['where']),
};

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(facts, name);
}

/** The facts that may be used in one place about one kind of subject, in the order of the menu. */
export function factsIn(scope: ConditionScope, subject: ConditionSubject = 'contact'): FactName[] {
  return factNames.filter((name) => {
    const { scopes, subjects } = facts[name];
    return scopes.includes(scope) && subjects.includes(subject);
  });
}
