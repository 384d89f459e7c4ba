import { ifHeld } from './if-held.ts';
import { type RuntimeOf, SKIPPED } from './step-runtime.ts';

/** Stays until the other system answered or is given up. */
export const callWebhook: RuntimeOf<'call-webhook'> = {
  stops: true,
  arrive(_step, here) {
    if (here.isSkipping) return { exit: 'failed', as: SKIPPED };
    here.perform({ type: 'webhook', ...ifHeld(here) }, { awaited: true });
    return 'stay';
  },
};
