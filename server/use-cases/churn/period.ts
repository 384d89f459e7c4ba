import { DAY } from '../../../shared/time.ts';

/** The last so many days; what happens at this very moment is in it, `until` is not. */
export function periodOf(days: number, now: Date): { from: Date; until: Date } {
  const until = new Date(now.getTime() + 1);
  return { from: new Date(until.getTime() - days * DAY), until };
}
