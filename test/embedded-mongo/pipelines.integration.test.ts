import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collection, serveFresh, type TestServer } from './served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveFresh();
});
afterAll(() => server.close());

async function filled(docs: object[]): Promise<Collection> {
  const collection = server.collection();
  await collection.insertMany(docs as never);
  return collection;
}

describe('a pipeline', () => {
  const sales = [
    { _id: 1, who: 'a', amount: 5, tags: ['x', 'y'] },
    { _id: 2, who: 'b', amount: 7, tags: [] },
    { _id: 3, who: 'a', amount: 9, tags: ['x'] },
  ];

  it.each([
    [
      [
        { $group: { _id: '$who', n: { $sum: 1 }, total: { $sum: '$amount' }, ids: { $push: '$_id' } } },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 'a', n: 2, total: 14, ids: [1, 3] },
        { _id: 'b', n: 1, total: 7, ids: [2] },
      ],
    ],
    [
      [
        {
          $group: {
            _id: null,
            avg: { $avg: '$amount' },
            max: { $max: '$amount' },
            set: { $addToSet: '$who' },
          },
        },
      ],
      [{ _id: null, avg: 7, max: 9, set: ['a', 'b'] }],
    ],
    [
      [{ $unwind: '$tags' }, { $group: { _id: '$tags', n: { $sum: 1 } } }, { $sort: { n: -1 } }],
      [
        { _id: 'x', n: 2 },
        { _id: 'y', n: 1 },
      ],
    ],
    [
      [
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
        { $match: { _id: 2 } },
      ],
      [{ _id: 2, who: 'b', amount: 7, i: null }],
    ],
    [[{ $match: { amount: { $gt: 5 } } }, { $count: 'n' }], [{ n: 2 }]],
    [
      [{ $sortByCount: '$who' }],
      [
        { _id: 'a', count: 2 },
        { _id: 'b', count: 1 },
      ],
    ],
    [
      [
        { $sort: { amount: -1 } },
        { $skip: 1 },
        { $limit: 1 },
        { $project: { who: 1, double: { $multiply: ['$amount', 2] } } },
      ],
      [{ _id: 2, who: 'b', double: 14 }],
    ],
    [
      [{ $match: { _id: 1 } }, { $set: { 'n.x': '$amount' } }, { $unset: ['tags', 'who'] }],
      [{ _id: 1, amount: 5, n: { x: 5 } }],
    ],
    [[{ $match: { _id: 3 } }, { $replaceRoot: { newRoot: { w: '$who' } } }], [{ w: 'a' }]],
    [
      [
        {
          $facet: {
            all: [{ $count: 'n' }],
            big: [{ $match: { amount: { $gt: 8 } } }, { $project: { _id: 1 } }],
          },
        },
      ],
      [{ all: [{ n: 3 }], big: [{ _id: 3 }] }],
    ],
    [
      [{ $bucket: { groupBy: '$amount', boundaries: [0, 6, 10] } }],
      [
        { _id: 0, count: 1 },
        { _id: 6, count: 2 },
      ],
    ],
    [
      [
        { $group: { _id: '$who', best: { $top: { sortBy: { amount: -1 }, output: '$_id' } } } },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 'a', best: 3 },
        { _id: 'b', best: 2 },
      ],
    ],
    [[{ $match: { _id: 99 } }, { $count: 'n' }], []],
  ] as [object[], object[]][])('%j', async (pipeline, expected) => {
    const collection = await filled(sales);
    expect(await collection.aggregate(pipeline).toArray()).toEqual(expected);
  });

  it('joins by fields, by a pipeline, and by both', async () => {
    const people = await filled([
      { _id: 'a', city: 'Rome' },
      { _id: 'b', city: 'Oslo' },
    ]);
    const orders = await filled(sales);
    const from = people.collectionName;
    const joined = await orders
      .aggregate([
        { $lookup: { from, localField: 'who', foreignField: '_id', as: 'person' } },
        {
          $lookup: {
            from,
            let: { w: '$who' },
            pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$w'] } } }, { $project: { _id: 0, city: 1 } }],
            as: 'piped',
          },
        },
        {
          $lookup: {
            from,
            localField: 'who',
            foreignField: '_id',
            pipeline: [{ $match: { city: 'Oslo' } }],
            as: 'both',
          },
        },
        { $project: { city: { $first: '$person.city' }, piped: '$piped.city', both: { $size: '$both' } } },
        { $unionWith: { coll: from, pipeline: [{ $project: { _id: 1 } }] } },
      ])
      .toArray();
    expect(joined).toEqual([
      { _id: 1, city: 'Rome', piped: ['Rome'], both: 0 },
      { _id: 2, city: 'Oslo', piped: ['Oslo'], both: 1 },
      { _id: 3, city: 'Rome', piped: ['Rome'], both: 0 },
      { _id: 'a' },
      { _id: 'b' },
    ]);
  });

  it('joins many by a field without an index, each with what belongs to it', async () => {
    const foreign = await filled(
      Array.from({ length: 3_000 }, (_, i) => (i % 100 === 0 ? { _id: i } : { _id: i, of: i % 1_500 })),
    );
    const local = await filled(Array.from({ length: 1_500 }, (_, i) => ({ _id: i })));
    const join = { from: foreign.collectionName, localField: '_id', foreignField: 'of', as: 'found' };
    const joined = await local
      .aggregate([{ $lookup: join }, { $project: { found: '$found._id' } }])
      .batchSize(500)
      .toArray();
    expect(joined).toEqual(
      Array.from({ length: 1_500 }, (_, i) => ({ _id: i, found: i % 100 === 0 ? [] : [i, i + 1_500] })),
    );
    const none = await local
      .aggregate([{ $lookup: { ...join, localField: 'none' } }, { $limit: 2 }])
      .toArray();
    expect(none.map(({ found }) => found.length)).toEqual([30, 30]);
  });

  it('writes its results into another collection', async () => {
    const collection = await filled(sales);
    await collection.aggregate([{ $project: { who: 1 } }, { $out: 'copied' }]).toArray();
    await collection.aggregate([{ $project: { more: '$amount' } }, { $merge: { into: 'copied' } }]).toArray();
    expect(await server.db.collection('copied').findOne({ _id: 1 as never })).toEqual({
      _id: 1,
      who: 'a',
      more: 5,
    });
  });

  it('reads fields of a document as large as one may be, through an index and in passing', async () => {
    const document = { _id: 1, a: 1, text: '' };
    document.text = 'x'.repeat(16 * 1024 * 1024 - mongo.BSON.calculateObjectSize(document));
    const collection = server.collection();
    await collection.insertOne(document);
    await collection.createIndex({ a: 1 });
    for (const hint of [{ a: 1 }, { $natural: 1 }]) {
      const pipeline = [
        { $match: { a: 1 } },
        { $group: { _id: { $strLenBytes: '$text' }, ids: { $push: '$_id' } } },
      ];
      expect(await collection.aggregate(pipeline, { hint }).toArray()).toEqual([
        { _id: document.text.length, ids: [1] },
      ]);
    }
  });
});
