import { type RuntimeOf, SKIPPED } from './step-runtime.ts';

/** Stays until it is known whether the other workflow took the contact in. */
export const startWorkflow: RuntimeOf<'start-workflow'> = {
  stops: true,
  arrive({ workflow }, here) {
    if (here.isSkipping) return { exit: 'notStarted', as: SKIPPED };
    here.perform({ type: 'start', workflow }, { awaited: true });
    return 'stay';
  },
};
