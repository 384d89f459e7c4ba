import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServedDatabase, serveDatabase } from '../../server/embedded-mongo/index.ts';
import { type Client, freshDirectory, MongoClient } from './served.ts';

let dir: string;
let served: ServedDatabase;
let client: Client;
let ask: () => number;

beforeEach(async () => {
  dir = await freshDirectory();
  ask = () => Number.POSITIVE_INFINITY;
  served = await serveDatabase({ dir, room: () => ask() });
  client = new MongoClient(served.uri);
});

afterEach(async () => {
  await client.close();
  await served.close();
  await rm(dir, { recursive: true, force: true });
});

const full = { code: 14031, codeName: 'OutOfDiskSpace' };

describe('a database whose disk is full', () => {
  it('refuses what would need room, reads and deletes, and writes again when there is room', async () => {
    const people = client.db('shop').collection<{ _id: number; n: number }>('people');
    await people.insertMany(Array.from({ length: 50 }, (_, _id) => ({ _id, n: _id })));

    ask = () => 1024 * 1024;
    await expect(people.insertOne({ _id: 100, n: 1 })).rejects.toMatchObject(full);
    await expect(people.updateOne({ _id: 1 }, { $set: { n: 7 } })).rejects.toMatchObject(full);
    await expect(people.findOneAndUpdate({ _id: 1 }, { $set: { n: 7 } })).rejects.toMatchObject(full);
    await expect(people.createIndex({ n: 1 })).rejects.toMatchObject(full);
    await expect(client.db('shop').collection('other').insertOne({ n: 1 })).rejects.toMatchObject(full);
    expect(await people.findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 });
    await expect(client.db('shop').createCollection('other')).rejects.toMatchObject(full);
    await expect(people.rename('renamed')).rejects.toMatchObject(full);
    expect(await people.deleteMany({ _id: { $lt: 10 } })).toMatchObject({ deletedCount: 10 });

    ask = () => Number.POSITIVE_INFINITY;
    await people.createIndex({ n: 1 });
    await people.insertOne({ _id: 100, n: 1 });
    expect(await people.countDocuments()).toBe(41);
    expect((await people.indexes()).map(({ name }) => name)).toEqual(['_id_', 'n_1']);
    expect(await client.db('shop').command({ validate: 'people' })).toMatchObject({
      valid: true,
      errors: [],
    });
  });

  it('lets through all that makes room', async () => {
    const shop = client.db('shop');
    const people = shop.collection<{ _id: number; n: number }>('people');
    await people.createIndexes([{ key: { n: 1 } }]);
    await people.insertMany(Array.from({ length: 9 }, (_, _id) => ({ _id, n: _id })));
    await shop.collection('old').insertOne({ a: 1 });
    ask = () => 0;
    expect(await people.findOneAndDelete({ _id: 1 })).toEqual({ _id: 1, n: 1 });
    expect(await people.bulkWrite([{ deleteOne: { filter: { _id: 2 } } }])).toMatchObject({
      deletedCount: 1,
    });
    const removal = { delete: 0, filter: { _id: 3 }, multi: false };
    const bulk = (ops: object[]) =>
      client.db('admin').command({ bulkWrite: 1, ops, nsInfo: [{ ns: 'shop.people' }] });
    expect(await bulk([removal])).toMatchObject({ nDeleted: 1 });
    await expect(bulk([removal, { insert: 0, document: { n: 1 } }])).rejects.toMatchObject(full);
    await people.dropIndex('n_1');
    await shop.collection('old').drop();
    await client.db('other').dropDatabase();
    expect((await shop.listCollections().toArray()).map(({ name }) => name)).toEqual(['people']);
    expect(await people.countDocuments()).toBe(6);
  });

  it('gives up an index in the middle of its making, and leaves nothing of it', async () => {
    const people = client.db('shop').collection<{ _id: number; n: number }>('people');
    await people.insertMany(Array.from({ length: 20_000 }, (_, _id) => ({ _id, n: _id })));
    // Every transaction asks once: the first few find room.
    let asked = 0;
    ask = () => (++asked > 3 ? 0 : Number.POSITIVE_INFINITY);
    await expect(people.createIndex({ n: 1 })).rejects.toMatchObject(full);
    expect(asked).toBe(4);
    ask = () => Number.POSITIVE_INFINITY;
    expect((await people.indexes()).map(({ name }) => name)).toEqual(['_id_']);
    expect(await client.db('shop').command({ validate: 'people' })).toMatchObject({
      valid: true,
      errors: [],
    });
  });
});
