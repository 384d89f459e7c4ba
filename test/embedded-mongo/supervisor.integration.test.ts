import { type ChildProcess, fork } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EmbeddedDatabase,
  serveDatabase,
  startEmbeddedDatabase,
} from '../../server/embedded-mongo/index.ts';
import { type Client, eventually, freshDirectory, isRunning, MongoClient } from './served.ts';

let dir: string;
const databases: EmbeddedDatabase[] = [];
const clients: Client[] = [];
const parents: ChildProcess[] = [];

beforeEach(async () => {
  dir = await freshDirectory();
});

afterEach(async () => {
  for (const parent of parents.splice(0)) parent.kill('SIGKILL');
  for (const client of clients.splice(0)) await client.close();
  for (const database of databases.splice(0)) await database.stop();
  await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

async function start(options: { join?: boolean; dir?: string } = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dir, ...options });
  databases.push(database);
  return database;
}

function connect(uri: string): Client {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  clients.push(client);
  return client;
}

interface Told {
  uri: string;
  pid: number | undefined;
}

/** Runs a process that owns or shares the database of the directory; `told` is what it said last. */
async function startParent(mode: 'own' | 'join'): Promise<{ process: ChildProcess; told: () => Told }> {
  const path = fileURLToPath(new URL('./parent-process.ts', import.meta.url));
  const child = fork(path, [dir, mode], {
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: 'ignore',
  });
  parents.push(child);
  let last: Told | undefined;
  child.on('message', (message) => {
    last = message as Told;
  });
  await eventually(() => last !== undefined, 'a process that started the database');
  return { process: child, told: () => last as Told };
}

describe('a supervised database', () => {
  it('loses nothing it acknowledged, however often it is killed while writing', {
    timeout: 60_000,
  }, async () => {
    const database = await start();
    const client = connect(database.uri);
    const collection = client.db('test').collection<{ _id: number; k: number; tags: number[] }>('kill');
    await collection.createIndexes([{ key: { k: 1 }, unique: true }, { key: { tags: 1, k: -1 } }]);
    const acknowledged: number[] = [];
    let next = 0;
    let isOver = false;
    const writer = async () => {
      while (!isOver) {
        const id = next++;
        try {
          await collection.insertOne({ _id: id, k: id * 2, tags: [id % 3, id % 5] });
          await collection.updateOne({ _id: id }, { $set: { tags: [id % 7] } });
          acknowledged.push(id);
        } catch {
          // The write may or may not have happened; it was not acknowledged.
        }
      }
    };
    const writers = Array.from({ length: 8 }, writer);
    try {
      for (let round = 0; round < 4; round++) {
        const goal = acknowledged.length + 60;
        await eventually(() => acknowledged.length >= goal, 'writes going on');
        const pid = database.pid();
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
        await eventually(() => database.pid() !== undefined && database.pid() !== pid, 'a new process');
      }
    } finally {
      // Also where one waited in vain: over a closed connection they would fail and go on without ever pausing.
      isOver = true;
    }
    await Promise.all(writers);
    const stored = new Map((await collection.find().toArray()).map((doc) => [doc._id, doc]));
    const lost = acknowledged.filter((id) => stored.get(id)?.tags.join() !== String(id % 7));
    expect(lost).toEqual([]);
    const checked = await client.db('test').command({ validate: 'kill' });
    expect(checked.errors).toEqual([]);
  });

  it('refuses a directory that is served already, and says by whom', async () => {
    const database = await start();
    await expect(startEmbeddedDatabase({ dir })).rejects.toThrow(
      `Another process (${database.pid()}) already serves`,
    );
    await expect(serveDatabase({ dir })).rejects.toThrow('already serves');
    // The refusal must not have disturbed the one that serves.
    await connect(database.uri).db('test').command({ ping: 1 });
  });

  it('lets nobody else near the socket', async () => {
    await start();
    expect((await stat(join(dir, 'database'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(dir, 'database', 'mongo.sock'))).mode & 0o777).toBe(0o600);
  });

  it('works in a directory whose path is too long for a socket', async () => {
    const long = join(dir, 'x'.repeat(120));
    const database = await start({ dir: long });
    await connect(database.uri).db('test').collection('a').insertOne({ a: 1 });
    const shared = await start({ dir: long, join: true });
    expect(shared.uri).toBe(database.uri);
    expect(shared.pid()).toBeUndefined();
  });

  it('keeps its data when it is stopped and started again', async () => {
    const database = await start();
    await connect(database.uri).db('test').collection('a').insertOne({ a: 1 });
    await database.stop();
    const again = await start();
    expect(await connect(again.uri).db('test').collection('a').countDocuments({ a: 1 })).toBe(1);
  });

  it('ends with its parent, however the parent dies', async () => {
    const parent = await startParent('own');
    const { pid } = parent.told();
    expect(pid).toBeDefined();
    parent.process.kill('SIGKILL');
    await eventually(() => !isRunning(pid as number), 'the end of the child');
    // Nothing is left that would keep the next one from starting.
    await start();
  });

  it('is shared by a second process, which takes over when the first one dies', {
    timeout: 40_000,
  }, async () => {
    const owner = await startParent('own');
    const shared = await start({ join: true });
    expect(shared.uri).toBe(owner.told().uri);
    expect(shared.pid()).toBeUndefined();
    const client = connect(shared.uri);
    await client.db('test').collection('a').insertOne({ a: 1 });
    owner.process.kill('SIGKILL');
    await eventually(() => shared.pid() !== undefined, 'the second process serving');
    expect(await client.db('test').collection('a').countDocuments({ a: 1 })).toBe(1);
  });

  it('is taken over by one only, when several share it', { timeout: 40_000 }, async () => {
    const owner = await startParent('own');
    const others = [await startParent('join'), await startParent('join')];
    owner.process.kill('SIGKILL');
    await eventually(() => others.some(({ told }) => told().pid !== undefined), 'one of them serving');
    const uri = others[0]?.told().uri ?? '';
    await connect(uri).db('test').command({ ping: 1 });
    expect(others.filter(({ told }) => told().pid !== undefined)).toHaveLength(1);
  });
});
