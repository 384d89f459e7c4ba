import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../server/engine/conditions/compile.ts';
import { type FactSnapshot, factsOf, historiesOf } from '../../../server/engine/facts.ts';
import type { Condition, Leaf } from '../../../shared/condition.ts';
import { DAY } from '../../../shared/time.ts';
import { runs } from '../../support/property-runs.ts';
import { condition, now, snapshot } from './arbitraries.ts';
import { countedDays, knownByDays } from './known-by-days.ts';

const never = Number.POSITIVE_INFINITY;
const midnight = (Math.floor(now / DAY) + 1) * DAY;

function until(rule: Condition, facts: Partial<FactSnapshot> = {}): [boolean, number] {
  const all = factsOf({ contact: {}, appearedAt: now - 100 * DAY, ...facts });
  const { value, holdsUntil } = compileCondition({ all: [rule] }).look(all, now);
  return [value, holdsUntil];
}

const paid = (...ago: number[]) => ({
  events: historiesOf(
    new Map([['Paid', ago.map((time) => ({ at: now - time })).sort((one, other) => one.at - other.at)]]),
  ),
});

const event = (params: Record<string, unknown>, operator: string, value: unknown): Leaf => ({
  fact: 'event',
  params: { event: 'Paid', ...params },
  operator,
  value,
});

