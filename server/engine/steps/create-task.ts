import type { RuntimeOf } from './step-runtime.ts';

/** Hands work to a person and goes on at once. */
export const createTask: RuntimeOf<'create-task'> = {
  stops: false,
  arrive(_step, here) {
    if (here.isSkipping) return { exit: 'next', as: 'skipped' };
    here.perform({ type: 'task' });
    return { exit: 'next' };
  },
};
