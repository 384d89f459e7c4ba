import { messageMarks } from '../../../shared/enrolment.ts';
import { reasonsOf, type WaitReason } from '../../../shared/steps/wait-until.ts';
import { durationMilliseconds } from '../../../shared/time.ts';
import type { Here, Next, RuntimeOf } from './step-runtime.ts';

/** Keeps the contact until the first of its reasons, or until the time is over. */
export const waitUntil: RuntimeOf<'wait-until'> = {
  stops: true,
  conditions: (step) =>
    Object.fromEntries(reasonsOf(step).flatMap((each) => ('when' in each ? [[each.id, each.when]] : []))),
  events: (step) =>
    Object.fromEntries(
      reasonsOf(step).flatMap((each) =>
        'event' in each ? [[each.id, { event: each.event, where: each.where }]] : [],
      ),
    ),
  watches(step) {
    const reasons = reasonsOf(step);
    return {
      conditions: reasons.some((each) => 'when' in each),
      dates: false,
      messages: reasons.some((each) => 'message' in each),
    };
  },
  arrive(step, here) {
    here.stopSkipping();
    here.ringAt(new Date(here.now.getTime() + durationMilliseconds(step.timeout)));
    // What came of earlier steps before anybody got here counts as well.
    return firstOf(reasonsOf(step), (each) => hasCome(each, here), here);
  },
  hear(step, item, here) {
    const reasons = reasonsOf(step);
    if (item.type === 'event')
      return firstOf(
        reasons,
        (each) => 'event' in each && item.at >= here.since && here.fits(each.id, item),
        here,
      );
    return item.type === 'task' || item.type === 'message'
      ? firstOf(reasons, (each) => hasCome(each, here, { conditions: false }), here)
      : 'stay';
  },
  resume(step, here) {
    here.ringAt(new Date(here.arrivedAt.getTime() + durationMilliseconds(step.timeout)));
    return firstOf(reasonsOf(step), (each) => hasCome(each, here, { conditions: false }), here);
  },
  look: (step, here) => firstOf(reasonsOf(step), (each) => 'when' in each && here.holds(each.id), here),
  ring: () => ({ exit: 'timeout' }),
};

function firstOf(reasons: readonly WaitReason[], isTrue: (each: WaitReason) => boolean, here: Here): Next {
  const found = reasons.find(isTrue);
  if (!found) return 'stay';
  if ('when' in found) here.decided([found.id]);
  return { exit: found.id };
}

/** Whether a reason other than an event is already true. */
function hasCome(each: WaitReason, here: Here, asks = { conditions: true }): boolean {
  if ('when' in each) return asks.conditions && here.holds(each.id);
  if ('task' in each) {
    const { task, outcome } = here.outcomeOf(each.task) ?? {};
    return task === 'done' && (each.outcome === undefined || each.outcome === outcome);
  }
  if (!('message' in each)) return false;
  const { message } = here.outcomeOf(each.message) ?? {};
  if (each.is === 'bounced' || message === 'bounced') return message === each.is;
  // Whoever clicked has opened, and what was opened was delivered.
  return messageMarks.some(
    (mark, rank) => mark === message && rank >= messageMarks.indexOf(each.is as never),
  );
}
