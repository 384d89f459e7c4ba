import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { nextOpening } from '../../server/engine/send-window.ts';
import { weekday } from '../../shared/steps/fields.ts';

const workdays = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'] as ('mon' | 'tue' | 'wed' | 'thu' | 'fri')[],
  from: '09:00',
  to: '18:00',
};

describe('a send window', () => {
  it('is open from its first minute up to, not including, its last', () => {
    const at = (time: string) => nextOpening(workdays, 'Europe/Warsaw', new Date(time)).toISOString();
    expect(at('2026-03-02T08:00:00Z')).toBe('2026-03-02T08:00:00.000Z');
    expect(at('2026-03-02T16:59:59Z')).toBe('2026-03-02T16:59:59.000Z');
    expect(at('2026-03-02T17:00:00Z')).toBe('2026-03-03T08:00:00.000Z');
  });

  it('opens after the weekend on Monday', () => {
    expect(nextOpening(workdays, 'UTC', new Date('2026-03-06T20:00:00Z')).toISOString()).toBe(
      '2026-03-09T09:00:00.000Z',
    );
  });

  it('moves a start that falls into the spring gap forward', () => {
    const window = { days: ['sun'] as 'sun'[], from: '02:30', to: '05:00' };
    expect(nextOpening(window, 'Europe/Warsaw', new Date('2026-03-29T00:00:00Z')).toISOString()).toBe(
      '2026-03-29T01:30:00.000Z',
    );
  });

  it('always answers a moment inside the window, never before the one asked about', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Warsaw',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    );
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('2025-01-01T00:00:00Z'),
          max: new Date('2030-01-01T00:00:00Z'),
          noInvalidDate: true,
        }),
        zones,
        fc.uniqueArray(fc.constantFrom(...weekday.options), { minLength: 1 }),
        (at, zone, days) => {
          const opens = nextOpening({ ...workdays, days }, zone, at);
          const local = DateTime.fromJSDate(opens, { zone });
          expect(opens.getTime()).toBeGreaterThanOrEqual(at.getTime());
          expect(days).toContain(weekday.options[local.weekday - 1]);
          expect(local.hour).toBeGreaterThanOrEqual(9);
          expect(local.hour).toBeLessThan(18);
          expect(nextOpening({ ...workdays, days }, zone, opens)).toEqual(opens);
        },
      ),
    );
  });
});
