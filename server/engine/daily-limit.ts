import { DateTime } from 'luxon';
import { DAY } from '../../shared/time.ts';

/** How much mail a workflow wrote on a day, and whether it waits for a second person. */
export interface DailyCount {
  /** The workflow's. */
  id: string;
  rev: number;
  /** The calendar day that `count` is of. */
  day: string;
  count: number;
  /** It wanted more than its limit; whatever comes waits until somebody lets it go, on later days too. */
  reached?: { at: Date; limit: number } | undefined;
  /** Those who decide have been told. */
  isTold?: boolean | undefined;
  /** Until then nothing is held back. */
  lifted?: { at: Date; until: Date; by: string } | undefined;
}

/** How long nothing is held back after somebody let it go. */
const LIFTED_FOR = DAY;
const LEAST = 50;
const SHARE = 0.02;

/** What is usual for a day: 50, or 2 % of all there are. */
export function usualPerDay(all: number): number {
  return Math.max(LEAST, Math.ceil(all * SHARE));
}

/** The calendar day of a moment in the workspace's zone. */
export function calendarDay(now: Date, zone: string): string {
  return DateTime.fromJSDate(now, { zone }).toISODate() ?? now.toISOString().slice(0, 10);
}

/**
 * Takes up to `wanted` of a day's limit: answers how many may go, and how it stands afterwards. From the first that may
 * not go everything waits, so that nobody gets the second half of what a person is to look at first.
 */
export function takeOfDay(
  was: DailyCount | undefined,
  { id, day, wanted, limit, now }: { id: string; day: string; wanted: number; limit: number; now: Date },
): { after: DailyCount; allowed: number } {
  const before: DailyCount = was ?? { id, rev: 0, day, count: 0 };
  if (before.reached) return { after: before, allowed: 0 };
  const count = before.day === day ? before.count : 0;
  const isLifted = before.lifted !== undefined && before.lifted.until > now;
  const allowed = isLifted ? wanted : Math.min(wanted, Math.max(0, limit - count));
  const { isTold: _, lifted, ...rest } = before;
  return {
    after: {
      ...rest,
      rev: before.rev + 1,
      day,
      count: count + allowed,
      ...(isLifted ? { lifted } : {}),
      ...(allowed < wanted ? { reached: { at: now, limit } } : {}),
    },
    allowed,
  };
}

/** Somebody let it go: what waits, and what comes within a day. */
export function liftedBy(was: DailyCount, by: string, now: Date): DailyCount {
  const { reached: _, isTold: __, ...rest } = was;
  const until = new Date(now.getTime() + LIFTED_FOR);
  return { ...rest, rev: was.rev + 1, lifted: { at: now, until, by } };
}
