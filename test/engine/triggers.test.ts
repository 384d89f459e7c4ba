import { describe, expect, it } from 'vitest';
import { cronFault, lastOfSchedule, nextOfSchedule } from '../../server/engine/cron.ts';
import { factsOf } from '../../server/engine/facts.ts';
import { firingAfter, isAwaitedChange } from '../../server/engine/triggers.ts';
import type { AttributeTrigger } from '../../shared/triggers/attribute.ts';
import type { DateTrigger } from '../../shared/triggers/date.ts';
import { fieldOf } from '../../shared/triggers/field.ts';

const seats: AttributeTrigger = { kind: 'attribute', path: '$.traits.seats', direction: 'either' };

describe('a changed trait', () => {
  it.each([
    ['any change', {}, 'pro', 'team', true],
    ['no change', {}, 'pro', 'pro', false],
    ['becoming known', {}, null, 'pro', false],
    ['being forgotten', {}, 'pro', null, true],
    ['becoming the value from another', { to: 'pro' }, 'free', 'pro', true],
    ['becoming the value from nothing', { to: 'pro' }, null, 'pro', true],
    ['becoming something else', { to: 'pro' }, 'free', 'team', false],
    ['199 → 201 crosses 200', { crosses: 200 }, 199, 201, true],
    ['199 → 200 crosses 200', { crosses: 200 }, 199, 200, true],
    ['200 → 201 does not cross 200 again', { crosses: 200 }, 200, 201, false],
    ['201 → 199 crosses it downwards', { crosses: 200 }, 201, 199, true],
    ['201 → 199 is no rise', { crosses: 200, direction: 'up' }, 201, 199, false],
    ['199 → 201 is no fall', { crosses: 200, direction: 'down' }, 199, 201, false],
    ['a text crosses nothing', { crosses: 200 }, '199', 201, false],
    ['becoming known crosses nothing', { crosses: 200 }, null, 201, false],
  ] as const)('starts as it says: %s', (_, change, was, is, starts) => {
    expect(isAwaitedChange({ ...seats, ...change }, was, is)).toBe(starts);
  });

  it('is looked at inside where the path goes on', () => {
    const city = { ...seats, path: '$.traits.address.city' };
    expect(fieldOf(city.path)).toEqual({ of: 'contact', trait: 'address', inner: ['city'] });
    expect(isAwaitedChange(city, { city: 'Gdynia', zip: 1 }, { city: 'Gdynia', zip: 2 })).toBe(false);
    expect(isAwaitedChange(city, { city: 'Gdynia' }, { city: 'Sopot' })).toBe(true);
  });
});

describe('a date trigger', () => {
  const trigger = (more: Partial<DateTrigger> = {}): DateTrigger => ({
    kind: 'date',
    date: '$.contact.traits.day',
    yearly: false,
    at: '09:00',
    ...more,
  });
  const at = (day: unknown, after: string, more: Partial<DateTrigger> = {}, zone = 'Europe/Warsaw') =>
    firingAfter(
      trigger(more),
      factsOf({ contact: { zone, traits: { day } }, appearedAt: 0 }),
      new Date(after),
    )?.at.toISOString();

  it('fires at nine in the zone of the contact', () => {
    expect(at('2026-06-10', '2026-01-01T00:00:00Z')).toBe('2026-06-10T07:00:00.000Z');
    expect(at('2026-06-10', '2026-01-01T00:00:00Z', {}, 'America/New_York')).toBe('2026-06-10T13:00:00.000Z');
  });

  it('fires days before and after, at the same time of day over a clock change', () => {
    expect(at('2026-04-01', '2026-01-01T00:00:00Z', { before: '7d' })).toBe('2026-03-25T08:00:00.000Z');
    expect(at('2026-03-25', '2026-01-01T00:00:00Z', { after: '7d' })).toBe('2026-04-01T07:00:00.000Z');
  });

  it('does not fire for a date that has been, or is none', () => {
    expect(at('2026-06-10', '2026-06-10T07:00:00Z')).toBeUndefined();
    expect(at('soon', '2026-01-01T00:00:00Z')).toBeUndefined();
    expect(at(undefined, '2026-01-01T00:00:00Z')).toBeUndefined();
  });

  it('comes back every year, and takes 29 February for 28 February', () => {
    const yearly = { yearly: true };
    expect(at('2024-02-29', '2025-01-01T00:00:00Z', yearly)).toBe('2025-02-28T08:00:00.000Z');
    expect(at('2024-02-29', '2027-12-01T00:00:00Z', yearly)).toBe('2028-02-29T08:00:00.000Z');
    expect(at('2020-01-03', '2026-12-20T00:00:00Z', { ...yearly, before: '14d' })).toBe(
      '2026-12-20T08:00:00.000Z',
    );
    expect(at('2030-05-01', '2026-01-01T00:00:00Z', yearly)).toBe('2030-05-01T07:00:00.000Z');
  });

  it('has a cause of its own for every date and offset', () => {
    const causeOf = (day: string, more = {}) =>
      firingAfter(
        trigger(more),
        factsOf({ contact: { traits: { day } }, appearedAt: 0 }),
        new Date('2026-01-01T00:00:00Z'),
      )?.cause;
    const causes = [
      causeOf('2026-06-10'),
      causeOf('2026-06-11'),
      causeOf('2026-06-10', { before: '1d' }),
      causeOf('2026-06-10', { after: '1d' }),
    ];
    expect(new Set(causes).size).toBe(4);
  });
});

describe('a schedule', () => {
  const mondays = { cron: '0 9 * * 1', zone: 'Europe/Warsaw' };
  it('fires by the clock of its zone, also when that changes', () => {
    expect(nextOfSchedule(mondays, new Date('2026-03-23T12:00:00Z')).toISOString()).toBe(
      '2026-03-30T07:00:00.000Z',
    );
    expect(nextOfSchedule(mondays, new Date('2026-03-20T12:00:00Z')).toISOString()).toBe(
      '2026-03-23T08:00:00.000Z',
    );
    expect(lastOfSchedule(mondays, new Date('2026-03-30T07:00:00Z')).toISOString()).toBe(
      '2026-03-30T07:00:00.000Z',
    );
  });

  it('says what is none', () => {
    expect(cronFault('0 9 * * 1')).toBeUndefined();
    expect(cronFault('0 99 * * 1')).toMatch(/./);
    expect(cronFault('tomorrow')).toMatch(/./);
  });
});
