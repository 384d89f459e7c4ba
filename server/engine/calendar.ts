import { DateTime } from 'luxon';
import { pathKeys, valueAt } from '../../shared/path.ts';
import type { Weekday } from '../../shared/steps/fields.ts';
import { durationMilliseconds, parseInstant } from '../../shared/time.ts';
import type { FactSnapshot } from './facts.ts';
import { zoneOf } from './zones.ts';

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A date of a contact or its account with an offset, and a time of day on which it counts. */
export interface DateRule {
  /** `$.contact.…` or `$.account.…` */
  date: string;
  before?: string | undefined;
  after?: string | undefined;
  at?: string | undefined;
}

/** Years that dates may lie in: no sentinel zeros get in. */
const EARLIEST = Date.UTC(1971, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** The value a date rule points at; undefined where it is no date. Bare days begin in the subject's zone. */
export function dateValue(path: string, facts: FactSnapshot): Date | undefined {
  const [root, ...keys] = pathKeys(path) ?? [];
  const value = valueAt(root === 'account' ? facts.account : facts.contact, keys);
  const at = readMoment(value, zoneOf(facts));
  return at !== undefined && at >= EARLIEST && at < LATEST ? new Date(at) : undefined;
}

function readMoment(value: unknown, zone: string): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return parseInstant(value);
  const day = DateTime.fromISO(value, { zone });
  return day.isValid ? day.toMillis() : undefined;
}

/** The moment a date rule means now; undefined where its date is not known. */
export function dateMoment(rule: DateRule, facts: FactSnapshot): Date | undefined {
  const date = dateValue(rule.date, facts);
  return date && shifted(date, rule, zoneOf(facts));
}

/** A date moved by the rule's offset, and on that day to the rule's time in the zone. */
export function shifted(date: Date, { before, after, at }: Omit<DateRule, 'date'>, zone: string): Date {
  const local = DateTime.fromJSDate(date, { zone });
  const moved = offset(offset(local, before, -1), after, 1);
  return at === undefined ? moved.toJSDate() : atTime(moved, at);
}

/** Whole days are days of the calendar, so that 09:00 stays 09:00 when the clocks change. */
function offset(from: DateTime, length: string | undefined, sign: 1 | -1): DateTime {
  if (length === undefined) return from;
  const milliseconds = durationMilliseconds(length);
  return /[dw]$/.test(length)
    ? from.plus({ days: (sign * milliseconds) / 86_400_000 })
    : from.plus({ milliseconds: sign * milliseconds });
}

/** The next of the days at this time, after `now`. A time that a clock change leaves out moves forward. */
export function nextTimeOfDay(
  { days, at }: { days?: readonly Weekday[] | undefined; at: string },
  zone: string,
  now: Date,
): Date {
  const local = DateTime.fromJSDate(now, { zone });
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = local.startOf('day').plus({ days: ahead });
    const name = weekdays[day.weekday - 1];
    if (days && (name === undefined || !days.includes(name))) continue;
    const moment = atTime(day, at);
    if (moment > now) return moment;
  }
  // Unreachable: eight days have every weekday.
  return now;
}

/** The midnight that a day in a time zone begins with. */
export function startOfDay(now: Date, zone: string): Date {
  return DateTime.fromJSDate(now, { zone }).startOf('day').toJSDate();
}

/** A time of the day in its own zone. */
export function atTime(day: DateTime, time: string): Date {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toJSDate();
}
