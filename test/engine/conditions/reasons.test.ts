import { describe, expect, it } from 'vitest';
import { explainCondition } from '../../../server/engine/conditions/explain.ts';
import { reasonsOf } from '../../../server/engine/conditions/reasons.ts';
import { factsOf } from '../../../server/engine/facts.ts';
import type { RootCondition } from '../../../shared/condition.ts';

const is = (name: string, value: unknown) => ({
  fact: 'contact',
  path: `$.traits.${name}`,
  operator: 'equal',
  value,
});

describe('why a condition holds', () => {
  const traits = { plan: 'pro', seats: 5, city: 'Kraków' };
  const facts = factsOf({ contact: { traits }, appearedAt: 0 });
  const reasons = async (when: RootCondition) =>
    reasonsOf(when, (await explainCondition(when, facts, 1)).leaves).map(({ path }) => path);

  it('is every rule of all, and the first branch of any that holds', async () => {
    expect(await reasons({ all: [is('plan', 'pro'), is('seats', 5)] })).toEqual([
      '$.traits.plan',
      '$.traits.seats',
    ]);
    expect(
      await reasons({
        any: [
          { all: [is('plan', 'pro'), is('seats', 9)] },
          { all: [is('city', 'Kraków'), { not: is('plan', 'free') }] },
          is('seats', 5),
        ],
      }),
    ).toEqual(['$.traits.city']);
  });

  it('is nothing where it does not hold, or only says what is not the case', async () => {
    expect(await reasons({ any: [is('plan', 'free'), is('seats', 9)] })).toEqual([]);
    expect(await reasons({ all: [{ not: is('plan', 'free') }] })).toEqual([]);
  });
});
