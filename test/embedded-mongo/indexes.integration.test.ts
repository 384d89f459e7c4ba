import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collection, serveFresh, type TestServer } from './served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveFresh();
});
afterAll(() => server.close());

interface Stage {
  stage: string;
  inputStage?: Stage;
  inputStages?: Stage[];
  indexName?: string;
}

/** The names of a plan's stages, from the outermost in. */
function stagesOf(stage: Stage): string[] {
  const inner = stage.inputStage ? [stage.inputStage] : (stage.inputStages ?? []);
  return [stage.stage, ...inner.flatMap(stagesOf)];
}

async function planOf(collection: Collection, filter: object, options: object = {}) {
  const { queryPlanner, executionStats } = await collection.find(filter, options).explain('executionStats');
  return { stages: stagesOf(queryPlanner.winningPlan as Stage), ...executionStats };
}

const create = (collection: Collection, ...indexes: object[]) =>
  server.db.command({ createIndexes: collection.collectionName, indexes });

describe('indexes made twice', () => {
  it.each([
    ['the same name, other fields', { key: { b: 1 }, name: 'one' }, 86],
    ['the same name, other directions', { key: { a: -1 }, name: 'one' }, 86],
    ['the same name, other options', { key: { a: 1 }, name: 'one', unique: true }, 86],
    ['the same fields under another name', { key: { a: 1 }, name: 'two' }, 85],
    ['the same fields, expiring', { key: { a: 1 }, name: 'two', expireAfterSeconds: 5 }, 85],
    ['no field at all', { key: {}, name: 'none' }, 67],
    ['a direction of zero', { key: { b: 0 }, name: 'zero' }, 67],
    ['a kind there is not', { key: { b: 'text' }, name: 'text' }, 67],
    ['an option there is not', { key: { b: 1 }, name: 'b', shiny: true }, 197],
    ['an expiry that is no number', { key: { b: 1 }, name: 'b', expireAfterSeconds: 'soon' }, 67],
    ['an expiry over two fields', { key: { b: 1, c: 1 }, name: 'b', expireAfterSeconds: 1 }, 67],
    ['partial and sparse', { key: { b: 1 }, name: 'b', sparse: true, partialFilterExpression: { c: 1 } }, 67],
  ])('are refused: %s', async (_, index, code) => {
    const collection = server.collection();
    await collection.createIndex({ a: 1 }, { name: 'one' });
    await expect(create(collection, index)).rejects.toMatchObject({ code });
    expect((await collection.indexes()).map(({ name }) => name)).toEqual(['_id_', 'one']);
  });

  it('are one when nothing differs, and two when sparse or unique tells them apart', async () => {
    const collection = server.collection();
    await create(collection, { key: { a: 1 }, name: 'a' });
    expect(await create(collection, { key: { a: 1 }, name: 'a' })).toMatchObject({
      numIndexesBefore: 2,
      numIndexesAfter: 2,
      note: 'all indexes already exist',
    });
    await create(collection, { key: { a: 1 }, name: 'sparse', sparse: true });
    expect(await collection.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a' },
      { v: 2, key: { a: 1 }, name: 'sparse', sparse: true },
    ]);
  });

  it('are dropped by name, by fields, several at once and all together', async () => {
    const collection = server.collection();
    await collection.createIndexes(['a', 'b', 'c', 'd', 'e'].map((field) => ({ key: { [field]: 1 } })));
    const names = async () => (await collection.indexes()).map(({ name }) => name);
    await collection.dropIndex('a_1');
    await server.db.command({ dropIndexes: collection.collectionName, index: { b: 1 } });
    await server.db.command({ dropIndexes: collection.collectionName, index: ['c_1', 'd_1'] });
    expect(await names()).toEqual(['_id_', 'e_1']);
    await expect(collection.dropIndex('nothing')).rejects.toMatchObject({ code: 27 });
    await expect(collection.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
    await collection.dropIndexes();
    expect(await names()).toEqual(['_id_']);
  });
});

