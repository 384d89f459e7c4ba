import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessColumn, guessType, isEmail, isFault, readCell } from '../../shared/table-values.ts';

describe('a cell', () => {
  it('is a number in the ways people and spreadsheets write it', () => {
    const point = ['1234.5', '1,234.50', '$1,234.50', '(12)', '-3', '9.99 €', '12 %'];
    expect(point.map((text) => readCell(text, 'number-point'))).toEqual([
      1234.5, 1234.5, 1234.5, -12, -3, 9.99, 12,
    ]);
    const comma = ['1234,5', '1.234,50', '1 234,50 zł', '1\u00a0234,5', '0,1'];
    expect(comma.map((text) => readCell(text, 'number-comma'))).toEqual([
      1234.5, 1234.5, 1234.5, 1234.5, 0.1,
    ]);
  });

  it('is no number where its commas cannot be thousands', () => {
    for (const text of ['1,23', '12,34.5', 'abc', '1.2.3', '--1', 'NaN', 'Infinity', ''])
      expect(isFault(readCell(text, 'number-point')), text).toBe(true);
  });

  it('is a date in the order its column has, and only one that exists', () => {
    expect(readCell('03/04/2026', 'date-dmy')).toBe('2026-04-03T00:00:00.000Z');
    expect(readCell('03/04/2026', 'date-mdy')).toBe('2026-03-04T00:00:00.000Z');
    expect(readCell('3.4.26', 'date-dmy')).toBe('2026-04-03T00:00:00.000Z');
    expect(readCell('2026-02-28T23:30:00+02:00', 'date-ymd')).toBe('2026-02-28T21:30:00.000Z');
    expect(readCell('2026-02-28 08:15', 'date-ymd')).toBe('2026-02-28T08:15:00.000Z');
    for (const text of ['2026-02-30', '31/04/2026', '2026-13-01', '0001-01-01', 'soon', '2026-02-28T25:00'])
      expect(isFault(readCell(text, text.includes('/') ? 'date-dmy' : 'date-ymd')), text).toBe(true);
  });

  it('gives back every number that was written in either way', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (cents) => {
        const value = cents / 100;
        const group = (text: string, mark: string) => text.replace(/\B(?=(\d{3})+(?!\d))/g, mark);
        const [whole = '0', part = '00'] = Math.abs(value).toFixed(2).split('.');
        const sign = value < 0 ? '-' : '';
        expect(readCell(`${sign}${group(whole, ',')}.${part}`, 'number-point')).toBeCloseTo(value, 6);
        expect(readCell(`${sign}${group(whole, '.')},${part}`, 'number-comma')).toBeCloseTo(value, 6);
      }),
    );
  });
});

describe('the guess about a column', () => {
  it('knows ids, addresses and accounts by their heading', () => {
    expect(guessColumn('User ID', ['1'], 'contacts').target).toBe('id');
    expect(guessColumn('E-mail', ['a@b.co'], 'contacts').target).toBe('email');
    expect(guessColumn('company_id', ['x'], 'contacts').target).toBe('account');
    expect(guessColumn('Account ID', ['x'], 'accounts').target).toBe('id');
    expect(guessColumn('Monthly recurring revenue', ['1,200.00'], 'accounts')).toEqual({
      target: 'trait',
      trait: 'mrr',
      type: 'number-point',
    });
  });

  it('never takes a column for consent', () => {
    expect(guessColumn('Marketing consent', ['yes', 'no'], 'contacts').target).toBe('trait');
  });

  it('tells days first from months first once a day is past twelve', () => {
    expect(guessType(['03/04/2026', '25/04/2026'])).toBe('date-dmy');
    expect(guessType(['03/04/2026', '04/25/2026'])).toBe('date-mdy');
  });

  it('keeps codes with leading zeros as text, and lone ones as numbers', () => {
    expect(guessType(['00123', '00456'])).toBe('text');
    expect(guessType(['1', '0', '1'])).toBe('number-point');
    expect(guessType(['yes', 'no'])).toBe('yes-no');
    expect(guessType(['1,5', '2,25'])).toBe('number-comma');
  });
});

describe('an address', () => {
  it('is one address and no list', () => {
    expect(isEmail('ada@acme.test')).toBe(true);
    for (const text of ['ada', 'ada@acme', 'a@b.c, d@e.f', 'Ada <ada@acme.test>', 'a b@c.de'])
      expect(isEmail(text)).toBe(false);
  });
});
