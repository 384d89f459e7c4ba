import { same } from '../../shared/changes/same.ts';
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
  'subject',
  'to',
  'priority',
  'maxRounds',
  'dailyLimit',
  'entry',
  'goal',
  'exit',
  'sendWindow',
  'sending',
  'start',
] as const;

/** Compares the draft with the version people enter now. Exits come and go by themselves and are left out. */
export function diffWorkflows(live: Workflow, draft: Workflow): WorkflowDifference {
  const was = live.steps;
  const is = draft.steps;
  const missing = (from: Workflow['steps'], other: Workflow['steps']) =>
    Object.keys(from).filter((id) => from[id]?.kind !== 'exit' && !Object.hasOwn(other, id));
  return {
    added: missing(is, was),
    removed: missing(was, is),
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
