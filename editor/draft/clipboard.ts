import { isStepKind } from '../../shared/steps/index.ts';
import type { Fragment } from './fragment.ts';

const KEY = 'mooring.copied-steps';

/** Copies a fragment; it can be pasted in any workflow of this browser. */
export function copyFragment(fragment: Fragment): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(fragment));
  } catch {
    // Without storage nothing can be pasted later.
  }
}

/** What was copied last, if it can be pasted here. */
export function copiedFragment(): Fragment | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isFragment(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFragment(value: unknown): value is Fragment {
  if (typeof value !== 'object' || value === null || !('head' in value) || !('steps' in value)) return false;
  const { head, steps } = value;
  if (typeof head !== 'string' || typeof steps !== 'object' || steps === null || !(head in steps))
    return false;
  return Object.values(steps).every(
    (step: unknown) => typeof step === 'object' && step !== null && 'kind' in step && isStepKind(step.kind),
  );
}
