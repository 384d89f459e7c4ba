import { fail } from '../../errors.ts';
import { instantOf, localOf } from './zone.ts';

export type DateUnit =
  | 'year'
  | 'quarter'
  | 'month'
  | 'week'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond';

const fixedLengths: Partial<Record<DateUnit, number>> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const units = new Set<string>([...Object.keys(fixedLengths), 'month', 'quarter', 'year']);
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Checks the name of a unit of time. */
export function dateUnit(name: unknown): DateUnit {
  return units.has(name as string) ? (name as DateUnit) : fail(9, `unknown time unit value: ${String(name)}`);
}

/** The number of a weekday, Sunday being 0; names may be cut to three letters. */
export function weekdayOf(name: unknown): number {
  const wanted = String(name).toLowerCase();
  const found = weekdays.findIndex((day) => day === wanted || day.slice(0, 3) === wanted);
  return found >= 0 ? found : fail(9, `unknown day of week value: ${String(name)}`);
}

/** Adds to a date; days and longer follow the calendar of the zone, and months end where they must. */
export function addToDate(instant: number, unit: DateUnit, amount: number, zone: string): number {
  const length = fixedLengths[unit];
  if (length !== undefined && length < 86_400_000) return instant + amount * length;
  const local = localOf(instant, zone);
  if (length !== undefined) return instantOf(local + amount * length, zone);
  const months = amount * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1);
  return instantOf(addMonths(local, months), zone);
}

function addMonths(local: number, months: number): number {
  const date = new Date(local);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** How many boundaries of the unit lie between two instants. */
export function dateDifference(
  from: number,
  to: number,
  unit: DateUnit,
  zone: string,
  startOfWeek: number,
): number {
  if (unit === 'hour' || unit === 'minute' || unit === 'second' || unit === 'millisecond') {
    const length = fixedLengths[unit] as number;
    if (unit === 'hour') return boundary(localOf(to, zone), length) - boundary(localOf(from, zone), length);
    return boundary(to, length) - boundary(from, length);
  }
  const a = localOf(from, zone);
  const b = localOf(to, zone);
  if (unit === 'day') return boundary(b, 86_400_000) - boundary(a, 86_400_000);
  if (unit === 'week') return weekNumber(b, startOfWeek) - weekNumber(a, startOfWeek);
  const months = monthNumber(b) - monthNumber(a);
  if (unit === 'month') return months;
  const per = unit === 'year' ? 12 : 3;
  return boundary(monthNumber(b), per) - boundary(monthNumber(a), per);
}

/** The start of the bin of `size` units the instant lies in; bins are counted from the year 2000. */
export function truncateDate(
  instant: number,
  unit: DateUnit,
  size: number,
  zone: string,
  startOfWeek: number,
): number {
  const local = localOf(instant, zone);
  const reference = Date.UTC(2000, 0, 1);
  if (unit === 'year' || unit === 'quarter' || unit === 'month') {
    const months = size * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1);
    const first = monthNumber(reference);
    const bin = boundary(monthNumber(local) - first, months) * months + first;
    return instantOf(Date.UTC(Math.floor(bin / 12), bin % 12, 1), zone);
  }
  const length = (fixedLengths[unit] as number) * size;
  let origin = reference;
  if (unit === 'week') {
    // 1 January 2000 was a Saturday; weeks begin on the first such weekday after it.
    origin += ((startOfWeek - 6 + 7) % 7) * 86_400_000;
  }
  return instantOf(boundary(local - origin, length) * length + origin, zone);
}

function boundary(value: number, length: number): number {
  return Math.floor(value / length);
}

function weekNumber(local: number, startOfWeek: number): number {
  // 1 January 1970 was a Thursday.
  return Math.floor((Math.floor(local / 86_400_000) + 4 - startOfWeek) / 7);
}

function monthNumber(local: number): number {
  const date = new Date(local);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The ISO week (1 to 53) and the year it belongs to, of a local time. */
export function isoWeekOf(local: number): { week: number; year: number } {
  const date = new Date(local);
  // The Thursday of a week decides its year.
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3),
  );
  const year = thursday.getUTCFullYear();
  const days = (thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000;
  return { week: Math.floor(days / 7) + 1, year };
}

/** The day of the year, from 1. */
export function dayOfYear(local: number): number {
  const date = new Date(local);
  return Math.floor((local - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

/** A day as the milliseconds of its start; months count from 0, and what is beyond their end runs on. */
export function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  // `Date.UTC` takes the years of the first century for those of the twentieth.
  return date.setUTCFullYear(year, month, day);
}

/** The Monday an ISO week of a year begins with; weeks beyond the year's run on. */
export function startOfIsoWeek(year: number, week: number): number {
  // The fourth of January always lies in the first week.
  const fourth = dayOf(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + ((week - 1) * 7 - weekday) * 86_400_000;
}
