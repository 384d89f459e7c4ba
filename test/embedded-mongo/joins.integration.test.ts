import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collection, serveFresh, type TestServer } from './served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveFresh();
});
afterAll(() => server.close());

const scalar = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', null, 2.5));
const value = fc.oneof({ arbitrary: scalar, weight: 4 }, fc.array(scalar, { maxLength: 2 }));
const inner = fc.record({ k: value, n: scalar, o: fc.record({ k: value }) }, { requiredKeys: [] });
const outer = fc.record({ v: value, n: scalar }, { requiredKeys: [] });
const path = fc.constantFrom('k', 'n', 'o.k');

/** Joins by what an expression finds equal, alone, with more conditions, and behind other stages. */
const equality = path.map((field) => ({
  let: { v: '$v', n: '$n' },
  pipeline: [{ $match: { $expr: { $eq: [`$${field}`, '$$v'] } } }],
}));
const join = fc.oneof(
  { arbitrary: equality, weight: 3 },
  path.map((field) => ({
    let: { v: '$v', n: '$n' },
    pipeline: [
      { $match: { n: { $ne: 'a' } } },
      { $match: { $expr: { $and: [{ $eq: ['$$v', `$${field}`] }, { $gte: ['$n', '$$n'] }] } } },
      { $project: { k: 1, seen: '$$n' } },
    ],
  })),
  path.map((foreignField) => ({
    localField: 'v',
    foreignField,
    let: { n: '$n' },
    pipeline: [{ $match: { $expr: { $ne: ['$n', '$$n'] } } }],
  })),
  path.map((foreignField) => ({ localField: 'v', foreignField })),
  fc
    .tuple(path, fc.constantFrom('$gt', '$gte', '$lt', '$lte'), fc.boolean(), fc.constantFrom('$$v', '$$n'))
    .map(([field, operator, isTurned, variable]) => ({
      let: { v: '$v', n: '$n' },
      pipeline: [
        {
          $match: {
            $expr: { [operator]: isTurned ? [variable, `$${field}`] : [`$${field}`, variable] },
          },
        },
      ],
    })),
  fc.constant({ pipeline: [{ $match: { n: { $gte: 1 } } }, { $count: 'many' }] }),
  fc.constant({
    let: { n: '$n' },
    pipeline: [
      { $group: { _id: '$n', all: { $sum: 1 } } },
      { $sort: { _id: 1 as const } },
      { $match: { $expr: { $eq: ['$_id', '$$n'] } } },
    ],
  }),
);

/** What a join finds for one document when everything is asked anew for it, with its values written into the pipeline. */
async function naively(from: Collection, spec: Record<string, unknown>, doc: Record<string, unknown>) {
  const stages = [...((spec.pipeline as object[] | undefined) ?? [])];
  if (typeof spec.foreignField === 'string') {
    const local = doc.v;
    stages.unshift({
      $match: { [spec.foreignField]: Array.isArray(local) ? { $in: local } : { $eq: local ?? null } },
    });
  }
  const written = JSON.parse(JSON.stringify(stages), (_, part: unknown) => {
    if (part === '$$v' || part === '$$n') {
      const known = doc[part.slice(2)];
      return known === undefined ? '$$REMOVE' : { $literal: known };
    }
    return part;
  }) as object[];
  return from.aggregate([{ $match: {} }, ...written], { hint: { $natural: 1 } }).toArray();
}

