import { DateTime } from 'luxon';
import { type Holiday, isHolidayFor } from '../../shared/holiday.ts';
import type { Weekday } from '../../shared/steps/fields.ts';
import type { SendWindow } from '../../shared/workflow.ts';
import { atTime } from './calendar.ts';
import type { FactSnapshot } from './facts.ts';
import { zoneOf } from './zones.ts';

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Why a message waits for its window: the hours and days of it, or a holiday that keeps it shut. */
export type Deferral = 'window' | 'holiday';

/** No run of holidays is longer; a calendar without any day left is taken for a mistake. */
const LONGEST_RUN = 60;

/**
 * When the window lets a message to these people go, by their zone and the holidays where they are, and why it must
 * wait until then.
 */
export function openingFor(
  window: Pick<SendWindow, 'days' | 'from' | 'to' | 'zone'>,
  facts: FactSnapshot,
  at: Date,
): { at: Date; because: Deferral | undefined } {
  const zone = zoneOf(facts, window.zone);
  const plain = nextOpening(window, zone, at);
  const opens = nextOpening(window, zone, at, holidaysOf(facts));
  if (opens <= at) return { at, because: undefined };
  return { at: opens, because: opens > plain ? 'holiday' : 'window' };
}

/** Whether a day is one of the holidays where these people are: by their own zone, whatever the window goes by. */
function holidaysOf(facts: FactSnapshot): (day: string) => boolean {
  const { holidays = [] } = facts;
  const where = { zone: zoneOf(facts), country: countryOf(facts) };
  return (day) => holidays.some((each: Holiday) => isHolidayFor(each, day, where));
}

function countryOf({ contact, account }: FactSnapshot): string | undefined {
  for (const of of [contact.traits, account?.traits]) {
    const { country } = (of ?? {}) as Record<string, unknown>;
    if (typeof country === 'string' && country.trim() !== '') return country.trim().toUpperCase();
  }
  return undefined;
}

/**
 * When the window lets a message go: `at` itself while it is open, otherwise its next opening in the zone. A start
 * that falls into a daylight-saving gap moves forward; a day has one opening also where the clock runs twice.
 */
export function nextOpening(
  window: Pick<SendWindow, 'days' | 'from' | 'to'>,
  zone: string,
  at: Date,
  isHoliday: (day: string) => boolean = () => false,
): Date {
  const local = DateTime.fromJSDate(at, { zone });
  for (let ahead = 0; ahead <= LONGEST_RUN; ahead++) {
    const day = local.plus({ days: ahead }).startOf('day');
    const name = weekdays[day.weekday - 1];
    if (name === undefined || !window.days.includes(name) || isHoliday(day.toISODate() ?? '')) continue;
    const opens = atTime(day, window.from);
    const closes = atTime(day, window.to);
    if (ahead === 0 && at >= opens && at < closes) return at;
    if (opens > at) return opens;
  }
  // A validated window has a day, and sixty days have every weekday: only holidays without end lead here.
  return at;
}
