import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collection, ObjectId, serveFresh, type TestServer } from './served.ts';

let server: TestServer;
let orders: Collection;
beforeAll(async () => {
  server = await serveFresh();
  orders = server.collection();
  await orders.createIndexes([
    { key: { a: 1, b: -1 } },
    { key: { tags: 1 } },
    { key: { t: 1 }, sparse: true },
    { key: { o: 1 }, unique: true, partialFilterExpression: { o: { $exists: true } } },
  ]);
  await orders.insertMany(
    Array.from({ length: 60 }, (_, i) => ({ _id: i, a: i % 6, b: i, tags: [i % 2, 7], x: i % 3 })),
  );
});
afterAll(() => server.close());

type Stage = Record<string, unknown> & { inputStage?: Stage; inputStages?: Stage[] };
const explained = (command: object, verbosity = 'executionStats') =>
  server.db.command({ explain: command, verbosity });

/** The innermost stage of the plan of a search. */
async function scanOf(filter: object, options: object = {}): Promise<Stage> {
  const plan = await orders.find(filter, options).explain('queryPlanner');
  let stage = plan.queryPlanner.winningPlan as Stage;
  while (stage.inputStage ?? stage.inputStages?.[0]) {
    stage = (stage.inputStage ?? stage.inputStages?.[0]) as Stage;
  }
  return stage;
}

describe('the bounds of an index', () => {
  const id = new ObjectId('65f000000000000000000001');
  it.each([
    [{ a: 5 }, { a: ['[5, 5]'], b: ['[MaxKey, MinKey]'] }],
    [
      { a: 1, b: { $gte: 1, $lt: 5 } },
      { a: ['[1, 1]'], b: ['(5, 1]'] },
    ],
    [{ a: { $gt: 2.5 } }, { a: ['(2.5, inf.0]'], b: ['[MaxKey, MinKey]'] }],
    [{ a: { $lte: -3 } }, { a: ['[-inf.0, -3]'], b: ['[MaxKey, MinKey]'] }],
    [{ a: { $in: [3, 1] } }, { a: ['[1, 1]', '[3, 3]'], b: ['[MaxKey, MinKey]'] }],
    [{ a: { $ne: 5 } }, { a: ['[MinKey, 5)', '(5, MaxKey]'], b: ['[MaxKey, MinKey]'] }],
    [
      { a: 1, b: { $in: ['x', null] } },
      { a: ['[1, 1]'], b: ['["x", "x"]', '[null, null]'] },
    ],
    [{ t: { $gt: 'a' } }, { t: ['("a", {})'] }],
    [{ t: /^ab/ }, { t: ['["ab", "ac")', '[/^ab/, /^ab/]'] }],
    [{ t: /b/i }, { t: ['["", {})', '[/b/i, /b/i]'] }],
    [{ t: { $lt: new Date(5) } }, { t: ['[new Date(-9223372036854775808), new Date(5))'] }],
    [{ t: { $gte: id } }, { t: [`[ObjectId('${id}'), ObjectId('${'f'.repeat(24)}')]`] }],
    [{ t: { $gt: false } }, { t: ['(false, true]'] }],
    [{ t: { $exists: true } }, { t: ['[MinKey, MaxKey]'] }],
    [{ t: { k: 1, l: 'x' } }, { t: ['[{ k: 1, l: "x" }, { k: 1, l: "x" }]'] }],
    [{ tags: { $elemMatch: { $gte: 1, $lt: 3 } } }, { tags: ['[1, 3)'] }],
    [{ _id: { $gt: 7 } }, { _id: ['(7, inf.0]'] }],
    [{ _id: { $in: [3, 1] } }, { _id: ['[1, 1]', '[3, 3]'] }],
  ])('for %j are %j', async (filter, bounds) => {
    expect((await scanOf(filter)).indexBounds).toEqual(bounds);
  });

  it('are shown in the order in which they are read', async () => {
    expect(await scanOf({ a: { $gt: 1, $lte: 4 } }, { sort: { a: -1, b: 1 } })).toMatchObject({
      direction: 'backward',
      indexBounds: { a: ['[4, 1)'], b: ['[MinKey, MaxKey]'] },
    });
  });

  it('come with what the index is', async () => {
    expect(await scanOf({ a: 1 })).toEqual({
      stage: 'IXSCAN',
      keyPattern: { a: 1, b: -1 },
      indexName: 'a_1_b_-1',
      isMultiKey: false,
      multiKeyPaths: { a: [], b: [] },
      isUnique: false,
      isSparse: false,
      isPartial: false,
      indexVersion: 2,
      direction: 'forward',
      indexBounds: { a: ['[1, 1]'], b: ['[MaxKey, MinKey]'] },
    });
    expect(await scanOf({ tags: 1 })).toMatchObject({ isMultiKey: true });
    expect(await scanOf({ t: 1 })).toMatchObject({ isSparse: true });
    expect(await scanOf({ o: 1 })).toMatchObject({ isUnique: true, isPartial: true });
  });
});

