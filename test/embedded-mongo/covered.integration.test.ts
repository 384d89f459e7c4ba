import fc from 'fast-check';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Collection,
  Decimal128,
  Double,
  Long,
  ObjectId,
  serveFresh,
  type TestServer,
} from './served.ts';

const { EJSON } = mongoose.mongo.BSON;

let server: TestServer;
beforeAll(async () => {
  server = await serveFresh();
});
afterAll(() => server.close());

const number = fc.integer({ min: -2, max: 3 });
/** What JavaScript sends, whose types an index can tell. */
const plain = fc.oneof(
  number,
  fc.constantFrom('a', 'b\0', 'ż', '', true, false, 2.5, -0.5, 3e10, Number.POSITIVE_INFINITY),
  fc.constantFrom(new Date(5), new Date(-5), new ObjectId('5'.repeat(24))),
);
/** What only the documents tell. */
const special = fc.oneof(
  number.map((n) => Long.fromNumber(n)),
  number.map((n) => new Double(n)),
  fc.constantFrom(Decimal128.fromString('1.0'), Long.fromString('9007199254740993'), -0, null, {}, { x: 1 }),
);
const anything = fc.oneof({ arbitrary: plain, weight: 5 }, special);

function documents(value: fc.Arbitrary<unknown>): fc.Arbitrary<object[]> {
  const document = fc.record(
    { a: value, b: value, c: fc.record({ x: value }, { requiredKeys: [] }) },
    { requiredKeys: [] },
  );
  return fc.array(document, { minLength: 12, maxLength: 25 });
}

const filter = fc.oneof(
  plain.map((a) => ({ a })),
  fc.tuple(plain, plain).map(([a, b]) => ({ a, b: { $gte: b } })),
  fc.array(plain, { maxLength: 4 }).map((some) => ({ a: { $in: some } })),
  number.map((n) => ({ a: { $gt: n }, b: { $ne: n } })),
  fc.constantFrom({ a: { $gte: '' }, b: { $exists: true } }, { a: { $type: 'string' } }, {}),
);
const sort = fc.constantFrom(undefined, { a: 1 }, { a: -1 }, { b: 1, a: -1 }, { 'c.x': -1 });
const paths = fc.uniqueArray(fc.constantFrom('a', 'b', 'c.x'), { minLength: 1 });
const search = fc.record({ filter, sort, paths, withId: fc.boolean() });

type Search = typeof search extends fc.Arbitrary<infer T> ? T : never;

async function filled(docs: object[]): Promise<Collection> {
  const collection = server.collection();
  await collection.createIndexes([
    { key: { a: 1, b: -1, 'c.x': 1 } },
    { key: { b: 1, a: -1 }, partialFilterExpression: { a: { $exists: true } } },
    { key: { 'c.x': -1 } },
    { key: { name: 1 }, unique: true },
  ]);
  await collection.insertMany(
    docs.map((doc, i) => ({ ...doc, _id: i % 3 === 0 ? i : `i${i}`, name: `n${i}` })),
  );
  return collection;
}

/** The fields asked for of every document, each with its type, so that an int is not taken for a long. */
function told(docs: mongoose.mongo.Document[]): string[] {
  const show = (value: unknown) => EJSON.stringify({ value }, { relaxed: false });
  return docs.map(({ _id, a, b, c, ...rest }) => [_id, a, b, c, rest].map(show).join(' ')).sort();
}

/** Of equal numbers of several types any may stand for all, where only one is shown. */
function loosely(value: unknown): string {
  return EJSON.stringify(value, (_, inner) => {
    const digits = inner?.$numberDecimal ?? inner?.$numberDouble ?? inner;
    const number = digits === inner && typeof inner !== 'number' ? undefined : Number(digits) + 0;
    return number === undefined ? inner : `number ${number}`;
  });
}

const exactly = { promoteValues: false } as const;

interface Explained {
  queryPlanner: { winningPlan: object };
  executionStats: { totalDocsExamined: number; totalKeysExamined: number; nReturned: number };
}

