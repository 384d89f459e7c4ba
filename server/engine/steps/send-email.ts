import type { StepOf } from '../../../shared/steps/index.ts';
import { durationMilliseconds, earlier } from '../../../shared/time.ts';
import { openingFor } from '../send-window.ts';
import { type Here, type Next, type RuntimeOf, SKIPPED } from './step-runtime.ts';

/** Hands the message over, or waits at the step for the send window to open. */
export const sendEmail: RuntimeOf<'send-email'> = {
  stops: true,
  arrive: (step, here) => (here.isSkipping ? { exit: 'notSent', as: SKIPPED } : handOver(step, here)),
  ring: handOver,
  // It waits for a window that may be another one now.
  resume: handOver,
};

function handOver(step: StepOf<'send-email'>, here: Here): Next {
  const window = here.workflow.sendWindow;
  const expiresAt = window && new Date(here.arrivedAt.getTime() + durationMilliseconds(window.expiresAfter));
  if (window && expiresAt) {
    if (here.now >= expiresAt) {
      here.putOff('window-expired');
      return { exit: 'notSent' };
    }
    const opening = openingFor(window, here.facts, here.now);
    if (opening.because) {
      here.putOff(opening.because);
      here.ringAt(earlier(opening.at, expiresAt));
      return 'stay';
    }
  }
  const held = here.workflow.sending === 'review';
  here.perform({ type: 'message', purpose: step.purpose, held, expiresAt }, { awaited: true });
  return 'stay';
}
