import type { RuntimeOf } from './step-runtime.ts';

/** Ends the journey. */
export const exit: RuntimeOf<'exit'> = {
  stops: true,
  arrive: () => ({ end: 'end' }),
};
