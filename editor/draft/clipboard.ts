import { blankWorkflow, MAX_STEPS, WORKFLOW_FORMAT } from '../../shared/workflow.ts';
import type { Fragment } from './fragment.ts';
import { readDocument } from './read-document.ts';

const KEY = 'mooring.copied-steps';
/** What says that a text holds steps: people mail them to each other and keep them in files. */
const FORMAT = 'mooring.steps/1';

/** Steps as text, for the clipboard of the system. */
export function textOf({ head, steps }: Fragment): string {
  return JSON.stringify({ format: FORMAT, head, steps }, null, 2);
}

/** The steps in a text: copied ones, or those of a whole workflow. Undefined when it holds none that can be pasted. */
export function fragmentIn(text: string): Fragment | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('format' in value)) return undefined;
  const isWhole = value.format === WORKFLOW_FORMAT;
  if (!isWhole && value.format !== FORMAT) return undefined;
  const steps = 'steps' in value ? value.steps : undefined;
  const workflow = readDocument(isWhole ? value : { ...blankWorkflow(), steps });
  const head = isWhole ? workflow?.start : 'head' in value ? value.head : undefined;
  if (!workflow || typeof head !== 'string' || !Object.hasOwn(workflow.steps, head)) return undefined;
  return Object.keys(workflow.steps).length > MAX_STEPS ? undefined : { head, steps: workflow.steps };
}

/** Remembers copied steps for every workflow of this browser, also where the system's clipboard cannot be read. */
export function copyFragment(fragment: Fragment): void {
  try {
    localStorage.setItem(KEY, textOf(fragment));
  } catch {
    // Without storage the system's clipboard is left.
  }
}

/** What was copied last, if it can be pasted here. */
export function copiedFragment(): Fragment | undefined {
  try {
    return fragmentIn(localStorage.getItem(KEY) ?? '');
  } catch {
    return undefined;
  }
}