describe('a hidden index', () => {
  it('serves no search until it is shown, and keeps values unique all the same', async () => {
    const collection = server.collection();
    await collection.createIndex({ a: 1 }, { unique: true, hidden: true });
    await collection.insertOne({ _id: 1, a: 1 });
    await expect(collection.insertOne({ _id: 2, a: 1 })).rejects.toMatchObject({ code: 11000 });
    expect((await planOf(collection, { a: 1 })).stages).toEqual(['COLLSCAN']);
    await expect(collection.find({ a: 1 }).hint('a_1').toArray()).rejects.toMatchObject({ code: 2 });
    expect((await collection.indexes())[1]).toMatchObject({ hidden: true });
    const shown = await server.db.command({
      collMod: collection.collectionName,
      index: { name: 'a_1', hidden: false },
    });
    expect(shown).toMatchObject({ hidden_old: true, hidden_new: false });
    expect((await planOf(collection, { a: 1 })).stages).toEqual(['FETCH', 'IXSCAN']);
    expect((await collection.indexes())[1]).not.toHaveProperty('hidden');
  });

  it('is never the one on _id', async () => {
    const collection = server.collection();
    await collection.insertOne({ _id: 1 });
    await expect(
      server.db.command({ collMod: collection.collectionName, index: { name: '_id_', hidden: true } }),
    ).rejects.toMatchObject({ code: 2 });
  });
});

describe('changing an index', () => {
  it('changes how long documents live', async () => {
    const collection = server.collection();
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const changed = await server.db.command({
      collMod: collection.collectionName,
      index: { keyPattern: { at: 1 }, expireAfterSeconds: 120 },
    });
    expect(changed).toMatchObject({ expireAfterSeconds_old: 60, expireAfterSeconds_new: 120 });
    expect((await collection.indexes())[1]).toMatchObject({ expireAfterSeconds: 120 });
  });

  it.each([
    [{ name: 'at_1' }, 72],
    [{ name: 'at_1', expireAfterSeconds: -1 }, 67],
    [{ name: 'at_1', hidden: 'yes' }, 14],
    [{ name: 'at_1', unique: true, hidden: true }, 115],
    [{ name: 'nothing', hidden: true }, 27],
  ])('is refused when it makes no sense: %j', async (index, code) => {
    const collection = server.collection();
    await collection.createIndex({ at: 1 });
    await expect(server.db.command({ collMod: collection.collectionName, index })).rejects.toMatchObject({
      code,
    });
  });
});

describe('a partial or sparse index', () => {
  it('answers only what it holds all documents of', async () => {
    const collection = server.collection();
    await collection.createIndexes([
      { key: { a: 1 }, name: 'partial', partialFilterExpression: { b: { $gt: 5 } } },
      { key: { c: 1 }, name: 'sparse', sparse: true },
    ]);
    await collection.insertMany([
      { _id: 1, a: 1, b: 9, c: 1 },
      { _id: 2, a: 1, b: 2, c: null },
      { _id: 3, a: 1 },
    ]);
    const of = async (filter: object) => (await planOf(collection, filter)).stages.at(-1);
    expect(await of({ a: 1, b: { $gt: 7 } })).toBe('IXSCAN');
    expect(await of({ a: 1, b: 6 })).toBe('IXSCAN');
    expect(await of({ a: 1, b: { $gt: 3 } })).toBe('COLLSCAN');
    expect(await of({ a: 1 })).toBe('COLLSCAN');
    expect(await of({ c: 1 })).toBe('IXSCAN');
    expect(await of({ c: null })).toBe('COLLSCAN');
    expect(await of({ c: { $exists: false } })).toBe('COLLSCAN');
    expect(await collection.find({ c: null }).toArray()).toHaveLength(2);
    expect(await collection.find().sort({ c: 1 }).toArray()).toHaveLength(3);
  });
});

describe('a hint', () => {
  it('names an index by its name or its fields, or the order of the documents', async () => {
    const collection = server.collection();
    await collection.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }]);
    await collection.insertMany(Array.from({ length: 20 }, (_, i) => ({ _id: i, a: i % 2, b: i })));
    const used = async (hint: string | object) => {
      const { queryPlanner } = await collection
        .find({ a: 1, b: { $gt: 3 } })
        .hint(hint as string)
        .explain('queryPlanner');
      const { winningPlan } = queryPlanner as { winningPlan: Stage };
      return winningPlan.inputStage?.indexName ?? winningPlan.stage;
    };
    expect(await used('b_1')).toBe('b_1');
    expect(await used({ b: 1 })).toBe('b_1');
    expect(await used({ $natural: 1 })).toBe('COLLSCAN');
    await expect(used('nothing')).rejects.toMatchObject({ code: 2 });
  });
});