describe('the stages of a search', () => {
  it('say what each of them read and gave', async () => {
    const { executionStats } = await orders
      .find({ a: { $lt: 2 }, x: 1 }, { sort: { x: 1, b: 1 }, skip: 1, limit: 3, projection: { x: 1 } })
      .explain('executionStats');
    expect(executionStats).toMatchObject({
      executionSuccess: true,
      nReturned: 3,
      totalKeysExamined: 20,
      totalDocsExamined: 20,
      executionStages: {
        stage: 'LIMIT',
        limitAmount: 3,
        nReturned: 3,
        inputStage: {
          stage: 'SKIP',
          skipAmount: 1,
          inputStage: {
            stage: 'PROJECTION_DEFAULT',
            transformBy: { x: 1 },
            inputStage: {
              stage: 'SORT',
              sortPattern: { x: 1, b: 1 },
              limitAmount: 4,
              nReturned: 4,
              inputStage: {
                stage: 'FETCH',
                filter: { a: { $lt: 2 }, x: 1 },
                nReturned: 10,
                docsExamined: 20,
                inputStage: { stage: 'IXSCAN', nReturned: 20, keysExamined: 20 },
              },
            },
          },
        },
      },
    });
  });

  it('have counts only where the plan was run', async () => {
    const { queryPlanner, executionStats } = await orders.find({ x: 1 }).explain('executionStats');
    expect(queryPlanner.winningPlan).toEqual({ stage: 'COLLSCAN', filter: { x: 1 }, direction: 'forward' });
    expect(executionStats).toMatchObject({ totalKeysExamined: 0, totalDocsExamined: 60, nReturned: 20 });
    expect(executionStats.executionStages).toMatchObject({
      stage: 'COLLSCAN',
      nReturned: 20,
      docsExamined: 60,
    });
  });

  it('read one document by its id', async () => {
    const { executionStats } = await orders.find({ _id: 7 }).explain('executionStats');
    expect(executionStats).toMatchObject({
      nReturned: 1,
      totalKeysExamined: 1,
      totalDocsExamined: 1,
      executionStages: { stage: 'IDHACK', nReturned: 1 },
    });
  });
});

