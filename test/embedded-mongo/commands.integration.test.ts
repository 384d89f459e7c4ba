import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collection, Decimal128, Double, Int32, Long, serveFresh, type TestServer } from './served.ts';

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

describe('documents', () => {
  it('keep the types of their numbers through an update', async () => {
    const collection = await filled([
      {
        _id: 1,
        i: new Int32(1),
        l: Long.fromString('9007199254740993'),
        d: new Double(1),
        m: Decimal128.fromString('1.10'),
      },
    ]);
    await collection.updateOne({ _id: 1 }, { $set: { x: 1 } });
    const found = await collection.findOne({ _id: 1 }, { promoteValues: false });
    expect(
      [found?.i, found?.l, found?.d, found?.m].map((v) => `${(v as { _bsontype: string })._bsontype} ${v}`),
    ).toEqual(['Int32 1', 'Long 9007199254740993', 'Double 1', 'Decimal128 1.10']);
  });

  it('get an id, and have it in front', async () => {
    const collection = server.collection();
    await server.db.command({ insert: collection.collectionName, documents: [{ a: 1 }, { b: 1, _id: 5 }] });
    const keys = (await collection.find().toArray()).map((doc) => Object.keys(doc));
    expect(keys).toEqual(
      expect.arrayContaining([
        ['_id', 'a'],
        ['_id', 'b'],
      ]),
    );
  });

  it('stop an ordered insert at the first refusal, and only themselves in an unordered one', async () => {
    const collection = await filled([{ _id: 1 }]);
    const docs = [{ _id: 0 }, { _id: 1 }, { _id: 2 }];
    await expect(collection.insertMany(docs)).rejects.toMatchObject({ code: 11000, insertedCount: 1 });
    await expect(collection.insertMany(docs.slice(1), { ordered: false })).rejects.toMatchObject({
      insertedCount: 1,
    });
    expect(await collection.countDocuments()).toBe(3);
  });

  it.each([
    [{ a: 1 }, [{ _id: 1, a: 1 }]],
    [{ a: 1, _id: 0 }, [{ a: 1 }]],
    [{ a: 0, list: 0 }, [{ _id: 1, n: { x: 1, y: 2 } }]],
    [{ 'n.x': 1 }, [{ _id: 1, n: { x: 1 } }]],
    [{ n: { y: 0 }, list: 0 }, [{ _id: 1, a: 1, n: { x: 1 } }]],
    [{ a: 1, sum: { $add: ['$a', '$n.y'] } }, [{ _id: 1, a: 1, sum: 3 }]],
    [{ a: 1, list: { $slice: -1 } }, [{ _id: 1, a: 1, list: [{ k: 2 }] }]],
    [{ list: { $elemMatch: { k: 2 } } }, [{ _id: 1, list: [{ k: 2 }] }]],
    [{ 'list.k': 1 }, [{ _id: 1, list: [{ k: 1 }, { k: 2 }] }]],
  ])('are shown as the projection %j says', async (projection, expected) => {
    const collection = await filled([{ _id: 1, a: 1, n: { x: 1, y: 2 }, list: [{ k: 1 }, { k: 2 }] }]);
    expect(await collection.find({}, { projection }).toArray()).toEqual(expected);
  });

  it('are shown with the element a query found', async () => {
    const collection = await filled([{ _id: 1, list: [{ k: 1 }, { k: 2 }] }]);
    expect(await collection.find({ 'list.k': 2 }, { projection: { 'list.$': 1 } }).toArray()).toEqual([
      { _id: 1, list: [{ k: 2 }] },
    ]);
  });

  it('are found, changed and shown in one step', async () => {
    const collection = await filled([
      { _id: 1, p: 2 },
      { _id: 2, p: 1 },
      { _id: 3, p: 3 },
    ]);
    const change = { $inc: { p: 10 } };
    expect(await collection.findOneAndUpdate({ p: { $lt: 5 } }, change, { sort: { p: 1 } })).toEqual({
      _id: 2,
      p: 1,
    });
    expect(
      await collection.findOneAndUpdate({ _id: 1 }, change, {
        returnDocument: 'after',
        projection: { _id: 0 },
      }),
    ).toEqual({ p: 12 });
    expect(
      await collection.findOneAndUpdate({ _id: 9 }, change, { upsert: true, returnDocument: 'after' }),
    ).toEqual({ _id: 9, p: 10 });
    expect(await collection.findOneAndDelete({}, { sort: { p: -1 } })).toMatchObject({ p: 12 });
    expect(await collection.findOneAndUpdate({ _id: 77 }, change)).toBeNull();
  });

  it('are changed all at once, none twice though the change moves them along the index', async () => {
    const collection = await filled(Array.from({ length: 500 }, (_, i) => ({ _id: i, n: i })));
    await collection.createIndex({ n: 1 });
    expect(await collection.updateMany({ n: { $gte: 0 } }, { $inc: { n: 1 } })).toMatchObject({
      modifiedCount: 500,
    });
    expect(await collection.countDocuments({ n: 500 })).toBe(1);
    expect((await server.db.command({ validate: collection.collectionName })).errors).toEqual([]);
  });

  it('are written through one bulk write to several collections', async () => {
    const [a, b] = [server.collection(), server.collection()];
    const result = await server.client.bulkWrite(
      [
        { namespace: a.namespace, name: 'insertOne', document: { _id: 1 } as never },
        {
          namespace: b.namespace,
          name: 'updateOne',
          filter: { _id: 2 as never },
          update: { $set: { x: 1 } },
          upsert: true,
        },
        { namespace: a.namespace, name: 'deleteMany', filter: {} },
      ],
      { verboseResults: true },
    );
    expect([result.insertedCount, result.upsertedCount, result.deletedCount]).toEqual([1, 1, 1]);
  });
});

