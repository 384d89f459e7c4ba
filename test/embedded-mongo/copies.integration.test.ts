import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeDocument } from '../../server/embedded-mongo/bson/decode.ts';
import { encodeDocument } from '../../server/embedded-mongo/bson/encode.ts';
import {
  AlreadyServedError,
  backupData,
  CopyError,
  compactData,
  restoreData,
  serveDatabase,
} from '../../server/embedded-mongo/index.ts';
import { formatVersion } from '../../server/embedded-mongo/store/format.ts';
import { Store } from '../../server/embedded-mongo/store/store.ts';
import { type Client, freshDirectory, MongoClient } from './served.ts';

const formatKey = Buffer.from('\0format');
let dir: string;
let other: string;
let stop: (() => Promise<void>) | undefined;

beforeEach(async () => {
  dir = await freshDirectory();
  other = await freshDirectory();
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  for (const each of [dir, other]) await rm(each, { recursive: true, force: true });
});

async function serve(directory: string): Promise<Client> {
  const served = await serveDatabase({ dir: directory });
  const client = new MongoClient(served.uri);
  stop = async () => {
    await client.close();
    await served.close();
    stop = undefined;
  };
  return client;
}

const people = (client: Client) => client.db('shop').collection<{ _id: number; name?: string }>('people');

describe('a backup', () => {
  it('is a whole copy of one moment, made while the database is written to', async () => {
    const client = await serve(dir);
    await people(client).createIndex({ name: 1 });
    await people(client).insertMany(
      Array.from({ length: 2_000 }, (_, _id) => ({ _id, name: `n${_id % 7}` })),
    );
    let isWriting = true;
    const writing = (async () => {
      for (let id = 2_000; isWriting; id += 1) await people(client).insertOne({ _id: id, name: 'late' });
    })();
    const target = join(other, 'backup');
    const { after } = await backupData(dir, target);
    isWriting = false;
    await writing;
    const last = await people(client).countDocuments();
    expect(after).toBe(statSync(join(target, 'data.mdb')).size);
    expect(readdirSync(target)).toEqual(['data.mdb']);
    await stop?.();

    const fresh = join(other, 'fresh');
    await restoreData(target, fresh, false);
    const restored = await serve(fresh);
    const found = await people(restored).countDocuments();
    expect(found).toBeGreaterThanOrEqual(2_000);
    expect(found).toBeLessThanOrEqual(last);
    // One moment: no number is missing among those that are there.
    expect((await people(restored).find().sort({ _id: -1 }).limit(1).toArray())[0]?._id).toBe(found - 1);
    expect(await people(restored).countDocuments({ name: 'n3' })).toBe(286);
    expect(await restored.db('shop').command({ validate: 'people', full: true })).toMatchObject({
      valid: true,
    });
  });

  it('is refused where there is nothing to copy, and where something is in its place', async () => {
    await expect(backupData(join(dir, 'nothing'), join(other, 'b'))).rejects.toThrow(CopyError);
    await (await serve(dir)).db('shop').command({ ping: 1 });
    writeFileSync(join(other, 'mine.txt'), 'mine');
    await expect(backupData(dir, other)).rejects.toThrow(/not empty/);
    expect(readdirSync(other)).toEqual(['mine.txt']);
  });

  it('takes no harm from one that was interrupted', async () => {
    await people(await serve(dir)).insertOne({ _id: 1 });
    mkdirSync(join(other, '.backup.part'));
    writeFileSync(join(other, '.backup.part', 'data.mdb'), 'half a copy');
    await backupData(dir, join(other, 'backup'));
    expect(readdirSync(other)).toEqual(['backup']);
  });
});

