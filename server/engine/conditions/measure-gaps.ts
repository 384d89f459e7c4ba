import { DAY } from '../../../shared/time.ts';
import type { EventFact, EventHistory } from '../facts.ts';
import { dayOf, endOfDays, firstAfter } from './windows.ts';

/** A habit is looked for in so many UTC days up to the last time, unless a rule says otherwise. */
export const HABIT_DAYS = 90;
/** On fewer days there is no habit to speak of. */
const FEWEST_DAYS = 3;

/** How long it usually was between two times, and when the last one was, in milliseconds. */
export interface Habit {
  last: number;
  gap: number;
}

/**
 * The usual gap of what happens again and again: between the days on which it did, since several times on one day
 * are one; of what happens every day, between one time and the next. It ends with the last time, so that silence does
 * not change it. Undefined on fewer than three days. `start` is the instant after which events count.
 */
export function habitOf(
  { singles, days }: EventHistory,
  { start, reach, keeps }: { start: number; reach: number; keeps(event: EventFact): boolean },
  now: number,
): Habit | undefined {
  const counted = days.slice(0, endOfDays(days, now)).filter(({ first }) => first > start);
  const kept = singles.slice(firstAfter(singles, start), firstAfter(singles, now)).filter(keeps);
  const last = Math.max(counted.at(-1)?.last ?? 0, kept.at(-1)?.at ?? 0);
  if (last === 0) return undefined;
  const from = dayOf(last) - reach + 1;
  const seen = new Set<number>();
  let count = 0;
  let first = last;
  for (const day of counted) {
    if (day.day < from) continue;
    seen.add(day.day);
    count += day.count;
    first = Math.min(first, day.first);
  }
  for (const { at } of kept) {
    if (dayOf(at) < from) continue;
    seen.add(dayOf(at));
    count += 1;
    first = Math.min(first, at);
  }
  if (seen.size < FEWEST_DAYS) return undefined;
  const daily = (dayOf(last) - dayOf(first)) / (seen.size - 1);
  // Whole milliseconds, so that gaps end at instants that exist.
  return { last, gap: Math.round(daily > 1 ? daily * DAY : (last - first) / (count - 1)) };
}

/** How many usual gaps have passed since the last time. */
export function gapsSince({ last, gap }: Habit, now: number): number {
  return Math.floor((now - last) / gap);
}

/** When one more gap will have passed. */
export function nextGap(habit: Habit, now: number): number {
  return habit.last + (gapsSince(habit, now) + 1) * habit.gap;
}
