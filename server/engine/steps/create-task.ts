import { ifHeld } from './if-held.ts';
import { type RuntimeOf, SKIPPED } from './step-runtime.ts';

/** Hands work to a person, or to whoever approves it first, and goes on at once. */
export const createTask: RuntimeOf<'create-task'> = {
  stops: false,
  arrive(_step, here) {
    if (here.isSkipping) return { exit: 'next', as: SKIPPED };
    here.perform({ type: 'task', ...ifHeld(here) });
    return { exit: 'next' };
  },
};