describe('indexes', () => {
  it('are listed as they were made, and making them again changes nothing', async () => {
    const collection = server.collection();
    const make = () =>
      collection.createIndex(
        { a: 1, b: -1 },
        { unique: true, partialFilterExpression: { a: { $exists: true } } },
      );
    await make();
    await make();
    expect(await collection.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      {
        v: 2,
        key: { a: 1, b: -1 },
        name: 'a_1_b_-1',
        unique: true,
        partialFilterExpression: { a: { $exists: true } },
      },
    ]);
  });

  it('are refused when they contradict one another or the documents', async () => {
    const collection = await filled([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ]);
    await expect(collection.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    await collection.createIndex({ a: 1 });
    await expect(collection.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 86 });
    await expect(collection.createIndex({ b: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 });
    await expect(collection.createIndex({ a: 1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 });
    await expect(collection.createIndex({ t: 'text' })).rejects.toMatchObject({ code: 67 });
    await expect(collection.dropIndex('none')).rejects.toMatchObject({ code: 27 });
    expect((await collection.indexes()).map((index) => index.name)).toEqual(['_id_', 'a_1']);
  });

  it('keep values unique only where a partial or sparse index looks', async () => {
    const collection = server.collection();
    await collection.createIndex(
      { email: 1 },
      { unique: true, partialFilterExpression: { email: { $type: 'string' } } },
    );
    await collection.createIndex({ code: 1 }, { unique: true, sparse: true });
    await collection.insertMany([
      { _id: 1 },
      { _id: 2 },
      { _id: 3, email: null },
      { _id: 4, email: 'x' },
      { _id: 5, code: 'y' },
    ]);
    await expect(collection.insertOne({ _id: 6, email: 'x' })).rejects.toMatchObject({ code: 11000 });
    await expect(collection.insertOne({ _id: 6, code: 'y' })).rejects.toMatchObject({ code: 11000 });
    await expect(collection.updateOne({ _id: 1 }, { $set: { email: 'x' } })).rejects.toMatchObject({
      code: 11000,
    });
    expect(await collection.find({ email: 'x' }).toArray()).toHaveLength(1);
    expect(await collection.find({ code: null }).toArray()).toHaveLength(4);
  });

  it('tell long values apart', async () => {
    const collection = server.collection();
    await collection.createIndex({ text: 1 }, { unique: true });
    const long = 'x'.repeat(3000);
    await collection.insertMany([
      { _id: 1, text: `${long}a` },
      { _id: 2, text: `${long}b` },
    ]);
    await expect(collection.insertOne({ _id: 3, text: `${long}a` })).rejects.toMatchObject({ code: 11000 });
    expect(await collection.find({ text: `${long}b` }).toArray()).toMatchObject([{ _id: 2 }]);
    expect(await collection.find({ text: { $gt: `${long}a` } }).toArray()).toMatchObject([{ _id: 2 }]);
  });

  it('are built while others write', async () => {
    const collection = await filled(Array.from({ length: 4000 }, (_, i) => ({ _id: i, n: i })));
    const building = collection.createIndex({ n: 1, t: -1 });
    await Promise.all(
      Array.from({ length: 300 }, (_, i) => collection.updateOne({ _id: i * 3 }, { $set: { t: i, n: -i } })),
    );
    await building;
    expect((await server.db.command({ validate: collection.collectionName })).errors).toEqual([]);
  });

  it('refuse two arrays side by side', async () => {
    const collection = server.collection();
    await collection.createIndex({ a: 1, b: 1 });
    await expect(collection.insertOne({ _id: 1, a: [1], b: [2] })).rejects.toMatchObject({ code: 171 });
    expect(await collection.countDocuments()).toBe(0);
  });
});

describe('what is not supported', () => {
  it.each([
    [{ startSession: 1, nonsense: 1 }, 40415],
    [{ nosuchcommand: 1 }, 59],
    [{ mapReduce: 'a' }, 115],
    [{ getParameter: 1 }, 72],
    [{ createUser: 'x' }, 115],
    [{ aggregate: 'a', pipeline: [{ $collStats: { count: {} } }], cursor: {} }, 26],
    [{ aggregate: 'a', pipeline: [{ $currentOp: {} }], cursor: {} }, 73],
    [{ dbStats: 1, scale: 0 }, 2],
    [{ compact: 'a' }, 115],
    [{ validate: 'a', repair: true }, 115],
    [{ replSetGetStatus: 1 }, 76],
    [{ getLog: 'nonsense' }, 96],
    [{ create: 'capped', capped: true, size: 1000 }, 115],
    [{ find: 'a', filter: {}, collation: { locale: 'de' } }, 115],
    [{ find: 'a', filter: {}, readConcern: { level: 'snapshot' } }, 72],
    [{ insert: 'a', documents: [{ a: 1 }], writeConcern: { w: 3 } }, 2],
    [{ insert: 'a', documents: [{ a: 1 }], startTransaction: true, autocommit: false }, 263],
    [{ aggregate: 'a', pipeline: [{ $changeStream: {} }], cursor: {} }, 40573],
    [{ aggregate: 'a', pipeline: [{ $nothing: {} }], cursor: {} }, 40324],
    [{ aggregate: 'a', pipeline: [{ $graphLookup: {} }], cursor: {} }, 115],
  ])('is refused by name: %j', async (command, code) => {
    await expect(server.db.command(command)).rejects.toMatchObject({ code });
  });

  it('tells how many keys and documents all searches have read', async () => {
    const read = async () => {
      const { metrics } = await server.db.command({ serverStatus: 1 });
      const { scanned, scannedObjects } = metrics.queryExecutor as Record<string, number>;
      return { keys: Number(scanned), documents: Number(scannedObjects) };
    };
    const collection = server.db.collection<{ a: number; b: number }>('examined');
    await collection.createIndex({ a: 1 });
    await collection.insertMany(Array.from({ length: 20 }, (_, at) => ({ a: at % 4, b: at })));
    const before = await read();
    await collection.find({ a: 2, b: 6 }).toArray();
    const after = await read();
    expect({
      keys: after.keys - before.keys >= 5,
      documents: after.documents - before.documents,
    }).toEqual({ keys: true, documents: 5 });
  });

  it.each([
    [{ saslStart: 1 }, /no users.*MONGODB_URI/],
    [{ replSetInitiate: {} }, /MONGODB_URI to use a replica set/],
    [{ fsync: 1 }, /mooring backup/],
    [{ compact: 'a' }, /mooring compact/],
    [{ killOp: 1 }, /maxTimeMS/],
  ])('is refused with what to do instead: %j', async (command, advice) => {
    await expect(server.db.command(command)).rejects.toThrow(advice);
  });

  it('does not stand in the way of the commands that tools send', async () => {
    for (const command of [
      { hello: 1 },
      { buildInfo: 1 },
      { serverStatus: 1 },
      { connectionStatus: 1 },
      { dbStats: 1 },
      { collStats: 'a', scale: 1024 },
      { currentOp: 1 },
      { getLog: 'global' },
      { getLog: 'startupWarnings' },
      { hostInfo: 1 },
      { getCmdLineOpts: 1 },
      { listCommands: 1 },
      { whatsmyuri: 1 },
      { connectionStatus: 1, showPrivileges: true },
      { getParameter: 1, featureCompatibilityVersion: 1 },
      { getParameter: '*' },
      { top: 1 },
      { planCacheClear: 'a' },
    ]) {
      expect(await server.db.command(command)).toMatchObject({ ok: 1 });
    }
    expect((await server.db.command({ hello: 1 })).localTime).toBeInstanceOf(Date);
    await server.db.createCollection('made');
    await expect(server.db.createCollection('made')).rejects.toMatchObject({ code: 48 });
    expect(await server.db.listCollections({ name: 'made' }).toArray()).toHaveLength(1);
    expect(await server.db.collection('made').drop()).toBe(true);
    expect((await server.client.db().admin().listDatabases()).databases.map(({ name }) => name)).toContain(
      'test',
    );
    await server.client.db('other').collection('x').insertOne({ a: 1 });
    await server.client.db('other').dropDatabase();
    expect(await server.client.db('other').collections()).toEqual([]);
  });
});

describe('what is told about collections', () => {
  it('is what their indexes were used for', async () => {
    const collection = server.collection();
    await collection.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }]);
    await collection.insertMany([1, 2, 3].map((_id) => ({ _id, a: _id, b: 0 })));
    await collection.find({ a: 1 }).toArray();
    await collection.countDocuments({ a: { $gt: 1 } });
    await collection.findOne({ _id: 2 });
    const told = await collection.aggregate([{ $indexStats: {} }, { $sort: { name: 1 } }]).toArray();
    expect(told.map(({ name, accesses }) => [name, Number(accesses.ops)])).toEqual([
      ['_id_', 1],
      ['a_1', 2],
      ['b_1', 0],
    ]);
    expect(told[1]).toMatchObject({ key: { a: 1 }, spec: { v: 2, name: 'a_1' } });
    expect(told[1]?.accesses.since).toBeInstanceOf(Date);
  });

  it('is their size, in bytes or larger units, as a stage and as a command', async () => {
    const collection = server.collection();
    await collection.createIndex({ a: 1 });
    await collection.insertMany(
      Array.from({ length: 500 }, (_, _id) => ({ _id, a: _id, text: 'x'.repeat(50) })),
    );
    const [told] = await collection
      .aggregate([{ $collStats: { storageStats: { scale: 1024 }, count: {} } }])
      .toArray();
    const {
      ok: _ok,
      ns,
      ...sizes
    } = await server.db.command({ collStats: collection.collectionName, scale: 1024 });
    expect(told).toMatchObject({ ns, count: 500, storageStats: sizes });
    expect(sizes).toMatchObject({ count: 500, nindexes: 2, scaleFactor: 1024 });
    const inBytes = await server.db.command({ collStats: collection.collectionName });
    expect(sizes.size).toBe(Math.floor(inBytes.size / 1024));
    const all = await server.db.stats();
    expect((await server.db.command({ dbStats: 1, scale: 1024 })).dataSize).toBe(
      Math.floor(all.dataSize / 1024),
    );
  });

  it('is what was done with them', async () => {
    const collection = server.collection();
    await collection.insertOne({ _id: 1, a: 1 });
    await collection.updateOne({ _id: 1 }, { $set: { a: 2 } });
    await collection.find().toArray();
    await collection.aggregate([{ $count: 'n' }]).toArray();
    await collection.deleteOne({ _id: 1 });
    const { totals } = await server.db.admin().command({ top: 1 });
    const counts = Object.entries(totals[collection.namespace]).map(([column, use]) => [
      column,
      Number((use as { count: number }).count),
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      total: 5,
      readLock: 2,
      writeLock: 3,
      queries: 1,
      getmore: 0,
      insert: 1,
      update: 1,
      remove: 1,
      commands: 1,
    });
    await collection.drop();
    expect((await server.db.admin().command({ top: 1 })).totals).not.toHaveProperty([collection.namespace]);
  });

  it('is what is running, through a pipeline of its own', async () => {
    const admin = server.client.db('admin');
    const running = await admin.aggregate([{ $currentOp: {} }, { $match: { active: true } }]).toArray();
    expect(running.every(({ type }) => type === 'op')).toBe(true);
  });
});
