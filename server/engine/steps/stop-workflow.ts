import { type RuntimeOf, SKIPPED } from './step-runtime.ts';

/** Has the contact taken out of the other workflow and goes on at once. */
export const stopWorkflow: RuntimeOf<'stop-workflow'> = {
  stops: false,
  arrive({ workflow }, here) {
    if (here.isSkipping) return { exit: 'next', as: SKIPPED };
    here.perform({ type: 'stop', workflow });
    return { exit: 'next' };
  },
};
