import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCondition } from '../../../server/engine/conditions/compile.ts';
import { type Indexed, pushdown } from '../../../server/engine/conditions/pushdown.ts';
import { factsOf } from '../../../server/engine/facts.ts';
import type { Leaf, RootCondition } from '../../../shared/condition.ts';
import type { Contact } from '../../../shared/contact.ts';
import { aContact } from '../../contracts/stores/build.ts';
import { condition, now, properties } from '../../engine/conditions/arbitraries.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { runs } from '../../support/property-runs.ts';

const fields = ['plan', 'seats', 'tags', 'ż key', 'nested.a', 'nested.b'];

const indexed: Indexed = {
  subject: 'contact',
  field: (keys) => fields.find((field) => field === keys.join('.')),
  holding: (k, v) => ({ facets: { $elemMatch: { k, v } } }),
};

describe('a condition pushed down to the database', () => {
  let test: TestDatabase;
  let stored: Contact[];

  beforeAll(async () => {
    test = await openTestDatabase();
    const { contacts } = test.database.stores;
    contacts.indexFields(fields);
    const odd = [
      { plan: 'a'.repeat(400) },
      { plan: `${'a'.repeat(199)}🐢b` },
      { plan: Array.from({ length: 300 }, (_, index) => index) },
      { plan: [['21'], [[21]]] },
      { plan: null },
      { plan: '21' },
      { plan: 'p.*|(' },
    ];
    const random = fc.sample(properties, { numRuns: 120, seed: 7 });
    const records = [...odd, ...random].map((traits) => ({ ...aContact(), ...traits }) as Contact);
    expect((await contacts.insert(records)).size).toBe(0);
    stored = await contacts.walk({ limit: 1_000, after: '' });
    expect(stored).toHaveLength(records.length);
  });
  afterAll(() => test.drop());

  const foundBy = async (when: RootCondition) => {
    const filter = pushdown(when, indexed);
    return (
      filter && new Set((await test.database.stores.contacts.matching(filter, 1_000)).map(({ id }) => id))
    );
  };
  const missedBy = async (when: RootCondition) => {
    const found = await foundBy(when);
    if (!found) return [];
    const { test: holds } = compileCondition(when);
    return stored.filter((contact) => {
      const facts = factsOf({ contact: contact as unknown as Record<string, unknown>, appearedAt: now });
      return holds(facts, now) && !found.has(contact.id);
    });
  };
  const only = (leaf: Omit<Leaf, 'fact'>): RootCondition => ({ all: [{ fact: 'contact', ...leaf }] });

  it('finds everybody who matches, whatever the traits hold', async () => {
    await fc.assert(
      fc.asyncProperty(condition, async (when) => {
        expect(await missedBy(when)).toEqual([]);
      }),
      runs(200),
    );
  });

  it('finds what is long, deep, odd or written as text', async () => {
    const found = async (leaf: Omit<Leaf, 'fact'>) => {
      expect(await missedBy(only(leaf))).toEqual([]);
      return (await foundBy(only(leaf)))?.size ?? -1;
    };
    const path = '$.plan';
    expect(await found({ path, operator: 'equal', value: 'a'.repeat(400) })).toBeGreaterThan(0);
    expect(await found({ path, operator: 'startsWith', value: 'a'.repeat(250) })).toBeGreaterThan(0);
    expect(await found({ path, operator: 'startsWith', value: 'p.*|(' })).toBeGreaterThan(0);
    expect(await found({ path, operator: 'startsWith', value: `${'a'.repeat(199)}\uD83D` })).toBeGreaterThan(
      0,
    );
    expect(await found({ path, operator: 'greaterThan', value: 20 })).toBeGreaterThan(0);
    expect(await found({ path, operator: 'contains', value: 299 })).toBeGreaterThan(0);
  });

  it('narrows where it can, and says so where it cannot', async () => {
    const few = await foundBy(only({ path: '$.plan', operator: 'equal', value: 'a'.repeat(400) }));
    expect(few?.size).toBeLessThan(10);
    const leaf = { fact: 'contact', path: '$.plan', operator: 'notEqual', value: 'pro' };
    expect(pushdown({ all: [leaf] }, indexed)).toBeUndefined();
    const known = { fact: 'contact', path: '$.seats', operator: 'equal', value: 3 };
    expect(pushdown({ all: [leaf, known] }, indexed)).toBeDefined();
    expect(pushdown({ any: [leaf, known] }, indexed)).toBeUndefined();
    expect(pushdown({ all: [{ not: known }] }, indexed)).toBeUndefined();
  });
});
