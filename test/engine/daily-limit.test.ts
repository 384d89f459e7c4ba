import { describe, expect, it } from 'vitest';
import {
  calendarDay,
  type DailyCount,
  liftedBy,
  takeOfDay,
  usualPerDay,
} from '../../server/engine/daily-limit.ts';

const monday = new Date('2026-03-02T09:00:00Z');
const later = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);
const take = (was: DailyCount | undefined, wanted: number, now = monday) =>
  takeOfDay(was, { id: 'w1', day: calendarDay(now, 'Europe/Warsaw'), wanted, limit: 50, now });

describe('a daily limit', () => {
  it('lets so many go and holds the rest, and everything after it', () => {
    const first = take(undefined, 30);
    expect(first).toMatchObject({ allowed: 30, after: { rev: 1, day: '2026-03-02', count: 30 } });
    const second = take(first.after, 30, later(1));
    expect(second).toMatchObject({
      allowed: 20,
      after: { rev: 2, count: 50, reached: { at: later(1), limit: 50 } },
    });
    expect(take(second.after, 1, later(2))).toEqual({ allowed: 0, after: second.after });
  });

  it('is not reached by exactly as many as it allows', () => {
    expect(take(undefined, 50).after.reached).toBeUndefined();
  });

  it('begins anew with the day of the workspace, but still waits for who was to look the day before', () => {
    const full = take(undefined, 50).after;
    expect(take(full, 1, new Date('2026-03-02T22:59:00Z')).allowed).toBe(0);
    expect(take(full, 40, new Date('2026-03-02T23:00:00Z'))).toMatchObject({
      allowed: 40,
      after: { count: 40 },
    });
    const reached = take(full, 1).after;
    expect(take(reached, 1, later(48)).allowed).toBe(0);
  });

  it('holds nothing back for a day after somebody let it go, and counts all the same', () => {
    const let0 = liftedBy(take(undefined, 60).after, 'Mia', later(1));
    expect(let0).toMatchObject({ lifted: { by: 'Mia', until: later(25) } });
    expect(let0).not.toHaveProperty('reached');
    const next = take(let0, 70, later(20));
    expect(next.allowed).toBe(70);
    expect(take(next.after, 1, later(26))).toMatchObject({ allowed: 0, after: { reached: { limit: 50 } } });
  });

  it('is 50 or two percent of all, whichever is more', () => {
    expect([0, 2_500, 2_501, 1_000_000].map(usualPerDay)).toEqual([50, 50, 51, 20_000]);
  });
});
