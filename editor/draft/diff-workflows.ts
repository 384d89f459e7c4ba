import type { Step } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';

/** What publishing changes, step by step; `settings` are the changed properties of the workflow itself. */
export interface WorkflowDifference {
  added: string[];
  removed: string[];
  changed: string[];
  settings: string[];
}

const settingKeys = [
  'name',
  'description',
  'key',
  'entry',
  'goal',
  'exit',
  'sendWindow',
  'sending',
  'start',
] as const;

/** Compares the draft with the version people enter now. */
export function diffWorkflows(live: Workflow, draft: Workflow): WorkflowDifference {
  const was = live.steps;
  const is = draft.steps;
  return {
    added: Object.keys(is).filter((id) => !Object.hasOwn(was, id)),
    removed: Object.keys(was).filter((id) => !Object.hasOwn(is, id)),
    changed: Object.keys(is).filter((id) => Object.hasOwn(was, id) && !sameStep(was[id], is[id])),
    settings: settingKeys.filter((key) => !same(live[key], draft[key])),
  };
}

/** Whether publishing would change nothing. */
export function isUnchanged(difference: WorkflowDifference): boolean {
  return Object.values(difference).every((list: string[]) => list.length === 0);
}

function sameStep(a: Step | undefined, b: Step | undefined): boolean {
  return same(a, b);
}

/** Deep equality of JSON values; a property that is undefined counts as absent, and key order does not matter. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = definedEntries(a);
  const right = new Map(definedEntries(b));
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  );
}

function definedEntries(of: object): [string, unknown][] {
  return Object.entries(of).filter(([, value]) => value !== undefined);
}