describe('restoring', () => {
  async function backedUp(): Promise<string> {
    await people(await serve(dir)).insertOne({ _id: 1, name: 'before' });
    const target = join(other, 'backup');
    await backupData(dir, target);
    return target;
  }

  it('is refused while the data are served, and over data unless they are to be replaced', async () => {
    const backup = await backedUp();
    await expect(restoreData(backup, dir, true)).rejects.toThrow(AlreadyServedError);
    await stop?.();
    await expect(restoreData(backup, dir, false)).rejects.toThrow(/--replace/);
    await expect(restoreData(other, dir, true)).rejects.toThrow(/no backup/);
  });

  it('brings back what was there, and keeps what it replaces', async () => {
    const backup = await backedUp();
    await stop?.();
    const client = await serve(dir);
    await people(client).updateOne({ _id: 1 }, { $set: { name: 'after' } });
    await people(client).insertOne({ _id: 2 });
    await stop?.();
    await restoreData(backup, dir, true);
    expect(
      await people(await serve(dir))
        .find()
        .toArray(),
    ).toEqual([{ _id: 1, name: 'before' }]);
    expect(existsSync(join(dir, 'database', 'data.mdb.replaced'))).toBe(true);
  });

  it('that was interrupted leaves the old data, and can be done again', async () => {
    const backup = await backedUp();
    await people(await restart()).insertOne({ _id: 2 });
    await stop?.();
    writeFileSync(join(dir, 'database', 'data.mdb.restoring'), 'half a copy');
    expect(await people(await serve(dir)).countDocuments()).toBe(2);
    await stop?.();
    await restoreData(backup, dir, true);
    expect(await people(await serve(dir)).countDocuments()).toBe(1);
  });

  async function restart(): Promise<Client> {
    await stop?.();
    return serve(dir);
  }
});

describe('compacting', () => {
  it('gives the room of what was deleted back, and is refused while the data are served', async () => {
    const client = await serve(dir);
    const text = 'x'.repeat(2_000);
    await people(client).insertMany(
      Array.from({ length: 3_000 }, (_, _id) => ({ _id, name: `${_id}${text}` })),
    );
    await people(client).deleteMany({ _id: { $gte: 10 } });
    await expect(compactData(dir)).rejects.toThrow(AlreadyServedError);
    await stop?.();
    const { before, after } = await compactData(dir);
    expect(after).toBeLessThan(before / 4);
    expect(await people(await serve(dir)).countDocuments()).toBe(10);
  });
});

describe('the format of the data', () => {
  async function setFormat(version: number): Promise<void> {
    await people(await serve(dir)).updateOne({ _id: 1 }, { $set: { name: 'a' } }, { upsert: true });
    await stop?.();
    const store = new Store(join(dir, 'database'));
    store.write(() => store.records.putSync(formatKey, encodeDocument({ version })));
    await store.close();
  }

  it('is brought up to date from an older one, with everything in it', async () => {
    await setFormat(1);
    expect(await people(await serve(dir)).countDocuments()).toBe(1);
    await stop?.();
    const store = new Store(join(dir, 'database'));
    const record = store.records.getBinary(formatKey);
    expect(record && decodeDocument(record).get('version')).toBe(formatVersion);
    await store.close();
  });

  it('is brought up to date with what its indexes did not say of their keys', async () => {
    const before = people(await serve(dir));
    await before.createIndex({ name: 1 });
    await before.insertMany([{ _id: 1, name: 'a' }, { _id: 2 }, { _id: 3, name: null as never }]);
    await stop?.();
    const store = new Store(join(dir, 'database'));
    const key = Buffer.from('shop.people');
    const stored = store.records.getBinary(key);
    const entry = stored ? decodeDocument(stored) : new Map();
    for (const index of entry.get('indexes') as Map<string, unknown>[]) {
      index.delete('traits');
      index.set('isMultikey', false).set('isClipped', false);
    }
    store.write(() => {
      store.records.putSync(key, encodeDocument(entry));
      store.records.putSync(formatKey, encodeDocument({ version: 2 }));
    });
    await store.close();

    const search = people(await serve(dir))
      .find({}, { projection: { name: 1, _id: 0 } })
      .hint('name_1');
    expect(await search.toArray()).toEqual([{}, { name: null }, { name: 'a' }]);
    const { executionStats } = await search.explain('executionStats');
    // A text is told by its key whatever else there is; missing and null are not told apart.
    expect(executionStats).toMatchObject({ nReturned: 3, totalDocsExamined: 2 });
  });

  it('of a newer version is refused with a sentence and left as it is; a backup may replace it', async () => {
    await people(await serve(dir)).insertOne({ _id: 1 });
    await backupData(dir, join(other, 'backup'));
    await stop?.();
    await setFormat(formatVersion + 1);
    await expect(serveDatabase({ dir })).rejects.toThrow(/knows formats up to/);
    await expect(serveDatabase({ dir })).rejects.toThrow(/knows formats up to/);
    await restoreData(join(other, 'backup'), dir, true);
    expect(await people(await serve(dir)).countDocuments()).toBe(1);
  });
});
