import { rm } from 'node:fs/promises';
import { open } from 'lmdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServedDatabase, serveDatabase } from '../../server/embedded-mongo/index.ts';
import { locate } from '../../server/embedded-mongo/location.ts';
import { Store } from '../../server/embedded-mongo/store/store.ts';
import { type Client, eventually, freshDirectory, MongoClient } from './served.ts';

const DOCUMENTS = 40_000;

let dir: string;
let served: ServedDatabase | undefined;
let client: Client;

beforeEach(async () => {
  dir = await freshDirectory();
  await serve();
});

afterEach(async () => {
  await stop();
  await rm(dir, { recursive: true, force: true });
});

async function serve(): Promise<void> {
  served = await serveDatabase({ dir });
  client = new MongoClient(served.uri);
}

async function stop(): Promise<void> {
  await client.close();
  await served?.close();
  served = undefined;
}

const events = () => client.db('shop').collection<{ _id: number; text: string }>('events');

async function fill(): Promise<void> {
  await events().createIndex({ text: 1 });
  for (let first = 0; first < DOCUMENTS; first += 5_000) {
    await events().insertMany(
      Array.from({ length: 5_000 }, (_, n) => ({ _id: first + n, text: `${first + n} `.repeat(60) })),
    );
  }
}

/** How many tables of collections and indexes lie in the file; nobody may serve it meanwhile. */
async function tablesOnDisk(): Promise<number> {
  const root = open({ path: locate(dir).data, noSubdir: false, readOnly: true, maxDbs: 4096 });
  const names = [...root.getKeys()].filter((name) => /^[ci]\d+/.test(String(name)));
  await root.close();
  return names.length;
}

describe('a large collection that is dropped', () => {
  it('is gone at once, and is cleared away while others go on', { timeout: 60_000 }, async () => {
    await fill();
    await events().drop();
    expect(await client.db('shop').listCollections().toArray()).toEqual([]);
    await events().insertOne({ _id: 1, text: 'anew' });
    expect(await events().find().toArray()).toEqual([{ _id: 1, text: 'anew' }]);
    // Whoever closes the file before all is cleared leaves the rest to the next one.
    await stop();
    await serve();
    await eventually(async () => {
      const { inprog } = await client.db('admin').command({ currentOp: 1, $all: true });
      return !JSON.stringify(inprog).includes('own work');
    }, 'the end of clearing');
    expect(await events().find().toArray()).toEqual([{ _id: 1, text: 'anew' }]);
    await stop();
    expect(await tablesOnDisk()).toBe(1);
  });

  it('is cleared by the next process where the first died before it could', { timeout: 60_000 }, async () => {
    await fill();
    await stop();
    // What a process leaves that was killed between the two steps of dropping: tables nobody knows of.
    const store = new Store(locate(dir).data);
    store.load();
    store.records.removeSync(Buffer.from('shop.events'));
    await store.close();
    expect(await tablesOnDisk()).toBe(2);

    await serve();
    await events().createIndex({ text: 1 });
    expect(await events().countDocuments({ text: { $gt: '' } })).toBe(0);
    await events().insertOne({ _id: 1, text: 'anew' });
    expect(await events().find({ text: 'anew' }).toArray()).toHaveLength(1);
    expect(await client.db('shop').command({ validate: 'events' })).toMatchObject({
      valid: true,
      nrecords: 1,
    });
  });
});
