import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition, covers, mergeNeeds } from '../../../server/engine/conditions/compile.ts';
import type { RootCondition } from '../../../shared/condition.ts';
import { runs } from '../../support/property-runs.ts';
import { condition } from './arbitraries.ts';

const needsOf = (params: Record<string, unknown>) =>
  compileCondition({
    all: [{ fact: 'event', params: { event: 'Signed In', ...params }, operator: 'greaterThan', value: 1 }],
  } as RootCondition).needs;

describe('what is loaded', () => {
  it('answers everything it was merged from, but for memberships, which may have turned since', () => {
    fc.assert(
      fc.property(condition, condition, (one, other) => {
        const [first, second] = [compileCondition(one).needs, compileCondition(other).needs];
        const isLasting = first.segments.size === 0 && first.signals.size === 0;
        expect(covers(mergeNeeds([first, second]), first)).toBe(isLasting);
      }),
      runs(60),
    );
  });

  it.each([
    [
      { measure: 'count', within: '30d' },
      { measure: 'count', within: '31d' },
    ],
    [
      { measure: 'count', within: '30d' },
      { measure: 'count', within: '29d' },
    ],
    [
      { measure: 'count', within: '30d' },
      { measure: 'sum', property: '$.n', within: '30d' },
    ],
    [{ measure: 'count' }, { measure: 'count', since: 'entry' }],
    [
      { measure: 'count', within: '3d' },
      { measure: 'count', within: '3d', event: 'Other' },
    ],
  ])('for %j does not answer %j', (loaded, wanted) => {
    expect(covers(needsOf(loaded), needsOf(wanted))).toBe(false);
  });
});