describe('several values and an order', () => {
  it.each([
    ['by the next field', { a: { $in: [3, 1] } }, { b: 1 }],
    ['backwards', { a: { $in: [1, 3] } }, { b: -1 }],
    ['with a range of the field in order', { a: { $in: [0, 2, 3] }, b: { $gt: 10, $lt: 60 } }, { b: 1 }],
    ['with several values of two fields', { a: { $in: [1, 2] }, b: { $in: [5, 6, 9, 10] } }, { c: -1 }],
    ['with one field fixed', { a: 1, b: { $in: [5, 9, 21] } }, { c: 1 }],
  ] as const)('need no sorting in memory %s', async (_, filter, sort) => {
    const collection = server.collection();
    await collection.createIndex({ a: 1, b: 1, c: -1 });
    await collection.insertMany(
      Array.from({ length: 120 }, (__, i) => ({ _id: i, a: i % 4, b: i % 61, c: (i * 7) % 31 })),
    );
    const plan = await planOf(collection, filter, { sort, limit: 5 });
    expect(plan.stages).toEqual(['LIMIT', 'FETCH', 'SORT_MERGE', 'IXSCAN']);
    const read = (hint: object) =>
      collection
        .find(filter as object, { sort: sort as never })
        .hint(hint as never)
        .toArray();
    const [field] = Object.keys(sort) as ('b' | 'c')[];
    const keys = (docs: object[]) => docs.map((doc) => (doc as Record<string, number>)[field as string]);
    const merged = await read({ a: 1, b: 1, c: -1 });
    const sorted = await read({ $natural: 1 });
    expect(keys(merged)).toEqual(keys(sorted));
    expect(new Set(merged.map(({ _id }) => _id))).toEqual(new Set(sorted.map(({ _id }) => _id)));
    // Only the heads of the streams are read beyond what is asked for.
    expect(plan.totalDocsExamined).toBe(Math.min(5, merged.length));
  });
});

describe('explain', () => {
  it('says what was read where, and reads nothing when only the plan is asked for', async () => {
    const collection = server.collection();
    await collection.createIndex({ a: 1 });
    await collection.insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: i, a: i % 5, b: i })));
    const explained = await collection.find({ a: 2, b: { $lt: 20 } }).explain('executionStats');
    expect(explained).toMatchObject({
      queryPlanner: {
        namespace: collection.namespace,
        winningPlan: {
          stage: 'FETCH',
          inputStage: { stage: 'IXSCAN', indexName: 'a_1', keyPattern: { a: 1 }, direction: 'forward' },
        },
        rejectedPlans: [],
      },
      executionStats: {
        executionSuccess: true,
        nReturned: 4,
        totalKeysExamined: 10,
        totalDocsExamined: 10,
        executionStages: { nReturned: 4, docsExamined: 10, inputStage: { keysExamined: 10 } },
      },
      serverInfo: { version: '7.0.0' },
    });
    expect(await collection.find({ a: 2 }).explain('queryPlanner')).not.toHaveProperty('executionStats');
    expect((await planOf(collection, {}, { sort: { b: 1 } })).stages).toEqual(['SORT', 'COLLSCAN']);
    expect((await planOf(collection, { $or: [{ a: 1 }, { _id: 3 }] })).stages).toContain('OR');
    await expect(
      server.db.command({ explain: { find: collection.collectionName }, verbosity: 'loud' }),
    ).rejects.toMatchObject({ code: 9 });
  });
});

describe('validate', () => {
  it('finds nothing wrong with a sound collection while others write to it', async () => {
    const collection = server.collection();
    await collection.createIndexes([{ key: { a: 1 }, unique: true }, { key: { tags: 1 } }]);
    const docs = Array.from({ length: 4_000 }, (_, i) => ({ _id: i, a: i, tags: [i % 3, i % 7] }));
    await collection.insertMany(docs);
    const checks = server.db.command({ validate: collection.collectionName });
    for (let i = 0; i < 60; i++) {
      await collection.deleteOne({ _id: i * 50 });
      await collection.updateOne({ _id: i * 50 + 1 }, { $set: { tags: [i] } });
    }
    expect(await checks).toMatchObject({ valid: true, errors: [], indexDetails: { a_1: { valid: true } } });
    expect(await server.db.command({ validate: collection.collectionName })).toMatchObject({
      valid: true,
      nrecords: 3_940,
      keysPerIndex: { _id_: 3_940, a_1: 3_940 },
    });
  });
});
