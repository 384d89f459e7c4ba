import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countCondition } from '../../../server/use-cases/conditions/count-condition.ts';
import { countMatching } from '../../../server/use-cases/conditions/count-matching.ts';
import { keepFieldsIndexed } from '../../../server/use-cases/conditions/index-fields.ts';
import { createSegment } from '../../../server/use-cases/segments/segments.ts';
import type { AnswerOf } from '../../../shared/api.ts';
import type { RootCondition } from '../../../shared/condition.ts';
import { anAccount, aContact as buildContact } from '../../contracts/stores/build.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const trait = (name: string, value: unknown, operator = 'equal') => ({
  all: [{ fact: 'contact', path: `$.traits.${name}`, operator, value }],
});

/** A contact who was there long before anybody counts. */
function aContact(differs: Parameters<typeof buildContact>[0]) {
  return buildContact({ appearedAt: new Date('2025-01-01T00:00:00Z'), ...differs });
}

/** A clock on which a batch takes this many milliseconds. */
function hurrying(world: World, milliseconds: number): World['runtime']['clock'] {
  let at = world.now().getTime();
  const now = () => {
    at += milliseconds;
    return new Date(at);
  };
  return { ...world.runtime.clock, now };
}

describe('counting whom a condition holds for', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const count = (when: RootCondition, more: object = {}, signal?: AbortSignal) =>
    countCondition(world.runtime, {
      params: {},
      query: {},
      body: { when, subject: 'contact', ...more },
      actor: admin,
      signal,
    }) as Promise<AnswerOf<'countCondition'>>;

  it('is exact where there are few, shows three of them, and leaves unknown people out', async () => {
    const people = Array.from({ length: 9 }, (_, index) =>
      aContact({ traits: { plan: index < 5 ? 'pro' : 'free', firstName: `P${index}` } }),
    );
    await world.runtime.contacts.insert([
      ...people,
      aContact({ userId: undefined, sourceIds: ['a:anonymous'], traits: { plan: 'pro' } }),
    ]);
    const found = await count(trait('plan', 'pro'));
    expect(found).toMatchObject({ matching: 5, total: 10, approximate: false, margin: 0 });
    expect(found.sample).toHaveLength(3);
    expect(found.sample[0]?.name).toMatch(/^P\d$/);
  });

  it('counts accounts, and as it was at another instant', async () => {
    await world.runtime.accounts.insert([anAccount({ mrr: 900 }), anAccount({ mrr: 10 })]);
    const big: RootCondition = {
      all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThan', value: 500 }],
    };
    expect(await count(big, { subject: 'account' })).toMatchObject({ matching: 1, total: 2 });
    expect(await count(trait('plan', 'pro'), { now: '2020-01-01T00:00:00Z' })).toMatchObject({ matching: 0 });
    await expect(count(trait('plan', 'pro'), { now: 'yesterday' })).rejects.toMatchObject({
      code: 'BODY_INVALID',
    });
  });

  it('refuses a faulty condition by its own code, and stops when nobody listens any more', async () => {
    await expect(count({ all: [] })).rejects.toMatchObject({ code: 'CONDITION_EMPTY_GROUP' });
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(count(trait('plan', 'pro'), {}, gone)).rejects.toThrow('gone');
  });

  it('reckons from a part where there are many, and says how sure it is; what is indexed is exact while there is time', async () => {
    for (const [key, name] of [
      ['rare', 'Rare'],
      ['wide', 'Wide'],
    ] as const)
      await createSegment(world.runtime, {
        params: {},
        query: {},
        body: { key, name, when: trait(key, 'yes') },
        actor: admin,
      });
    // Ids that are as random as in life, spread by a step that has no divisor with their number.
    const ids = Array.from({ length: 2_600 }, (_, index) =>
      ((index * 1_597) % 2_600).toString(16).padStart(6, '0'),
    );
    await world.runtime.contacts.insert(
      ids.map((id, index) =>
        aContact({
          id: `k${id}`,
          traits: Object.fromEntries(
            Object.entries({ half: 2, wide: 3, rare: 650 }).map(([name, every]) => [
              name,
              index % every === 0 ? 'yes' : 'no',
            ]),
          ),
        }),
      ),
    );
    const half = await count(trait('half', 'yes'));
    expect(half).toMatchObject({ approximate: true, total: 2_610 });
    expect(Math.abs(half.matching - 1_300)).toBeLessThanOrEqual(2 * half.margin);
    expect(half.margin).toBeLessThan(200);

    expect(await keepFieldsIndexed(world.runtime, await world.runtime.watches.all())).toBe(2);
    await world.settle();
    await world.pass('2m');
    await world.runtime.runner.resume();
    await world.settle();
    expect(await world.runtime.fields.all()).toMatchObject([
      { id: 'contact:traits.rare', ready: true },
      { id: 'contact:traits.wide', ready: true },
    ]);
    expect(await count(trait('rare', 'yes'))).toMatchObject({ matching: 4, approximate: false, asked: 4 });
    const both = { all: [...trait('wide', 'yes').all, ...trait('half', 'yes').all] };
    expect(await count(both)).toMatchObject({ matching: 434, approximate: false, asked: 867 });
    const hurried = await countMatching(
      { ...world.runtime, clock: hurrying(world, 100) },
      { when: both, subject: 'contact', now: world.now() },
    );
    expect(hurried).toMatchObject({ approximate: true, asked: 750, total: 2_610 });
    expect(Math.abs(hurried.matching - 434)).toBeLessThanOrEqual(2 * hurried.margin);
    expect(hurried.margin).toBeLessThan(40);
    // What is written from now on is indexed as it is written.
    await world.identify('rare-one', { rare: 'yes' });
    await world.settle();
    expect(await count(trait('rare', 'yes'))).toMatchObject({ matching: 5, approximate: false });
    const inSegment: RootCondition = {
      all: [{ fact: 'segment', params: { segment: 'rare' }, operator: 'equal', value: true }],
    };
    expect(await count(inSegment)).toMatchObject({ matching: 1, approximate: false });
  });
});
