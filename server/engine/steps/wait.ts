import type { StepOf } from '../../../shared/steps/index.ts';
import { durationMilliseconds } from '../../../shared/time.ts';
import { dateMoment, nextTimeOfDay } from '../calendar.ts';
import type { FactSnapshot } from '../facts.ts';
import { zoneOf } from '../zones.ts';
import type { RuntimeOf } from './step-runtime.ts';

/** Keeps the contact until the time is over; a date that moves meanwhile moves the end with it. */
export const wait: RuntimeOf<'wait'> = {
  stops: true,
  watches: ({ until }) => ({
    conditions: false,
    dates: until !== undefined && 'date' in until,
    messages: false,
  }),
  arrive(step, here) {
    here.stopSkipping();
    const ends = endOf(step, here.facts, here.now);
    if (!ends || ends <= here.now) return { exit: 'next' };
    here.ringAt(ends);
    return 'stay';
  },
  // The time waited already counts: a wait that is shorter now may be over.
  resume(step, here) {
    const ends = endOf(step, here.facts, here.arrivedAt);
    here.ringAt(ends ?? here.now);
    return 'stay';
  },
  ring: () => ({ exit: 'next' }),
  look(step, here) {
    if (!step.until || !('date' in step.until)) return 'stay';
    const ends = endOf(step, here.facts, here.moment);
    if (!ends || ends <= here.moment) return { exit: 'next' };
    here.ringAt(ends);
    return 'stay';
  },
};

/** When a wait that begins now ends; undefined where its date is not known. */
function endOf({ for: length, until }: StepOf<'wait'>, facts: FactSnapshot, now: Date): Date | undefined {
  if (!until) return new Date(now.getTime() + durationMilliseconds(length ?? '3d'));
  if ('date' in until) return dateMoment(until, facts);
  return nextTimeOfDay(until, zoneOf(facts, until.zone), now);
}