describe('a search that an index answers alone', () => {
  async function check(collection: Collection, asked: Search): Promise<boolean> {
    const { filter: query, sort: order, paths: shown, withId } = asked;
    const projection = { ...Object.fromEntries(shown.map((path) => [path, 1])), _id: withId ? 1 : 0 };
    const what = JSON.stringify([asked]);
    const options = { ...exactly, projection, ...(order ? { sort: order as never } : {}) };
    const found = await collection.find(query, options).toArray();
    const expected = await collection.find(query, options).hint({ $natural: 1 }).toArray();
    expect(told(found), what).toEqual(told(expected));
    const [path = ''] = shown;
    const groups = (hint: object) =>
      collection
        .aggregate([{ $match: query }, { $group: { _id: `$${path}`, n: { $sum: 1 } } }], hint)
        .toArray();
    const counted = (all: object[]) => all.map(loosely).sort();
    expect(counted(await groups({})), what).toEqual(counted(await groups({ hint: { $natural: 1 } })));
    const values = (hint: object) =>
      server.db.command({ distinct: collection.collectionName, key: path, query, ...hint });
    const { values: all } = await values({ hint: { $natural: 1 } });
    expect((await values({})).values.map(loosely), what).toEqual(all.map(loosely));
    expect(await collection.countDocuments(query), what).toBe(expected.length);
    const plan = await collection.find(query, options).explain('executionStats');
    return JSON.stringify(plan).includes('PROJECTION_COVERED');
  }

  it.each([
    ['values JavaScript sends', plain],
    ['values of all types', anything],
  ])('gives what the documents give: %s', { timeout: 60_000 }, async (_, value) => {
    let covered = 0;
    await fc.assert(
      fc.asyncProperty(
        documents(value),
        fc.array(search, { minLength: 8, maxLength: 8 }),
        async (docs, searches) => {
          const collection = await filled(docs);
          for (const asked of searches) if (await check(collection, asked)) covered++;
        },
      ),
      { numRuns: 15 },
    );
    expect(covered).toBeGreaterThan(10);
  });

  async function people(): Promise<Collection> {
    const collection = server.collection();
    await collection.createIndexes([
      { key: { city: 1, age: -1 } },
      { key: { mail: 1 }, unique: true },
      { key: { tags: 1 } },
    ]);
    await collection.insertMany(
      Array.from({ length: 300 }, (_, i) => ({
        _id: `p${i}`,
        city: `c${i % 3}`,
        age: i % 50,
        mail: `m${i}`,
        tags: ['x'],
        text: 'y',
      })),
    );
    return collection;
  }

  it.each([
    ['by a prefix, its own fields', { city: 'c1' }, { projection: { _id: 0, city: 1, age: 1 } }, 100],
    ['with the id, which every entry has', { city: 'c1', age: 7 }, { projection: { _id: 1 } }, 2],
    ['in its order', { city: 'c1' }, { projection: { age: 1, _id: 0 }, sort: { age: 1 }, limit: 5 }, 5],
    ['sorted in memory', { city: { $gte: '' } }, { projection: { age: 1, _id: 0 }, sort: { age: 1 } }, 300],
    [
      'with a condition on its entries',
      { city: 'c2', age: { $mod: [2, 0] } },
      { projection: { age: 1, _id: 0 } },
      50,
    ],
    ['by a unique index', { mail: /^m29/ }, { projection: { mail: 1, _id: 0 } }, 11],
  ] as const)('reads no documents %s', async (_, query, options, count) => {
    const collection = await people();
    const plan = (await collection
      .find(query as object, options as object)
      .explain('executionStats')) as unknown as Explained;
    expect(plan.executionStats).toMatchObject({ nReturned: count, totalDocsExamined: 0 });
    expect(JSON.stringify(plan)).toContain('PROJECTION_COVERED');
    expect(JSON.stringify(plan)).not.toContain('FETCH');
  });

  it.each([
    ['a field the index has not', { city: 'c1' }, { projection: { text: 1, _id: 0 } }],
    ['everything but a field', { city: 'c1' }, { projection: { text: 0 } }],
    ['a condition on another field', { city: 'c1', text: 'y' }, { projection: { age: 1, _id: 0 } }],
    ['an index that holds arrays', { tags: 'x' }, { projection: { tags: 1, _id: 0 } }],
  ] as const)('reads documents for %s', async (_, query, options) => {
    const collection = await people();
    const plan = await collection.find(query as object, options as object).explain('executionStats');
    expect(plan.executionStats.totalDocsExamined).toBeGreaterThan(0);
    expect(JSON.stringify(plan)).not.toContain('PROJECTION_COVERED');
  });

  it('reads only those documents whose values a key does not tell, from when there are any', async () => {
    const collection = await people();
    const search = () => collection.find({ city: 'c1' }, { projection: { age: 1, _id: 0 } });
    const examined = async () => (await search().explain('executionStats')).executionStats.totalDocsExamined;
    expect(await examined()).toBe(0);
    // The key stays the same, and the type does not.
    await collection.updateOne({ _id: 'p1' as never }, { $set: { age: Long.fromNumber(1) } });
    expect(await examined()).toBe(100);
    const shown = await collection.find({ city: 'c1' }, { ...exactly, projection: { age: 1 } }).toArray();
    expect(EJSON.stringify(shown, { relaxed: false })).toContain('$numberLong');
    const sound = await server.db.command({ validate: collection.collectionName });
    expect(sound).toMatchObject({ valid: true, errors: [] });
  });

  it('groups and tells values apart without reading documents', async () => {
    const collection = await people();
    const pipeline = [
      { $match: { city: { $gte: 'c1' } } },
      { $group: { _id: '$city', oldest: { $max: '$age' } } },
    ];
    const { stages } = (await collection.aggregate(pipeline).explain('executionStats')) as unknown as {
      stages: [{ $cursor: Explained }, { $group: object; nReturned: number }];
    };
    expect(stages[0].$cursor.executionStats).toMatchObject({ totalDocsExamined: 0, totalKeysExamined: 200 });
    expect(stages[1]).toMatchObject({ $group: { _id: '$city' }, nReturned: 2 });
    const explained = await server.db.command({
      explain: { distinct: collection.collectionName, key: 'city' },
    });
    expect(explained.queryPlanner.winningPlan).toMatchObject({
      stage: 'PROJECTION_COVERED',
      inputStage: { stage: 'DISTINCT_SCAN', indexName: 'city_1_age_-1' },
    });
    // One entry of each value is enough.
    expect(explained.executionStats).toMatchObject({
      nReturned: 3,
      totalDocsExamined: 0,
      totalKeysExamined: 3,
    });
    expect(await collection.distinct('city')).toEqual(['c0', 'c1', 'c2']);
  });

  it('changes and deletes after reading each document once', async () => {
    const collection = await people();
    expect((await collection.updateMany({ city: 'c1' }, { $set: { city: 'c9' } })).modifiedCount).toBe(100);
    expect((await collection.deleteMany({ city: 'c9', age: { $gte: 25 } })).deletedCount).toBe(50);
    expect(await collection.countDocuments({ city: 'c9' })).toBe(50);
  });
});
