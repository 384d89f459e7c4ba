import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collection, serveFresh, type TestServer } from './served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveFresh();
});
afterAll(() => server.close());

const scalar = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 6 }), weight: 5 },
  { arbitrary: fc.constantFrom('a', 'ab', 'b', 'b\0'), weight: 3 },
  fc.constantFrom(null, true, 2.5, new Date(5)),
);
const value = fc.oneof({ arbitrary: scalar, weight: 4 }, fc.array(scalar, { maxLength: 3 }));
const nested = fc.oneof(
  scalar,
  fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }),
  fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), { maxLength: 3 }),
);
const document = fc.record({ a: scalar, b: value, c: nested, s: scalar }, { requiredKeys: [] });
const documents = fc.array(document, { minLength: 20, maxLength: 60 });

const condition = fc.oneof(
  scalar,
  scalar.map((v) => ({ $eq: v })),
  fc.array(scalar, { maxLength: 3 }).map((v) => ({ $in: v })),
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), scalar).map(([o, v]) => ({ [o]: v })),
  fc.tuple(scalar, scalar).map(([x, y]) => ({ $gte: x, $lt: y })),
  scalar.map((v) => ({ $ne: v })),
  fc.array(scalar, { maxLength: 2 }).map((v) => ({ $nin: v })),
  fc.boolean().map((v) => ({ $exists: v })),
  fc.constantFrom(
    { $regex: '^a' },
    { $regex: '^b$' },
    { $not: { $gt: 3 } },
    { $elemMatch: { $gte: 1, $lt: 4 } },
    { $size: 2 },
  ),
  fc.array(scalar, { minLength: 1, maxLength: 2 }).map((v) => ({ $all: v })),
);
const clause = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c.x', 'c.y', 's', '_id'), condition), {
    minLength: 1,
    maxLength: 3,
  })
  .map((entries) => Object.fromEntries(entries));
const filter = fc.oneof(
  { arbitrary: clause, weight: 4 },
  fc.tuple(clause, fc.array(clause, { minLength: 1, maxLength: 2 })).map(([c, or]) => ({ ...c, $or: or })),
  fc.tuple(clause, clause).map(([c, d]) => ({ $and: [c, d] })),
  fc.tuple(condition).map(([c]) => ({ c: { $elemMatch: { x: c, y: { $gte: 1 } } } })),
);
const sort = fc.oneof(
  fc.constant(undefined),
  fc
    .uniqueArray(
      fc.tuple(fc.constantFrom('a', 's', 'c.x', '_id'), fc.constantFrom(1 as const, -1 as const)),
      {
        minLength: 1,
        maxLength: 2,
        selector: ([path]) => path,
      },
    )
    .map((entries) => Object.fromEntries(entries)),
);

const indexes = [
  { a: 1, s: -1 },
  { b: 1, a: 1 },
  { s: -1, a: 1 },
  { 'c.x': 1, 'c.y': -1 },
  { 'c.y': 1, a: -1 },
] as const;

async function filled(docs: unknown[]): Promise<Collection> {
  const collection = server.collection();
  await collection.createIndexes([
    ...indexes.map((key) => ({ key: { ...key } })),
    { key: { s: 1 }, sparse: true, name: 'sparse' },
    { key: { a: 1 }, partialFilterExpression: { s: { $gt: 2 } }, name: 'partial' },
  ]);
  await collection.insertMany(docs.map((doc, i) => ({ ...(doc as object), _id: i })));
  return collection;
}

const ids = (docs: { _id: unknown }[]) => docs.map((doc) => doc._id as number);

