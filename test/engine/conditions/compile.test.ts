import { describe, expect, it } from 'vitest';
import { compileCondition, compileWhere, mergeNeeds } from '../../../server/engine/conditions/compile.ts';
import { type EventFact, type FactSnapshot, factsOf } from '../../../server/engine/facts.ts';
import type { Leaf } from '../../../shared/condition.ts';
import { DAY } from '../../../shared/time.ts';

const now = Date.UTC(2026, 2, 10, 15, 30);
const MINUTE = 60_000;

function snapshot(of: Partial<FactSnapshot> & { paid?: EventFact[] } = {}): FactSnapshot {
  const { paid, ...rest } = of;
  const singles = [...(paid ?? [])].sort((one, other) => one.at - other.at);
  return factsOf({
    contact: {},
    appearedAt: now - 50 * DAY,
    events: new Map([['Paid', { singles, days: [] }]]),
    ...rest,
  });
}

function holds(leaf: Leaf, facts: FactSnapshot): boolean {
  return compileCondition({ all: [leaf] }).test(facts, now);
}

/** The value of an event fact, found by asking whether it equals the one expected. */
function is(expected: number | 'missing', params: Record<string, unknown>, facts: FactSnapshot): boolean {
  const leaf = { fact: 'event', params: { event: 'Paid', ...params } };
  return expected === 'missing'
    ? holds({ ...leaf, operator: 'exists', value: false }, facts)
    : holds({ ...leaf, operator: 'equal', value: expected }, facts);
}

const trait = (operator: string, value: unknown, held?: unknown) =>
  holds(
    { fact: 'contact', path: '$.traits.x', operator, value },
    snapshot({ contact: { traits: held === undefined ? {} : { x: held } } }),
  );

