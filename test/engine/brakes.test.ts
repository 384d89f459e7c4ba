import { describe, expect, it } from 'vitest';
import { brakeFor } from '../../server/engine/brakes.ts';
import { settings } from '../../shared/settings.ts';

const usual = settings.parse({});
const kind = (sent: number, bounced: number, complained: number) =>
  brakeFor({ sent, bounced, complained }, usual)?.kind;

describe('the brakes', () => {
  it('bear five percent of bounces, and judge nothing by fewer than fifty messages', () => {
    expect(kind(100, 5, 0)).toBeUndefined();
    expect(kind(100, 6, 0)).toBe('bounces');
    expect(kind(49, 49, 0)).toBeUndefined();
  });

  it('bear one report of spam, and a thousandth of many', () => {
    expect(kind(10, 0, 1)).toBeUndefined();
    expect(kind(10, 0, 2)).toBe('complaints');
    expect(kind(2_000, 0, 2)).toBeUndefined();
    expect(kind(1_999, 0, 2)).toBe('complaints');
  });

  it('name complaints first, and bear what the workspace sets', () => {
    expect(kind(100, 50, 50)).toBe('complaints');
    const patient = { ...usual, brakes: { bouncePercent: 60, complaintPercent: 60 } };
    expect(brakeFor({ sent: 100, bounced: 50, complained: 50 }, patient)).toBeUndefined();
  });
});
