import { type RuntimeOf, SKIPPED } from './step-runtime.ts';

/** Stays until the change is written, so that the next step sees it. */
export const updateContact: RuntimeOf<'update-contact'> = {
  stops: true,
  arrive(_step, here) {
    if (here.isSkipping) return { exit: 'next', as: SKIPPED };
    here.perform({ type: 'update' }, { awaited: true });
    return 'stay';
  },
};
