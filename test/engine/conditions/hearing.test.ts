import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../server/engine/conditions/compile.ts';
import { hearingOf } from '../../../server/engine/conditions/hearing.ts';
import { type FactSnapshot, factsOf, historiesOf } from '../../../server/engine/facts.ts';
import type { Condition, RootCondition } from '../../../shared/condition.ts';
import { DAY } from '../../../shared/time.ts';
import { runs } from '../../support/property-runs.ts';
import { condition, now, snapshot } from './arbitraries.ts';

const isAdmin: RootCondition = {
  all: [{ fact: 'properties', path: '$.role', operator: 'equal', value: 'admin' }],
};
const times = (operator: string, value: number, within: string, more: object = {}): Condition => ({
  fact: 'event',
  params: { event: 'Signed In', within, ...more },
  operator,
  value,
});
const happened = (role: string) => ({ role });

/** What reads some of the sign-ins one by one, and counts the others. */
const dear: fc.Arbitrary<RootCondition> = fc.letrec<{ node: Condition; root: RootCondition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(fc.constantFrom('equal', 'greaterThan', 'lessThan'), fc.nat(2), fc.integer({ min: 3, max: 90 }))
      .map(([operator, value, days]) => times(operator, value, `${days}d`, { where: isAdmin })),
    fc
      .tuple(
        fc.constantFrom('greaterThan', 'greaterThanInclusive'),
        fc.nat(2),
        fc.integer({ min: 1, max: 90 }),
      )
      .map(([operator, value, days]) => times(operator, value, `${days}d`)),
    tie('node').map((not) => ({ not })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((list) => ({ any: list })),
  ),
  root: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
})).root;

const signIns = fc
  .array(
    fc.record({ ago: fc.integer({ min: 0, max: 95 * DAY }), role: fc.constantFrom('admin', 'member') }),
    { maxLength: 6 },
  )
  .map((list) =>
    factsOf({
      contact: {},
      appearedAt: now - 200 * DAY,
      events: historiesOf(
        new Map([
          [
            'Signed In',
            list
              .map(({ ago, role }) => ({ at: now - ago, properties: { role } }))
              .sort((one, other) => one.at - other.at),
          ],
        ]),
      ),
    }),
  );

/** The facts after something more happened. */
function withMore(facts: FactSnapshot, name: string, at: number, properties: Record<string, unknown>) {
  const { singles = [], days = [] } = facts.events.get(name) ?? {};
  const more = [...singles, { at, properties }].sort((one, other) => one.at - other.at);
  return { ...facts, events: new Map([...facts.events, [name, { singles: more, days }]]) };
}

describe('what a condition does not hear', () => {
  it('never turns it, now or as long as it is deaf, nor before it would have turned anyway', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          { weight: 3, arbitrary: fc.tuple(dear, signIns) },
          { weight: 1, arbitrary: fc.tuple(condition, snapshot) },
        ),
        fc.constantFrom('Signed In', 'Signed In', 'Paid'),
        fc.constantFrom('admin', 'member'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 40 * DAY }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([when, facts], name, role, share, ago, further) => {
          const { test, look } = compileCondition(when);
          const hearing = hearingOf([when]);
          const deafUntil = hearing.deafUntil(facts, now);
          const isDeaf = deafUntil !== undefined;
          if (hearing.hears(name, happened(role), isDeaf)) return;
          const at = isDeaf ? now + Math.floor((deafUntil - now) * share * 0.999) : now;
          const before = look(facts, now);
          // Whoever is looked at again meanwhile says anew until when.
          if (at > now && at >= before.holdsUntil) return;
          const more = withMore(facts, name, at - ago, happened(role));
          // What was remembered stands as long as it said it would.
          const later = at + Math.floor((Math.min(before.holdsUntil, at + 99 * DAY) - at) * further * 0.999);
          for (const moment of [at, later]) expect(test(more, moment)).toBe(before.value);
        },
      ),
      runs(150),
    );
  });

  it('is what no filter lets through, where nothing else reads it', () => {
    const hearing = hearingOf([{ all: [times('greaterThan', 0, '14d', { where: isAdmin })] }]);
    expect(hearing.hears('Signed In', happened('member'), false)).toBe(false);
    expect(hearing.hears('Signed In', happened('admin'), true)).toBe(true);
  });

  it('is more of the same once enough happened, until that is long ago', () => {
    const hearing = hearingOf([
      { all: [times('equal', 0, '30d', { where: isAdmin }), times('greaterThan', 0, '14d')] },
    ]);
    const signedIn = (ago: number) =>
      withMore({ events: new Map() } as unknown as FactSnapshot, 'Signed In', now - ago, happened('member'));
    expect(hearing.deafUntil(signedIn(DAY), now)).toBe(now + 13 * DAY);
    expect(hearing.deafUntil(signedIn(20 * DAY), now)).toBeUndefined();
    expect(hearing.hears('Signed In', happened('member'), true)).toBe(false);
    expect(hearing.hears('Signed In', happened('member'), false)).toBe(true);
  });

  it('is nothing where a rule counts up to a number, or asking costs little', () => {
    const exact = hearingOf([
      { all: [times('equal', 0, '30d', { where: isAdmin }), times('lessThan', 5, '14d')] },
    ]);
    const cheap = hearingOf([{ all: [times('greaterThan', 0, '14d')] }]);
    const busy = withMore({ events: new Map() } as unknown as FactSnapshot, 'Signed In', now - DAY, {});
    expect([exact, cheap].map(({ deafUntil }) => deafUntil(busy, now))).toEqual([undefined, undefined]);
  });
});
