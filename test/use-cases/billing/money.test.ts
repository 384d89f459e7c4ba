import { describe, expect, it } from 'vitest';
import { cardOf } from '../../../server/use-cases/billing/account-fields.ts';
import { inMajorUnits, monthlyRevenue } from '../../../server/use-cases/billing/money.ts';
import { subscriptionObject } from '../../../server/use-cases/billing/stripe-objects.ts';
import { declineKind } from '../../../shared/billing.ts';
import { seconds, subscription } from '../../support/stripe-fixtures.ts';

const now = new Date('2026-03-02T00:00:00Z');

function revenue(...subscriptions: ReturnType<typeof subscription>[]) {
  const { byCurrency, isIncomplete } = monthlyRevenue(
    subscriptions.map((one) => subscriptionObject.parse(one)),
    now,
  );
  const amounts: Record<string, number> = Object.fromEntries(byCurrency);
  return { usd: amounts.usd, all: amounts, isIncomplete };
}

function every(interval: string, count = 1) {
  return { recurring: { interval, interval_count: count, usage_type: 'licensed' } } as object;
}

describe('monthly recurring revenue', () => {
  it('counts the quantity of every item', () => {
    expect(revenue(subscription('s', 'c', {}, { unit_amount: 1_000 }, 7))).toMatchObject({
      usd: 70,
      isIncomplete: false,
    });
  });

  it('brings years, quarters, weeks and days to a month', () => {
    expect(revenue(subscription('s', 'c', {}, { unit_amount: 120_000, ...every('year') }, 1)).usd).toBe(100);
    expect(revenue(subscription('s', 'c', {}, { unit_amount: 30_000, ...every('month', 3) }, 1)).usd).toBe(
      100,
    );
    expect(revenue(subscription('s', 'c', {}, { unit_amount: 1_200, ...every('week') }, 1)).usd).toBe(52);
    expect(revenue(subscription('s', 'c', {}, { unit_amount: 12, ...every('day') }, 1)).usd).toBe(3.65);
  });

  it('takes running discounts off, and neither those that ended nor those of one invoice', () => {
    const off = (coupon: object, end: string | null = null) =>
      revenue(
        subscription(
          's',
          'c',
          { discounts: [{ end: end && seconds(end), coupon }] as never },
          { unit_amount: 10_000 },
          1,
        ),
      ).usd;
    expect(off({ percent_off: 25, duration: 'forever' })).toBe(75);
    expect(off({ percent_off: 25, duration: 'repeating' }, '2026-06-01T00:00:00Z')).toBe(75);
    expect(off({ percent_off: 25, duration: 'repeating' }, '2026-03-01T00:00:00Z')).toBe(100);
    expect(off({ percent_off: 25, duration: 'once' })).toBe(100);
    expect(off({ amount_off: 3_000, currency: 'usd', duration: 'forever' })).toBe(70);
    expect(off({ amount_off: 30_000, currency: 'usd', duration: 'forever' })).toBe(0);
  });

  it('takes an amount off a year once a year', () => {
    const discounts = [{ end: null, coupon: { amount_off: 12_000, currency: 'usd', duration: 'forever' } }];
    const yearly = subscription(
      's',
      'c',
      { discounts: discounts as never },
      { unit_amount: 120_000, ...every('year') },
      1,
    );
    expect(revenue(yearly).usd).toBe(90);
  });

  it('counts a payment that is late, and neither trials nor what ended', () => {
    const of = (status: string) => revenue(subscription('s', 'c', { status: status as never }, {}, 1)).usd;
    expect(of('past_due')).toBe(49);
    expect([of('trialing'), of('canceled'), of('unpaid'), of('incomplete')]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('keeps currencies apart and knows which have no cents', () => {
    const both = revenue(
      subscription('a', 'c', {}, { currency: 'eur', unit_amount: 2_000 }, 1),
      subscription('b', 'c', {}, { currency: 'jpy', unit_amount: 2_000 }, 1),
    );
    expect(both.all).toEqual({ eur: 20, jpy: 2_000 });
    expect(inMajorUnits(12_345, 'KWD')).toBe(12.345);
  });

  it('says when a price in tiers or by usage is not in it', () => {
    expect(
      revenue(subscription('s', 'c', {}, { unit_amount: null, unit_amount_decimal: null }, 1)).isIncomplete,
    ).toBe(true);
  });
});

describe('a card', () => {
  it('is good to the last instant of its month', () => {
    expect(cardOf({ exp_month: 12, exp_year: 2026 }).expiresAt).toBe('2026-12-31T23:59:59.999Z');
    expect(cardOf({ exp_month: 2, exp_year: 2028 }).expiresAt).toBe('2028-02-29T23:59:59.999Z');
  });
});

describe('a decline', () => {
  it('is hard where the same card cannot succeed by itself', () => {
    expect(['stolen_card', 'expired_card'].map(declineKind)).toEqual(['hard', 'hard']);
    expect(['insufficient_funds', 'do_not_honor', undefined].map(declineKind)).toEqual([
      'soft',
      'soft',
      'soft',
    ]);
  });
});