describe('explaining other commands', () => {
  const name = () => orders.collectionName;

  it('counts by index, by size and by document', async () => {
    const count = (query: object, more: object = {}) => explained({ count: name(), query, ...more });
    expect((await count({ a: 2 })).executionStats).toMatchObject({
      totalKeysExamined: 10,
      totalDocsExamined: 0,
      executionStages: { stage: 'COUNT', nCounted: 10, nSkipped: 0, inputStage: { stage: 'COUNT_SCAN' } },
    });
    expect((await count({})).executionStats.executionStages).toMatchObject({
      stage: 'COUNT',
      nCounted: 60,
      inputStage: { stage: 'RECORD_STORE_FAST_COUNT' },
    });
    expect((await count({ x: 1 }, { skip: 2, limit: 5 })).executionStats.executionStages).toMatchObject({
      stage: 'COUNT',
      nCounted: 5,
      nSkipped: 2,
      inputStage: { stage: 'COLLSCAN' },
    });
  });

  it('tells what an update would change, and changes nothing', async () => {
    const update = (statement: object) => explained({ update: name(), updates: [statement] });
    const some = await update({ q: { a: 1 }, u: { $min: { b: 20 } }, multi: true });
    expect(some.executionStats.executionStages).toMatchObject({
      stage: 'UPDATE',
      nMatched: 10,
      nWouldModify: 6,
      nWouldUpsert: 0,
      inputStage: { stage: 'FETCH', inputStage: { stage: 'IXSCAN' } },
    });
    const none = await update({ q: { a: 99 }, u: { $set: { b: 1 } }, upsert: true });
    expect(none.executionStats.executionStages).toMatchObject({ nMatched: 0, nWouldUpsert: 1 });
    const one = await explained({ findAndModify: name(), query: { a: 1 }, update: { $set: { b: -1 } } });
    expect(one.executionStats.executionStages).toMatchObject({ nMatched: 1, nWouldModify: 1 });
    expect(await orders.countDocuments({ b: { $gte: 0 } })).toBe(60);
    await expect(
      explained({
        update: name(),
        updates: [
          { q: {}, u: {} },
          { q: {}, u: {} },
        ],
      }),
    ).rejects.toMatchObject({ code: 72 });
  });

  it('tells what a delete would remove, and removes nothing', async () => {
    const all = await explained({ delete: name(), deletes: [{ q: { a: 1, x: 1 }, limit: 0 }] });
    expect(all.executionStats.executionStages).toMatchObject({ stage: 'DELETE', nWouldDelete: 10 });
    const one = await explained({ findAndModify: name(), query: { a: 1 }, remove: true });
    expect(one.executionStats.executionStages).toMatchObject({ stage: 'DELETE', nWouldDelete: 1 });
    expect(await orders.countDocuments()).toBe(60);
  });

  it('shows the stages of a pipeline behind the search in front of it, and writes nothing', async () => {
    const pipeline = [
      { $match: { a: { $in: [1, 2] } } },
      { $group: { _id: '$x', n: { $sum: 1 } } },
      { $sort: { n: -1 } },
      { $out: 'elsewhere' },
    ];
    const { stages } = await explained({ aggregate: name(), pipeline, cursor: {} });
    expect(stages).toMatchObject([
      { $cursor: { queryPlanner: {}, executionStats: { totalDocsExamined: 20 } }, nReturned: 20 },
      { $group: { _id: '$x' }, nReturned: 2 },
      { $sort: { n: -1 }, nReturned: 2 },
    ]);
    expect(await server.db.listCollections({ name: 'elsewhere' }).toArray()).toEqual([]);
    const planOnly = await explained({ aggregate: name(), pipeline, cursor: {} }, 'queryPlanner');
    expect(planOnly.stages[0].$cursor).not.toHaveProperty('executionStats');
    expect(planOnly.stages[1]).not.toHaveProperty('nReturned');
  });

  it('works for a query of Mongoose and for a collection that does not exist', async () => {
    const connection = await mongoose.createConnection(server.uri, { dbName: 'test' }).asPromise();
    const model = connection.model(
      'Order',
      new mongoose.Schema({ a: Number, b: Number }, { _id: false }),
      name(),
    );
    const [plan] = [await model.find({ a: 3 }).explain('executionStats')].flat() as unknown as Stage[];
    expect(plan).toMatchObject({ executionStats: { nReturned: 10, totalKeysExamined: 10 } });
    await connection.close();
    const { queryPlanner, executionStats } = await explained({ find: 'nowhere', filter: { a: 1 } });
    expect(queryPlanner.winningPlan).toEqual({ stage: 'EOF' });
    expect(executionStats).toMatchObject({ nReturned: 0, totalDocsExamined: 0 });
  });
});
