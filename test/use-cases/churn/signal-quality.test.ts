import { describe, expect, it } from 'vitest';
import { qualityOf } from '../../../server/use-cases/churn/signal-quality.ts';

const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number));
const period = { from: day(100), to: day(200) };
const opened = (subject: string, on: number) => ({ subject, openedAt: day(on) });
const left = (subject: string, on: number) => ({ subject, at: day(on) });

describe('how well a signal told of departures', () => {
  it('counts whom it opened for once, and whether they left within ninety days', () => {
    const openings = [opened('a', 90), opened('a', 95), opened('b', 60), opened('c', 20)];
    const found = qualityOf(openings, [left('a', 110), left('b', 151)], period);
    expect(found).toMatchObject({ opened: 3, leftAfter: 1 });
  });

  it('leaves out whoever it opened for lately and who is still there', () => {
    expect(qualityOf([opened('a', 150)], [], period)).toMatchObject({ opened: 0, leftAfter: 0 });
    expect(qualityOf([opened('a', 110)], [], period)).toMatchObject({ opened: 1, leftAfter: 0 });
  });

  it('says of how many departures of the period it warned, and how early', () => {
    const departures = [left('a', 120), left('b', 130), left('c', 140), left('d', 50)];
    const openings = [opened('a', 110), opened('b', 100), opened('d', 40)];
    expect(qualityOf(openings, departures, period)).toMatchObject({
      warnedOf: 2,
      departures: 3,
      medianLeadDays: 20,
    });
  });

  it('does not warn by opening at or after the departure', () => {
    const found = qualityOf([opened('a', 120), opened('a', 121)], [left('a', 120)], period);
    expect(found).toMatchObject({ warnedOf: 0, leftAfter: 0 });
    expect(found.medianLeadDays).toBeUndefined();
  });
});