describe('a join with a pipeline', () => {
  it.each([
    ['without indexes', []],
    ['with indexes', [{ key: { k: 1 } }, { key: { n: 1 } }, { key: { 'o.k': 1 } }]],
    [
      'with sparse indexes',
      [
        { key: { k: -1 }, sparse: true },
        { key: { n: 1 }, sparse: true },
      ],
    ],
  ])('finds what asking anew for each document finds, %s', { timeout: 60_000 }, async (_, indexes) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(inner, { minLength: 5, maxLength: 12 }),
        fc.array(outer, { minLength: 2, maxLength: 6 }),
        fc.array(join, { minLength: 4, maxLength: 4 }),
        async (inners, outers, joins) => {
          const [from, local] = [server.collection(), server.collection()];
          if (indexes.length > 0) await from.createIndexes(indexes as never);
          await from.insertMany(inners.map((doc, _id) => ({ ...doc, _id })));
          await local.insertMany(outers.map((doc, _id) => ({ ...doc, _id })));
          for (const spec of joins) {
            const $lookup = { from: from.collectionName, as: 'found', ...spec };
            const joined = await local.aggregate([{ $lookup }]).toArray();
            for (const [i, doc] of outers.entries()) {
              const expected = await naively(from, spec, doc as Record<string, unknown>);
              const found = (joined[i]?.found ?? []).map((one: object) => JSON.stringify(one)).sort();
              expect(found, JSON.stringify([spec, doc])).toEqual(
                expected.map((one) => JSON.stringify(one)).sort(),
              );
            }
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  const many = 2_000;
  async function pair(): Promise<[Collection, Collection]> {
    const [from, local] = [server.collection(), server.collection()];
    await from.insertMany(Array.from({ length: many }, (_, _id) => ({ _id, k: `k${_id}`, n: _id % 2 })));
    await local.insertMany(Array.from({ length: many }, (_, _id) => ({ _id, v: `k${_id}` })));
    return [from, local];
  }
  /** How many documents all searches have read so far. */
  async function read(): Promise<number> {
    const { metrics } = await server.db.admin().command({ serverStatus: 1 });
    return Number(metrics.queryExecutor.scannedObjects);
  }
  async function joined(local: Collection, $lookup: object): Promise<{ matched: number; examined: number }> {
    const before = await read();
    const found = await local
      .aggregate([{ $lookup: { as: 'found', ...$lookup } }, { $match: { 'found.0': { $exists: true } } }])
      .toArray();
    return { matched: found.length, examined: (await read()) - before };
  }
  const byVariable = { let: { v: '$v' }, pipeline: [{ $match: { n: 1, $expr: { $eq: ['$k', '$$v'] } } }] };

  it('reads the other collection twice at most where it has no index', async () => {
    const [from, local] = await pair();
    const { matched, examined } = await joined(local, { from: from.collectionName, ...byVariable });
    expect(matched).toBe(many / 2);
    expect(examined).toBeLessThanOrEqual(3 * many);
  });

  it('reads only what it finds where it has one', async () => {
    const [from, local] = await pair();
    await from.createIndex({ k: 1 });
    const { matched, examined } = await joined(local, { from: from.collectionName, ...byVariable });
    expect(matched).toBe(many / 2);
    expect(examined).toBeLessThanOrEqual(2 * many);
  });

  it('reads no more than what lies in a range that depends on the document where there is an index', async () => {
    const [from, local] = await pair();
    await from.createIndex({ k: 1 });
    const { matched, examined } = await joined(local, {
      from: from.collectionName,
      let: { v: '$v' },
      pipeline: [
        { $match: { $expr: { $and: [{ $gte: ['$k', '$$v'] }, { $lt: ['$k', { $literal: 'k11' }] }] } } },
      ],
    });
    expect(matched).toBeGreaterThan(50);
    // k0, k1, k10, and the hundred and eleven behind k10 that begin like it.
    expect(examined).toBeLessThanOrEqual(many + 115 * 115);
  });

  it('finds once what depends on no document', async () => {
    const [from, local] = await pair();
    const pipeline = [{ $group: { _id: '$n', all: { $sum: 1 } } }];
    const { matched, examined } = await joined(local, { from: from.collectionName, pipeline });
    expect(matched).toBe(many);
    expect(examined).toBeLessThanOrEqual(2 * many);
  });

  it('tells what is wrong in a pipeline although no document comes to it', async () => {
    const empty = server.collection();
    const refused = (stage: object) => expect(empty.aggregate([stage]).toArray()).rejects;
    await refused({ $lookup: { from: 'x', as: 'y', pipeline: [{ $wrong: 1 }] } }).toMatchObject({
      code: 40324,
    });
    await refused({ $unionWith: { coll: 'x', pipeline: [{ $wrong: 1 }] } }).toMatchObject({ code: 40324 });
    await refused({
      $lookup: { from: 'x', as: 'y', pipeline: [{ $match: { $expr: { $eq: ['$a', '$$v'] } } }] },
    }).toMatchObject({ code: 17276 });
  });
});

describe('a union with a pipeline', () => {
  it('adds what the pipeline makes of the other collection, or documents of its own', async () => {
    const [from, local] = [server.collection(), server.collection()];
    await from.insertMany([1, 2, 3].map((_id) => ({ _id, n: _id })));
    await local.insertOne({ _id: 0 });
    const pipeline = [{ $match: { n: { $gt: 1 } } }, { $sort: { n: -1 } }, { $project: { n: 1 } }];
    const all = await local
      .aggregate([
        { $unionWith: { coll: from.collectionName, pipeline } },
        { $unionWith: { pipeline: [{ $documents: [{ own: true }] }] } },
      ])
      .toArray();
    expect(all).toEqual([{ _id: 0 }, { _id: 3, n: 3 }, { _id: 2, n: 2 }, { own: true }]);
  });
});