describe('an indexed search', () => {
  it('finds what reading everything finds', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(fc.tuple(filter, sort), { minLength: 12, maxLength: 12 }),
        async (docs, searches) => {
          const collection = await filled(docs);
          for (const [query, order] of searches) {
            const options = order ? { sort: order } : {};
            const planned = await collection.find(query as object, options).toArray();
            const scanned = await collection
              .find(query as object)
              .hint({ $natural: 1 })
              .toArray();
            expect(ids(planned).sort(), JSON.stringify(query)).toEqual(ids(scanned).sort());
            expect(await collection.countDocuments(query as object), JSON.stringify(query)).toBe(
              scanned.length,
            );
            if (order) {
              // Ties may come in any order, so documents are compared by what they are sorted by.
              const natural = await collection
                .aggregate([
                  { $match: {} },
                  { $match: query as object },
                  { $addFields: { z: 1 } },
                  { $sort: order },
                ])
                .toArray();
              const keys = Object.keys(order);
              const shown = (all: Record<string, unknown>[]) =>
                all.map((doc) =>
                  JSON.stringify(
                    keys.map((key) =>
                      key === 'c.x' ? ids(all as never) && sortable(doc.c) : (doc[key] ?? null),
                    ),
                  ),
                );
              expect(shown(planned), JSON.stringify([query, order])).toEqual(shown(natural));
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leaves indexes that hold exactly what the documents say, whatever the changes', {
    timeout: 60_000,
  }, async () => {
    const change = fc.oneof(
      fc
        .tuple(clause, document)
        .map(([q, d]) => ({ updateMany: { filter: q, update: { $set: { ...d, z: 1 } } } })),
      fc
        .tuple(clause, scalar)
        .map(([q, v]) => ({ updateMany: { filter: q, update: { $push: { log: v }, $unset: { s: 1 } } } })),
      fc.tuple(clause, document).map(([q, d]) => ({ replaceOne: { filter: q, replacement: d } })),
      clause.map((q) => ({ deleteOne: { filter: q } })),
      document.map((d) => ({ insertOne: { document: d } })),
    );
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(change, { minLength: 10, maxLength: 20 }),
        async (docs, changes) => {
          const collection = await filled(docs);
          await collection.bulkWrite(changes as never, { ordered: false }).catch(() => undefined);
          const checked = await server.db.command({ validate: collection.collectionName });
          expect(checked.errors).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('counts without reading documents when the index alone can tell', async () => {
    const collection = server.collection();
    await collection.createIndex({ a: 1, b: 1 });
    await collection.insertMany(Array.from({ length: 100 }, (_, i) => ({ _id: i, a: i % 4, b: i })));
    const { executionStats } = await server.db.command({
      explain: { count: collection.collectionName, query: { a: 2, b: { $lte: 50 } } },
    });
    expect(executionStats).toMatchObject({ nReturned: 13, totalDocsExamined: 0, totalKeysExamined: 13 });
  });

  it.each([
    ['equality, then a range in its order', { a: 1, b: { $lte: 50 } }, { b: 1 }],
    ['equality against the order', { a: 1 }, { b: -1 }],
    ['several values', { a: { $in: [1, 3] }, b: { $gte: 90 } }, undefined],
    ['several values in order', { a: { $in: [1, 3] } }, { a: 1, b: 1 }],
    ['alternatives', { $or: [{ a: 1, b: 5 }, { d: 7 }] }, undefined],
    ['order alone', {}, { a: -1, b: -1 }],
    ['a prefix', { t: /^t1/ }, undefined],
  ] as const)('uses an index without sorting in memory for %s', async (_, query, order) => {
    const collection = server.collection();
    await collection.createIndexes([{ key: { a: 1, b: 1 } }, { key: { d: 1 } }, { key: { t: 1 } }]);
    await collection.insertMany(
      Array.from({ length: 100 }, (__, i) => ({ _id: i, a: i % 4, b: i, d: i, t: `t${i}` })),
    );
    const plan = JSON.stringify(
      await collection.find(query as object, order ? { sort: order } : {}).explain('executionStats'),
    );
    expect(plan).toContain('IXSCAN');
    expect(plan).not.toContain('COLLSCAN');
    expect(plan).not.toContain('"SORT"');
  });
});

/** The smallest x of an embedded array or document, for showing what a sort goes by. */
function sortable(c: unknown): unknown {
  if (Array.isArray(c)) return 'many';
  return (c as { x?: unknown } | undefined)?.x ?? null;
}
