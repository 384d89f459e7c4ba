import { createContext, useContext } from 'react';
import type { SubjectKind } from '../../shared/segment.ts';
import type { RulePath } from './rule-moves.ts';

/** What can be done with rules across the groups of one condition. */
export interface RuleEdits {
  /** Moves the rule at a place before a position of a group. */
  move(from: RulePath, into: RulePath, index: number): void;
  shift(from: RulePath, by: -1 | 1): void;
  /** The rule being dragged. */
  dragged: RulePath | undefined;
  drag(from: RulePath | undefined): void;
  /** Whom the rules are about: facts of the others are not offered. */
  about: SubjectKind;
}

export const RuleEditsContext = createContext<RuleEdits>({
  move: () => undefined,
  shift: () => undefined,
  dragged: undefined,
  drag: () => undefined,
  about: 'contact',
});

/** The edits of the condition a rule stands in. */
export function useRuleEdits(): RuleEdits {
  return useContext(RuleEditsContext);
}
