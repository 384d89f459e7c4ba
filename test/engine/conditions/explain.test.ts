import { describe, expect, it } from 'vitest';
import { explainCondition, explainWhere } from '../../../server/engine/conditions/explain.ts';
import { factsOf, historiesOf } from '../../../server/engine/facts.ts';
import type { RootCondition } from '../../../shared/condition.ts';
import { DAY } from '../../../shared/time.ts';

const now = Date.UTC(2026, 5, 30, 12);
const facts = factsOf({
  contact: { userId: 'u1', traits: { plan: 'pro', seats: null, weird: { toString: 1 } }, tags: ['vip'] },
  account: { mrr: 500, renewsAt: '2026-09-01T00:00:00Z' },
  appearedAt: now - 100 * DAY,
  events: historiesOf(
    new Map([
      ['Signed In', [{ at: now - 22 * DAY }, { at: now - 21 * DAY }]],
      ['Paid', [{ at: now - DAY, properties: { amount: 12.5, plan: 'pro' } }]],
    ]),
  ),
});

describe('explaining a condition', () => {
  it('reports every rule in document order, also those that did not matter any more', async () => {
    const explained = await explainCondition(
      {
        any: [
          { fact: 'account', path: '$.mrr', operator: 'greaterThanInclusive', value: 400 },
          {
            all: [
              { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'team' },
              { not: { fact: 'event', params: { event: 'Signed In' }, operator: 'greaterThan', value: 1 } },
            ],
          },
        ],
      },
      facts,
      now,
    );
    expect(explained.pass).toBe(true);
    expect(explained.leaves.map(({ fact, actual, pass }) => ({ fact, actual, pass }))).toEqual([
      { fact: 'account', actual: 500, pass: true },
      { fact: 'contact', actual: 'pro', pass: false },
      { fact: 'event', actual: 2, pass: true },
    ]);
  });

  it('says where whole UTC days count, and what came too late to count', async () => {
    const history = { singles: [], days: [], late: [now - 40 * DAY] };
    const seen = { ...facts, events: new Map([['Signed In', history]]) };
    const remarksOf = async (rule: { fact: string; params: Record<string, unknown> }) => {
      const when = { all: [{ ...rule, operator: 'greaterThan', value: 5 }] };
      const [leaf] = (await explainCondition(when, seen, now)).leaves;
      return [
        ...(leaf?.sentence.includes('Whole UTC days count') ? ['whole'] : []),
        ...(leaf?.sentence.includes('arrived more than 30 days late') ? ['late'] : []),
      ];
    };
    const event = (measure: string, within?: string) => ({
      fact: 'event',
      params: { event: 'Signed In', measure, ...(within ? { within } : {}) },
    });
    const trend = (baseline: string) => ({
      fact: 'trend',
      params: { event: 'Signed In', window: '7d', baseline },
    });
    expect(await remarksOf(event('distinctDays', '60d'))).toEqual(['whole', 'late']);
    expect(await remarksOf(event('distinctDays'))).toEqual(['late']);
    expect(await remarksOf(event('count', '60d'))).toEqual(['late']);
    expect(await remarksOf(event('count', '39d'))).toEqual([]);
    expect(await remarksOf(event('daysSinceLast'))).toEqual(['late']);
    expect(await remarksOf(trend('40d'))).toEqual(['whole', 'late']);
    expect(await remarksOf(trend('30d'))).toEqual(['whole']);
  });

  const rules: [string, RootCondition, string][] = [
    [
      'a field of the account',
      { all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThanInclusive', value: 400 }] },
      'Account MRR is 500, which is at least 400.',
    ],
    [
      'a rule that fails',
      { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'in', value: ['team', 'free'] }] },
      'Contact plan is “pro”; the rule wants one of “team”, “free”.',
    ],
    [
      'a missing value that passes',
      { all: [{ fact: 'contact', path: '$.traits.jobTitle', operator: 'notEqual', value: 'CEO' }] },
      'Contact job title is not known, which counts as something other than “CEO”.',
    ],
    [
      'what does not exist',
      { all: [{ fact: 'contact', path: '$.traits.seats', operator: 'exists', value: false }] },
      'Contact seats is not known.',
    ],
    [
      'days since an event',
      {
        all: [
          {
            fact: 'event',
            params: { event: 'Signed In', measure: 'daysSinceLast' },
            operator: 'greaterThanInclusive',
            value: 21,
          },
        ],
      },
      'The time since the last “Signed In” is 21 days, which is at least 21 days.',
    ],
    [
      'events within a window, filtered by a property',
      {
        all: [
          {
            fact: 'event',
            params: {
              event: 'Paid',
              measure: 'sum',
              property: '$.amount',
              within: '30d',
              where: { all: [{ fact: 'properties', path: '$.plan', operator: 'equal', value: 'pro' }] },
            },
            operator: 'lessThan',
            value: 1000,
          },
        ],
      },
      'The sum of amount over “Paid” where property plan is “pro” in the last 30 days is 12.5, which is less than 1,000.',
    ],
    [
      'an event that never happened',
      {
        all: [
          {
            fact: 'event',
            params: { event: 'Exported', measure: 'daysSinceFirst' },
            operator: 'lessThan',
            value: 1,
          },
        ],
      },
      'The time since the first “Exported” is 100 days; the rule wants less than 1 day. It did not happen, so the time since the contact appeared counts.',
    ],
    [
      'a date',
      { all: [{ fact: 'account', path: '$.renewsAt', operator: 'exists', value: true }] },
      'Account renewal date is September 1, 2026 at 12:00 AM UTC, which is known.',
    ],
  ];
  for (const [name, rule, sentence] of rules)
    it(`says ${name} in a plain sentence`, async () => {
      const explained = await explainCondition(rule, facts, now);
      expect(explained.leaves[0]?.sentence).toBe(sentence);
    });

  it('speaks Polish and Russian', async () => {
    const rule: RootCondition = {
      all: [
        {
          fact: 'event',
          params: { event: 'Signed In', measure: 'daysSinceLast', within: '30d' },
          operator: 'lessThan',
          value: 2,
        },
      ],
    };
    const [pl, ru] = await Promise.all([
      explainCondition(rule, facts, now, 'pl'),
      explainCondition(rule, facts, now, 'ru'),
    ]);
    expect(pl.leaves[0]?.sentence).toBe(
      'Czas od ostatniego „Signed In” (ostatnie 30 dni): 21 dni; reguła oczekuje: mniej niż 2 dni.',
    );
    expect(ru.leaves[0]?.sentence).toBe(
      'Время с последнего «Signed In» (за последние 30 дней): 21 день; правило ожидает: меньше чем 2 дня.',
    );
  });

  it('does not fail on a trait that cannot be made a number', async () => {
    const explained = await explainCondition(
      { all: [{ fact: 'contact', path: '$.traits.weird', operator: 'lessThan', value: 3 }] },
      facts,
      now,
    );
    expect(explained.pass).toBe(false);
  });

  it('explains a where over the properties of one event', async () => {
    const explained = await explainWhere(
      { all: [{ fact: 'properties', path: '$.amount', operator: 'between', value: [10, 20] }] },
      { amount: 12.5 },
    );
    expect(explained).toMatchObject({
      pass: true,
      leaves: [{ actual: 12.5, sentence: 'Property amount is 12.5, which is between 10 and 20.' }],
    });
  });
});