describe('when a rule is looked at again', () => {
  it('is never, where time changes nothing', () => {
    expect(until({ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' })).toEqual([
      false,
      never,
    ]);
    expect(until({ fact: 'segment', params: { segment: 'vip' }, operator: 'equal', value: false })).toEqual([
      true,
      never,
    ]);
    expect(until(event({}, 'greaterThan', 0), paid(5 * DAY))).toEqual([true, never]);
    expect(until(event({ within: '7d' }, 'equal', 0))).toEqual([true, never]);
  });

  it('is when somebody has been quiet for long enough, not every day before', () => {
    const quiet = event({ measure: 'daysSinceLast' }, 'greaterThanInclusive', 21);
    expect(until(quiet, paid(30 * DAY, 2 * DAY + 5))).toEqual([false, now - 2 * DAY - 5 + 21 * DAY]);
    expect(until({ not: quiet }, paid(2 * DAY))).toEqual([true, now + 19 * DAY]);
    // Nothing but an event ends it.
    expect(until(quiet, paid(22 * DAY))[0]).toBe(true);
    expect(until(quiet, paid(22 * DAY))[1]).toBeGreaterThan(now + 60 * DAY);
  });

  it('is when the event that decides leaves its window', () => {
    const count = (operator: string, value: number) => event({ within: '7d' }, operator, value);
    const history = paid(6 * DAY, 5 * DAY, 4 * DAY, 1);
    expect(until(count('greaterThanInclusive', 2), history)).toEqual([true, now + 3 * DAY]);
    expect(until(count('equal', 4), history)).toEqual([true, now + DAY]);
    expect(until(count('equal', 2), history)).toEqual([false, now + 2 * DAY]);
    expect(until(count('greaterThan', 9), history)).toEqual([false, never]);
  });

  it('is at midnight UTC for measures of whole days', () => {
    const days = (value: number) => event({ measure: 'distinctDays', within: '2d' }, 'equal', value);
    expect(until(days(1), paid(1))).toEqual([true, midnight + DAY]);
    const ago = now - (midnight - DAY) + 1;
    expect(until(days(2), paid(1, ago))).toEqual([true, midnight]);
    const change = { fact: 'health', params: { measure: 'change', within: '1d' } };
    const today = Math.floor(now / DAY);
    const health = {
      score: 50,
      days: [
        { day: today - 2, score: 80 },
        { day: today, score: 50 },
      ],
    };
    expect(until({ ...change, operator: 'lessThan', value: -20 }, { health })).toEqual([true, midnight]);
  });

  it('is when the rounded days of a date cross the bound', () => {
    const renewal = (measure: string, operator: string, value: number): Leaf => ({
      fact: 'date',
      params: { path: '$.account.renewsAt', measure },
      operator,
      value,
    });
    const at = now + 40 * DAY + 3;
    const account = { renewsAt: at };
    expect(until(renewal('daysUntil', 'lessThanInclusive', 30), { account })).toEqual([false, at - 30 * DAY]);
    expect(until(renewal('daysUntil', 'greaterThan', 0), { account })).toEqual([true, at]);
    expect(until(renewal('daysSince', 'greaterThanInclusive', 2), { account })).toEqual([
      false,
      at + 2 * DAY,
    ]);
  });

  it('is when the members of a group that hold its answer give way', () => {
    const inDays = (days: number): Leaf => event({ measure: 'daysSinceFirst' }, 'lessThan', days + 1);
    const [soon, later] = [inDays(2), inDays(5)];
    const history = paid(DAY);
    const failing = { not: inDays(3) };
    const failingLater = { not: inDays(7) };
    expect(until({ all: [soon, later] }, history)).toEqual([true, now + 2 * DAY]);
    expect(until({ any: [soon, later] }, history)).toEqual([true, now + 5 * DAY]);
    expect(until({ all: [soon, failing, failingLater] }, history)).toEqual([false, now + 7 * DAY]);
    expect(until({ any: [failing, failingLater] }, history)).toEqual([false, now + 3 * DAY]);
    expect(until({ any: [failing, later] }, history)).toEqual([true, now + 5 * DAY]);
  });

  it('is no later than the first of a day of which only the count is known', () => {
    const day = Math.floor(now / DAY) - 6;
    const days = [{ day, count: 5, first: day * DAY + 10, last: day * DAY + 20 }];
    const events = new Map([['Paid', { singles: [{ at: now }], days }]]);
    expect(until(event({ within: '7d' }, 'equal', 3), { events })).toEqual([false, day * DAY + 10 + 7 * DAY]);
    expect(until(event({ within: '7d' }, 'greaterThan', 3), { events })).toEqual([
      true,
      day * DAY + 10 + 7 * DAY,
    ]);
    // One event or six: at least one either way.
    expect(until(event({ within: '7d' }, 'greaterThan', 0), { events })).toEqual([true, now + 7 * DAY]);
  });
});

describe('a look', () => {
  /** Where answers are likely to change, and anywhere else. */
  const moments = (facts: FactSnapshot, from: number, to: number, seed: number): number[] => {
    const steps = [1, 1.5, 7, 14, 30].map((days) => days * DAY);
    const events = [...facts.events.values()].flatMap(({ singles }) => singles.map(({ at }) => at));
    const others = [...facts.email, ...[...facts.meters.values()].flatMap(({ readings }) => readings)];
    const likely = [...events, ...others.map(({ at }) => at), facts.appearedAt].flatMap((at) =>
      steps.flatMap((step) => [at + step - 1, at + step, at + step + 1]),
    );
    const end = Math.min(to, now + 90 * DAY);
    const anywhere = [from + 1, end - 1, from + Math.floor(((end - from) * (seed % 97)) / 97)];
    return [...likely, ...anywhere, midnight - 1, midnight].filter((at) => at > from && at < to);
  };

  it('decides as a test does, and stands until it says', () => {
    fc.assert(
      fc.property(condition, snapshot, fc.nat(), (when, facts, seed) => {
        const compiled = compileCondition(when);
        const { value, holdsUntil } = compiled.look(facts, now);
        expect(value).toBe(compiled.test(facts, now));
        expect(holdsUntil).toBeGreaterThan(now);
        for (const at of moments(facts, now, holdsUntil, seed)) expect(compiled.test(facts, at)).toBe(value);
      }),
      runs(150),
    );
  });

  it('says no more than it can know from counts of closed days', () => {
    fc.assert(
      fc.property(condition, snapshot, fc.nat(), (when, facts, seed) => {
        const compiled = compileCondition(when);
        const counted = knownByDays(facts, compiled.needs, now, seed);
        expect(compiled.test(counted, now)).toBe(compiled.test(facts, now));
        const { value, holdsUntil } = compiled.look(counted, now);
        expect(holdsUntil).toBeGreaterThan(now);
        for (const at of moments(facts, now, holdsUntil, seed)) expect(compiled.test(facts, at)).toBe(value);
      }),
      runs(150),
    );
  });

  it('is tried on histories that are really counted by days', () => {
    const some = fc.sample(snapshot, { numRuns: 20, seed: 7 });
    const { needs } = compileCondition({ all: [event({}, 'greaterThan', 0)] });
    expect(some.some((facts) => countedDays(knownByDays(facts, needs, now, 1)) > 0)).toBe(true);
  });
});
