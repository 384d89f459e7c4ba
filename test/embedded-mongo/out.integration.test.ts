import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveDatabase } from '../../server/embedded-mongo/index.ts';
import { freshDirectory, MongoClient, serveFresh, type TestServer } from './served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveFresh();
});
afterAll(() => server.close());

const people = () => server.db.collection<{ _id: number; name: string }>('people');
const target = () => server.db.collection<{ _id: number; name: string }>('target');

beforeEach(async () => {
  await server.db.dropDatabase();
  await people().insertMany(Array.from({ length: 20_000 }, (_, _id) => ({ _id, name: `person ${_id}` })));
  await target().insertOne({ _id: -1, name: 'old' });
  await target().createIndex({ name: 1 }, { unique: true });
});

const names = async () => (await server.db.listCollections().toArray()).map(({ name }) => name).sort();

describe('$out', () => {
  it('replaces a collection at one stroke while others read it, and keeps its indexes', async () => {
    let isOver = false;
    const writing = people()
      .aggregate([{ $match: { _id: { $lt: 10_000 } } }, { $out: 'target' }])
      .toArray()
      .finally(() => {
        isOver = true;
      });
    const counts = new Set<number>();
    while (!isOver) counts.add(await target().countDocuments());
    await writing;
    counts.add(await target().countDocuments());
    expect([...counts]).toEqual([1, 10_000]);
    expect((await target().indexes()).map(({ name }) => name)).toEqual(['_id_', 'name_1']);
    expect(await target().findOne({ name: 'person 7' })).toEqual({ _id: 7, name: 'person 7' });
    expect(await server.db.command({ validate: 'target' })).toMatchObject({ valid: true, nrecords: 10_000 });
    expect(await names()).toEqual(['people', 'target']);
  });

  it('leaves everything as it was when it fails', async () => {
    const failing = people().aggregate([{ $project: { name: 'the same' } }, { $out: 'target' }]);
    await expect(failing.toArray()).rejects.toMatchObject({ code: 11000 });
    expect(await target().find().toArray()).toEqual([{ _id: -1, name: 'old' }]);
    expect(await names()).toEqual(['people', 'target']);
  });

  it('may replace the collection it reads', async () => {
    await people()
      .aggregate([{ $match: { _id: { $gte: 19_990 } } }, { $set: { name: 'late' } }, { $out: 'people' }])
      .toArray();
    expect(await people().countDocuments({ name: 'late' })).toBe(10);
    expect(await people().countDocuments()).toBe(10);
  });
});

describe('$merge into the collection it reads', () => {
  it('meets each document once', async () => {
    await people()
      .aggregate([{ $project: { name: { $concat: ['$name', '!'] } } }, { $merge: 'people' }])
      .toArray();
    expect(await people().countDocuments()).toBe(20_000);
    expect(await people().countDocuments({ name: /^person \d+!$/ })).toBe(20_000);
  });
});

describe('a replacement whose process died', () => {
  it('is dropped when the data are served again', async () => {
    const dir = await freshDirectory();
    for (const expected of [[], ['kept']]) {
      const served = await serveDatabase({ dir });
      const client = new MongoClient(served.uri);
      const db = client.db('shop');
      expect((await db.listCollections().toArray()).map(({ name }) => name)).toEqual(expected);
      await db.collection('kept').insertOne({ a: 1 });
      await db.collection('tmp.agg_out.c0ffee').insertOne({ a: 1 });
      await client.close();
      await served.close();
    }
    await rm(dir, { recursive: true, force: true });
  });
});
