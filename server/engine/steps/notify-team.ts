import { type RuntimeOf, SKIPPED } from './step-runtime.ts';

/** Tells the team and goes on at once. */
export const notifyTeam: RuntimeOf<'notify-team'> = {
  stops: false,
  arrive(_step, here) {
    if (here.isSkipping) return { exit: 'next', as: SKIPPED };
    here.perform({ type: 'notice' });
    return { exit: 'next' };
  },
};
