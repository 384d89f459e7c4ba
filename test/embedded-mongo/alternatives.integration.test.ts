import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collection, serveFresh, type TestServer } from './served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveFresh();
});
afterAll(() => server.close());

async function filled(docs: object[]): Promise<Collection> {
  const collection = server.collection();
  await collection.createIndexes([
    { key: { a: 1, t: -1 } },
    { key: { b: 1, t: 1 } },
    { key: { c: 1, t: 1 }, unique: true, partialFilterExpression: { c: { $gt: 0 } } },
    { key: { tags: 1, t: 1 } },
  ]);
  await collection.insertMany(docs as never);
  return collection;
}

const number = fc.integer({ min: 0, max: 4 });
const document = fc.record(
  {
    a: number,
    b: fc.oneof(number, fc.constantFrom('x', null)),
    t: fc.oneof(number, fc.constantFrom('x', null, new Date(3))),
    tags: fc.oneof(number, fc.array(number, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);
const clause = fc.oneof(
  number.map((a) => ({ a })),
  fc.array(number, { minLength: 1, maxLength: 3 }).map((some) => ({ a: { $in: some } })),
  fc.tuple(number, number).map(([a, t]) => ({ a, t: { $gte: t } })),
  number.map((b) => ({ b })),
  number.map((n) => ({ c: n * 3 + 1 })),
  number.map((_id) => ({ _id })),
  number.map((_id) => ({ _id: { $gte: 3 * _id, $lt: 3 * _id + 4 } })),
  number.map((tags) => ({ tags })),
);
const search = fc.record({
  alternatives: fc.array(clause, { minLength: 2, maxLength: 4 }),
  rest: fc.oneof(
    fc.constant({}),
    number.map((n) => ({ t: { $ne: n } })),
  ),
  sort: fc.constantFrom({ t: 1 }, { t: -1 }, { _id: 1 }, { _id: -1 }),
  limit: fc.integer({ min: 0, max: 6 }),
});

describe('alternatives in an order', () => {
  it('find what reading and sorting everything finds, each document once', { timeout: 60_000 }, async () => {
    let merged = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 15, maxLength: 30 }),
        fc.array(search, { minLength: 10, maxLength: 10 }),
        async (docs, searches) => {
          const collection = await filled(docs.map((doc, i) => ({ ...doc, _id: i, c: i })));
          for (const { alternatives, rest, sort, limit } of searches) {
            const filter = { ...rest, $or: alternatives } as object;
            const [planned, scanned] = await Promise.all([
              collection.find(filter, { sort, limit }).toArray(),
              collection.find(filter, { sort }).hint({ $natural: 1 }).toArray(),
            ]);
            const what = JSON.stringify([filter, sort, limit]);
            const [field] = Object.keys(sort) as ['t' | '_id'];
            // Documents of the same value may come in any order, missing and null among them.
            const keys = (all: typeof planned) => all.map((doc) => doc[field] ?? null);
            expect(keys(planned), what).toEqual(keys(scanned.slice(0, limit || scanned.length)));
            const ids = planned.map(({ _id }) => _id);
            expect(new Set(ids).size, what).toBe(ids.length);
            const all = new Set(scanned.map(({ _id }) => _id));
            expect(
              ids.filter((id) => !all.has(id)),
              what,
            ).toEqual([]);
            const plan = await collection.find(filter, { sort, limit }).explain('queryPlanner');
            if (/"SORT_MERGE"[^[]*\[[^[]*"IXSCAN".*"I[XD]/.test(JSON.stringify(plan))) merged++;
          }
        },
      ),
      { numRuns: 30 },
    );
    expect(merged).toBeGreaterThan(10);
  });

  it('read of each alternative no more than what is shown and one beyond', async () => {
    const collection = await filled(
      Array.from({ length: 3_000 }, (_, i) => ({ _id: i, a: i % 3, b: i % 5, c: i, t: i })),
    );
    const filter = { $or: [{ a: 1 }, { b: 2 }, { c: 2_000 }] };
    const options = { sort: { t: -1 as const }, limit: 10 };
    const { queryPlanner, executionStats } = await collection.find(filter, options).explain('executionStats');
    expect(queryPlanner.winningPlan).toMatchObject({
      stage: 'LIMIT',
      inputStage: {
        stage: 'FETCH',
        inputStage: {
          stage: 'SORT_MERGE',
          sortPattern: { t: -1 },
          inputStages: [
            { stage: 'IXSCAN', indexName: 'a_1_t_-1', direction: 'forward' },
            { stage: 'IXSCAN', indexName: 'b_1_t_1', direction: 'backward' },
            { stage: 'IXSCAN', indexName: 'c_1_t_1' },
          ],
        },
      },
    });
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(16);
    const found = await collection.find(filter, options).toArray();
    expect(found.map(({ t }) => t)).toEqual([2998, 2997, 2995, 2992, 2989, 2987, 2986, 2983, 2982, 2980]);
  });

  it('are found by a range of ids where one of them is such a range', async () => {
    const collection = await filled(
      Array.from({ length: 500 }, (_, i) => ({ _id: i, a: i % 50, b: 0, c: i, t: 0 })),
    );
    const search = collection.find({ $or: [{ a: 7 }, { _id: { $gte: 490 } }] });
    const { executionStats } = await search.explain('executionStats');
    expect(executionStats).toMatchObject({ nReturned: 20, totalDocsExamined: 20 });
  });
});
