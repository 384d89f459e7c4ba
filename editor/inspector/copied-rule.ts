import { create } from 'zustand';
import { type Condition, conditionSchema } from '../../shared/condition.ts';
import { readBy } from '../schemas-there.ts';

const KEY = 'mooring.copied-rule';

/** The rule copied last; kept in this browser, so that it can be pasted into another workflow. */
export const useCopiedRule = create<{ rule: Condition | undefined }>(() => ({ rule: kept() }));

/** Remembers a rule or group for pasting. */
export function copyRule(rule: Condition): void {
  useCopiedRule.setState({ rule });
  try {
    localStorage.setItem(KEY, JSON.stringify(rule));
  } catch {
    // Without storage it lasts until the page is left.
  }
}

function kept(): Condition | undefined {
  try {
    return readBy(conditionSchema, JSON.parse(localStorage.getItem(KEY) ?? ''));
  } catch {
    return undefined;
  }
}
