import { DAY } from '../../../shared/time.ts';
import type { DayCount, EventHistory } from '../facts.ts';

/** The UTC day of an instant, counted from 1970. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY);
}

/** When the next UTC day begins, epoch milliseconds. */
export function nextMidnight(at: number): number {
  return (dayOf(at) + 1) * DAY;
}

/** The index of the first entry after an instant, by halving: lists are oldest first and may be long. */
export function firstAfter(list: readonly { at: number }[], instant: number): number {
  if (instant === Number.NEGATIVE_INFINITY) return 0;
  // Mostly everything lies before now, and what windows ask for lies near the end.
  let high = list.length;
  const near = Math.max(0, high - 6);
  for (; high > near; high--) {
    const entry = list[high - 1];
    if (entry && entry.at <= instant) return high;
  }
  let low = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = list[middle];
    if (entry && entry.at <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The index of the first day that counts after `start`. A day that the start falls into, and whose events are not known
 * one by one, counts as a whole from the UTC day `wholeFrom` on.
 */
export function firstDayIn(days: readonly DayCount[], start: number, wholeFrom: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = days[middle];
    if (entry && entry.last <= start) low = middle + 1;
    else high = middle;
  }
  const touched = days[low];
  return touched && touched.first <= start && touched.day < wholeFrom ? low + 1 : low;
}

/** The index after the last day that is over at an instant. */
export function endOfDays(days: readonly DayCount[], now: number): number {
  let end = days.length;
  while (end > 0 && (days[end - 1]?.last ?? 0) > now) end -= 1;
  return end;
}

/** Whether something that does not count since it arrived too late happened after `start` and up to an instant. */
export function hasLateIn({ late = [] }: EventHistory, start: number, now: number): boolean {
  return late.some((at) => at > start && at <= now);
}

/** How many events lie after `start` and up to an instant. */
export function countIn(history: EventHistory, start: number, wholeFrom: number, now: number): number {
  const { singles, days } = history;
  let sum = firstAfter(singles, now) - firstAfter(singles, start);
  if (sum < 0) sum = 0;
  if (days.length === 0) return sum;
  const end = endOfDays(days, now);
  for (let index = firstDayIn(days, start, wholeFrom); index < end; index++) sum += days[index]?.count ?? 0;
  return sum;
}

/**
 * When the oldest of what counts in a rolling window leaves it. A day known by its count leaves with its first event,
 * one that counts as a whole at midnight or with its last.
 */
export function nextLeaving(
  { singles, days }: EventHistory,
  start: number,
  wholeFrom: number,
  now: number,
): number {
  const window = now - start;
  const single = singles[firstAfter(singles, start)];
  const at = single ? single.at + window : Number.POSITIVE_INFINITY;
  const day = days[firstDayIn(days, start, wholeFrom)];
  if (!day) return at;
  if (day.first > start) return Math.min(at, day.first + window);
  return Math.min(at, day.last + window, nextMidnight(now));
}

/** When an event that is known already, but lies ahead, begins to count: where now is in the past. */
export function nextAhead({ singles, days }: EventHistory, now: number): number {
  const single = singles[firstAfter(singles, now)];
  const day = days[endOfDays(days, now)];
  return Math.min(single?.at ?? Number.POSITIVE_INFINITY, day?.last ?? Number.POSITIVE_INFINITY);
}

/**
 * When the count of a window is no longer known exactly: when the first event of a day leaves that is known by its
 * count and has more of them.
 */
export function nextBlur({ days }: EventHistory, start: number, now: number): number {
  for (const { first, count } of days) if (first > start && count > 1) return first + (now - start);
  return Number.POSITIVE_INFINITY;
}
