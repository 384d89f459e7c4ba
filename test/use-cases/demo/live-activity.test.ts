import { describe, expect, it } from 'vitest';
import { crowd } from '../../../server/use-cases/demo/crowd.ts';
import { activityIn, SLOT } from '../../../server/use-cases/demo/live-activity.ts';

const first = Math.floor(Date.parse('2026-03-02T09:00:00.000Z') / SLOT);
/** The slots of two hours. */
const slots = Array.from({ length: 1_200 }, (_, index) => first + index);
const calls = slots.flatMap(activityIn);

describe('the live activity of the demo', () => {
  it('is the same for the same moment, and each of its calls has an id of its own', () => {
    expect(slots.flatMap(activityIn)).toEqual(calls);
    expect(new Set(calls.map(({ messageId }) => messageId)).size).toBe(calls.length);
  });

  it('comes from people of the demo, at most two calls in six seconds', () => {
    const people = new Set(crowd.flatMap((account) => account.people.map(({ userId }) => userId)));
    expect(calls.filter(({ userId }) => !people.has(userId))).toEqual([]);
    for (const slot of slots) {
      const told = activityIn(slot);
      expect(told.length).toBeLessThanOrEqual(2);
      const times = told.map(({ timestamp }) => Date.parse(timestamp) - slot * SLOT);
      expect(times.every((at) => at >= 0 && at < SLOT)).toBe(true);
    }
  });

  it('is mostly everyday work, with something for signals every few minutes', () => {
    const count = (event: string) => calls.filter((call) => call.event === event).length;
    const visits = calls.filter(({ properties }) => properties.path === '/settings/cancel').length;
    expect(count('Signed In')).toBeGreaterThan(800);
    expect(count('Report Created')).toBeGreaterThan(400);
    for (const some of [visits, count('Data Exported'), count('Ticket Opened'), count('NPS Answered')]) {
      expect(some).toBeGreaterThan(3);
      expect(some).toBeLessThan(80);
    }
  });
});
