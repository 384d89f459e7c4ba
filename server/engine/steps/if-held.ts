import type { Here } from './step-runtime.ts';

/** The mark of an effect that waits for somebody's yes; nothing where the workflow acts by itself. */
export function ifHeld(here: Pick<Here, 'workflow'>): { held?: true } {
  return here.workflow.sending === 'review' ? { held: true } : {};
}
