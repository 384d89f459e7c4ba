import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedDatabase, serveDatabase } from '../../server/embedded-mongo/index.ts';
import { type Client, eventually, freshDirectory, MongoClient } from './served.ts';

let dir: string;
let served: ServedDatabase;
let client: Client;
beforeAll(async () => {
  dir = await freshDirectory();
  served = await serveDatabase({ dir, expireEvery: 20 });
  client = new MongoClient(served.uri);
});
afterAll(async () => {
  await client.close();
  await served.close();
  await rm(dir, { recursive: true, force: true });
});

describe('an index with a time to live', () => {
  it.each([1, -1])('deletes what is over and nothing else, in direction %i', async (direction) => {
    const collection = client.db('test').collection<{ _id: number; at?: unknown }>(`expire${direction}`);
    await collection.createIndex({ at: direction as 1 }, { expireAfterSeconds: 60 });
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
    await collection.insertMany([
      { _id: 1, at: ago(3600) },
      { _id: 2, at: ago(61) },
      { _id: 3, at: ago(-3600) },
      { _id: 4, at: 'text' },
      { _id: 5 },
      { _id: 6, at: [ago(-10), ago(100)] },
      { _id: 7, at: new Date(-1) },
    ]);
    await eventually(async () => (await collection.countDocuments()) === 3, 'the end of four documents');
    expect((await collection.find().sort({ _id: 1 }).toArray()).map((doc) => doc._id)).toEqual([3, 4, 5]);
    expect((await client.db('test').command({ validate: collection.collectionName })).errors).toEqual([]);
  });
});

describe('a search whose collection or index goes', () => {
  it('ends with an error, and reads nothing that came in its place', async () => {
    const collection = client.db('test').collection<{ _id: number }>('going');
    await collection.insertMany(Array.from({ length: 300 }, (_, i) => ({ _id: i })));
    const cursor = collection.find({}, { batchSize: 10 });
    await cursor.next();
    await collection.drop();
    await client
      .db('test')
      .collection<{ _id: number }>('new')
      .insertMany(Array.from({ length: 300 }, (_, i) => ({ _id: i })));
    await expect(cursor.toArray()).rejects.toMatchObject({ code: 175 });
  });
});
