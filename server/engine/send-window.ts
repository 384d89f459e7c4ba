import { DateTime } from 'luxon';
import type { Weekday } from '../../shared/steps/fields.ts';
import type { SendWindow } from '../../shared/workflow.ts';
import { atTime } from './calendar.ts';

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * When the window lets a message go: `at` itself while it is open, otherwise its next opening in the zone. A start
 * that falls into a daylight-saving gap moves forward; a day has one opening also where the clock runs twice.
 */
export function nextOpening(window: Pick<SendWindow, 'days' | 'from' | 'to'>, zone: string, at: Date): Date {
  const local = DateTime.fromJSDate(at, { zone });
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = local.plus({ days: ahead }).startOf('day');
    const name = weekdays[day.weekday - 1];
    if (name === undefined || !window.days.includes(name)) continue;
    const opens = atTime(day, window.from);
    const closes = atTime(day, window.to);
    if (ahead === 0 && at >= opens && at < closes) return at;
    if (opens > at) return opens;
  }
  // Unreachable for a validated window: it has a day, and eight days have every weekday.
  return at;
}
