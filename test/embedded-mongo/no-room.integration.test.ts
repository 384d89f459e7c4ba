import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveDatabase } from '../../server/embedded-mongo/index.ts';
import { reservedRoom } from '../../server/embedded-mongo/store/disk-room.ts';
import { freshDirectory, MongoClient } from './served.ts';

const bin = fileURLToPath(new URL('../../server/bin.mjs', import.meta.url));
/** In the 512-byte blocks of `ulimit`: eight megabytes more than must stay free. */
const LIMIT = (reservedRoom + 8 * 1024 * 1024) / 512;

let dir: string;
let limited: ChildProcess | undefined;

beforeEach(async () => {
  dir = await freshDirectory();
});
afterEach(async () => {
  limited?.kill('SIGKILL');
  await rm(dir, { recursive: true, force: true });
});

/** The database as a process whose files may not grow past the limit. */
async function serveLimited(): Promise<string> {
  const command = `ulimit -f ${LIMIT}; exec "${process.execPath}" "${bin}" database --dir "${dir}" --port 0`;
  limited = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  while (!/The database is ready: (\S+)/.test(output)) {
    const [chunk] = (await once(limited.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    output += chunk.toString();
  }
  return /The database is ready: (\S+)/.exec(output)?.[1] ?? '';
}

describe('a database without room for more', () => {
  it('refuses writes with a code, keeps what it acknowledged, and goes on when there is room', async () => {
    const client = new MongoClient(await serveLimited());
    const notes = client.db('t').collection<{ _id: number; a: number; text: string }>('notes');
    await notes.createIndex({ a: 1 });
    const acknowledged: number[] = [];
    const codes = new Set<unknown>();
    for (let round = 0; round < 24; round += 1) {
      const writes = Array.from({ length: 100 }, (_, index) => round * 100 + index).map(async (_id) => {
        try {
          await notes.insertOne({ _id, a: _id % 5, text: 'x'.repeat(5_000) });
          acknowledged.push(_id);
        } catch (error) {
          codes.add((error as { code?: unknown }).code);
        }
      });
      await Promise.all(writes);
    }
    expect([...codes]).toEqual([14031]);
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(await notes.countDocuments()).toBe(acknowledged.length);
    expect(await client.db('t').command({ validate: 'notes', full: true })).toMatchObject({ valid: true });
    await client.close();
    limited?.kill('SIGTERM');
    if (limited) await once(limited, 'exit');

    const served = await serveDatabase({ dir });
    const again = new MongoClient(served.uri);
    const found = await again
      .db('t')
      .collection<{ _id: number }>('notes')
      .find()
      .project({ _id: 1 })
      .toArray();
    expect(found.map(({ _id }) => _id).sort((a, b) => a - b)).toEqual(acknowledged.sort((a, b) => a - b));
    await again.db('t').collection<{ _id: number }>('notes').insertOne({ _id: -1 });
    expect(await again.db('t').command({ validate: 'notes', full: true })).toMatchObject({ valid: true });
    await again.close();
    await served.close();
  });
});