describe('a compiled comparison', () => {
  it('keeps the surprises of json-rules-engine', () => {
    expect(trait('greaterThanInclusive', 21, '21')).toBe(true);
    expect(trait('greaterThan', 21, 'many')).toBe(false);
    expect(trait('lessThan', 10)).toBe(false);
    expect(trait('not:lessThan', 10)).toBe(true);
    expect(trait('notEqual', 'pro')).toBe(true);
    expect(trait('notIn', ['pro'])).toBe(true);
    expect(trait('doesNotContain', 'vip')).toBe(false);
    expect(trait('everyFact:equal', 1, [])).toBe(true);
    expect(trait('equal', '21', 21)).toBe(false);
    expect(trait('greaterThan', 0, new Date(now))).toBe(false);
  });

  it('treats missing and null as not existing', () => {
    expect(trait('exists', true)).toBe(false);
    expect(trait('exists', false, null)).toBe(true);
    expect(trait('exists', true, '')).toBe(true);
    expect(trait('exists', true, false)).toBe(true);
  });

  it('heeds case at start and end, but not within', () => {
    expect(trait('startsWith', 'pro', 'Pro plan')).toBe(false);
    expect(trait('endsWith', 'plan', 'Pro plan')).toBe(true);
    expect(trait('matchesText', 'ŻÓŁW', 'mały żółw')).toBe(true);
    expect(trait('matchesText', 'a', ['a'])).toBe(false);
  });

  it('includes both ends of a range', () => {
    expect([1, 2, 5, 5.1, '3', null, true].map((held) => trait('between', [2, 5], held))).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('finds values in short and long lists alike', () => {
    const long = Array.from({ length: 50 }, (_, index) => `plan ${index}`);
    expect(trait('in', long, 'plan 49')).toBe(true);
    expect(trait('in', long, 'plan 50')).toBe(false);
    expect(trait('notIn', long, ['plan 1'])).toBe(true);
  });

  it('never throws on a value that cannot become a number', () => {
    for (const operator of ['lessThan', 'swap:lessThan', 'someFact:greaterThan', 'not:lessThanInclusive'])
      expect(() => trait(operator, 3, { toString: 1 })).not.toThrow();
  });

  it('sees own properties of plain objects only', () => {
    class Kind {
      own = 1;
      get inherited() {
        return 1;
      }
    }
    const contact = { ...JSON.parse('{ "constructor": 1, "plain": 1 }'), kind: new Kind(), list: ['a'] };
    const bare = Object.assign(Object.create(null), { x: 1 });
    const seen = (path: string) =>
      holds(
        { fact: 'contact', path, operator: 'exists', value: true },
        snapshot({ contact: { ...contact, bare } }),
      );
    expect(['$.plain', '$.kind.own', '$.bare.x'].map(seen)).toEqual([true, true, true]);
    const hidden = ['$.kind.inherited', '$.list.length', '$.list.0', '$.toString', '$.plain.toFixed'];
    expect(hidden.map(seen)).toEqual(hidden.map(() => false));
    expect(holds({ fact: 'account', path: '$', operator: 'exists', value: false }, snapshot())).toBe(true);
  });
});

describe('a measure of events', () => {
  it('counts in (now − w, now]: now itself, not the far end, nothing later', () => {
    const facts = snapshot({
      paid: [{ at: now - DAY }, { at: now - DAY + 1 }, { at: now }, { at: now + 1 }],
    });
    expect(is(2, { within: '1d' }, facts)).toBe(true);
    expect(is(3, {}, facts)).toBe(true);
  });

  it('counts since entry what happened after it', () => {
    const facts = snapshot({ enteredAt: now - DAY, paid: [{ at: now - DAY }, { at: now - DAY + 1 }] });
    expect(is(1, { since: 'entry' }, facts)).toBe(true);
    expect(is(0, { since: 'entry' }, { ...facts, enteredAt: undefined })).toBe(true);
  });

  it('rounds days since down', () => {
    const facts = snapshot({ paid: [{ at: now - 30 * DAY }, { at: now - 21 * DAY + 1 }] });
    expect(is(20, { measure: 'daysSinceLast' }, facts)).toBe(true);
    expect(is(30, { measure: 'daysSinceFirst' }, facts)).toBe(true);
    expect(is(20, { measure: 'daysSinceFirst', within: '25d' }, facts)).toBe(true);
  });

  it('counts from the first appearance when nothing is left, unless told otherwise', () => {
    const facts = snapshot({ paid: [{ at: now - 30 * DAY, properties: { plan: 'free' } }] });
    const where = { all: [{ fact: 'properties', path: '$.plan', operator: 'equal', value: 'pro' }] };
    for (const measure of ['daysSinceLast', 'daysSinceFirst'])
      for (const left of [{ within: '7d' }, { where }]) {
        expect(is(50, { measure, ...left }, facts)).toBe(true);
        expect(is('missing', { measure, ...left, ifNever: 'missing' }, facts)).toBe(true);
      }
  });

  it('counts distinct UTC days, today included', () => {
    const today = Date.UTC(2026, 2, 10);
    const facts = snapshot({
      paid: [
        { at: now },
        { at: today },
        { at: today - 1 },
        { at: today - 2 * DAY },
        { at: today - 2 * DAY - 1 },
        { at: today - 2 * DAY + MINUTE },
      ],
    });
    expect(is(1, { measure: 'distinctDays', within: '1d' }, facts)).toBe(true);
    expect(is(2, { measure: 'distinctDays', within: '36h' }, facts)).toBe(true);
    expect(is(3, { measure: 'distinctDays', within: '3d' }, facts)).toBe(true);
    expect(is(4, { measure: 'distinctDays' }, facts)).toBe(true);
  });

  it('adds up only numbers, and knows nothing of nothing', () => {
    const amounts = [10, '20', null, 5, [1], Number.NaN, undefined];
    const facts = snapshot({
      paid: amounts.map((amount, index) => ({ at: now - index, properties: { order: { amount } } })),
    });
    const property = '$.order.amount';
    expect(is(15, { measure: 'sum', property }, facts)).toBe(true);
    expect(is(7.5, { measure: 'avg', property }, facts)).toBe(true);
    expect(is(5, { measure: 'min', property }, facts)).toBe(true);
    expect(is(10, { measure: 'max', property }, facts)).toBe(true);
    expect(is(0, { measure: 'sum', property: '$.other' }, facts)).toBe(true);
    for (const measure of ['avg', 'min', 'max'])
      expect(is('missing', { measure, property: '$.other' }, facts)).toBe(true);
    expect(is(0, { measure: 'count' }, snapshot())).toBe(true);
    expect(is(0, { measure: 'distinctDays' }, snapshot())).toBe(true);
  });

  it('looks at every event’s own properties in a where', () => {
    const pro = compileWhere({
      any: [{ not: { fact: 'properties', path: '$.plan', operator: 'exists', value: true } }],
    });
    expect([pro({}), pro({ plan: 'pro' })]).toEqual([true, false]);
  });
});

describe('the needs of a condition', () => {
  const event = (params: Record<string, unknown>): Leaf => ({
    fact: 'event',
    params: { event: 'Paid', ...params },
    operator: 'greaterThan',
    value: 0,
  });
  const needsOf = (...leaves: Leaf[]) => compileCondition({ any: leaves }).needs;

  it('name the records that are read', () => {
    const path = { path: '$.a', operator: 'equal', value: 1 };
    expect(needsOf({ fact: 'account', ...path })).toMatchObject({
      contact: false,
      account: true,
      trigger: false,
    });
    expect(needsOf({ fact: 'contact', ...path }, { fact: 'trigger', ...path })).toMatchObject({
      contact: true,
      account: false,
      trigger: true,
    });
  });

  it('reach as far back as the widest window of each event', () => {
    expect(
      needsOf(event({ within: '7d' }), event({ within: '2w', since: undefined })).events.get('Paid'),
    ).toEqual({
      days: 14 * DAY,
      edges: [7 * DAY, 14 * DAY],
      singles: 0,
      sinceEntry: false,
      singlesSinceEntry: false,
      perMember: false,
    });
    expect(needsOf(event({ since: 'entry' })).events.get('Paid')).toEqual({
      days: 0,
      edges: [],
      singles: 0,
      sinceEntry: true,
      singlesSinceEntry: false,
      perMember: false,
    });
    expect(needsOf(event({ measure: 'daysSinceLast' })).events.get('Paid')?.days).toBe('ever');
    expect(needsOf(event({ measure: 'distinctDays', within: '36h' })).events.get('Paid')).toMatchObject({
      days: 2 * DAY,
      edges: [],
    });
    const where = { all: [{ fact: 'properties', path: '$.plan', operator: 'equal', value: 'pro' }] };
    expect(needsOf(event({ within: '7d', where })).events.get('Paid')?.singles).toBe(7 * DAY);
    expect(needsOf(event({ since: 'entry', where })).events.get('Paid')?.singlesSinceEntry).toBe(true);
  });

  it('are merged without losing anything', () => {
    const merged = mergeNeeds([
      needsOf(event({ within: '7d' })),
      needsOf(event({ since: 'entry', measure: 'sum', property: '$.amount' })),
      needsOf({ ...event({ within: '1d' }), params: { event: 'Signed In' } }),
      needsOf({ fact: 'account', path: '$.mrr', operator: 'equal', value: 1 }),
    ]);
    const nothing = {
      contact: false,
      account: false,
      trigger: false,
      enrolment: false,
      health: false,
      events: new Map(),
      segments: new Set(),
      signals: new Set(),
      meters: new Set(),
      email: 0,
    };
    expect(merged).toEqual({
      ...nothing,
      account: true,
      events: new Map([
        [
          'Paid',
          {
            days: 7 * DAY,
            edges: [7 * DAY],
            singles: 0,
            sinceEntry: true,
            singlesSinceEntry: true,
            perMember: false,
          },
        ],
        [
          'Signed In',
          {
            days: 'ever',
            edges: [],
            singles: 0,
            sinceEntry: false,
            singlesSinceEntry: false,
            perMember: false,
          },
        ],
      ]),
    });
    expect(mergeNeeds([])).toEqual(nothing);
  });
});
