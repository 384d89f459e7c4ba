import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatCardMonth,
  formatDuration,
  formatNumber,
  formatRelative,
  formatShare,
  unitName,
} from '../../../editor/i18n/format.ts';
import { formatMoney } from '../../../editor/ui/money.ts';

const plain = (text: string) => text.replace(/\s/g, ' ');

describe('numbers, times and durations', () => {
  it('says a duration in the words of the language', () => {
    expect(['en', 'pl', 'ru'].map((language) => plain(formatDuration('3d', language)))).toEqual([
      '3 days',
      '3 dni',
      '3 дня',
    ]);
    expect(['1d', '5d'].map((text) => plain(formatDuration(text, 'ru')))).toEqual(['1 день', '5 дней']);
  });

  it('bends a unit to the number beside it', () => {
    expect([1, 3, 5].map((amount) => unitName('d', amount, 'ru'))).toEqual(['день', 'дня', 'дней']);
    expect([1, 2].map((amount) => unitName('w', amount, 'en'))).toEqual(['week', 'weeks']);
  });

  it('shows what is no duration as it is', () => {
    expect(formatDuration('soon', 'en')).toBe('soon');
  });

  it('groups four digits in Polish too', () => {
    expect(plain(formatNumber(2318, 'pl'))).toBe('2 318');
  });

  it('rounds shares to a tenth', () => {
    expect(formatShare(0.12381, 'en')).toBe('12.4%');
  });

  it('writes a minus, and a card’s month in digits', () => {
    expect([formatNumber(-5, 'en'), formatShare(-1, 'en'), formatMoney(-90, 'USD', 'en')]).toEqual([
      '−5',
      '−100%',
      '−$90',
    ]);
    expect(['en', 'pl', 'ru'].map((language) => formatCardMonth('2028-11-30T00:00:00Z', language))).toEqual([
      '11/2028',
      '11.2028',
      '11.2028',
    ]);
  });

  it('says for how long something has been so in whole days, and in hours on the first', () => {
    const now = new Date('2026-03-10T12:00:00Z');
    const since = (hours: number, language: string) =>
      plain(formatAge(new Date(now.getTime() - hours * 3_600_000), language, now));
    expect([34.5 * 24, 25, 5.9, -1].map((hours) => since(hours, 'en'))).toEqual([
      '34 days',
      '1 day',
      '5 hours',
      '1 hour',
    ]);
    expect([since(34 * 24, 'pl'), since(34 * 24, 'ru')]).toEqual(['34 dni', '34 дня']);
  });

  it('says how far away a moment is in the largest fitting unit', () => {
    const now = new Date('2026-03-10T12:00:00Z');
    const ago = (milliseconds: number) => formatRelative(new Date(now.getTime() - milliseconds), 'en', now);
    const minute = 60_000;
    expect([10_000, 5 * minute, 180 * minute, 48 * 60 * minute].map(ago)).toEqual([
      '10 seconds ago',
      '5 minutes ago',
      '3 hours ago',
      '2 days ago',
    ]);
    expect(formatRelative('2026-03-13T12:00:00Z', 'en', now)).toBe('in 3 days');
    expect(formatRelative('2024-03-10T12:00:00Z', 'en', now)).toBe('2 years ago');
  });
});
