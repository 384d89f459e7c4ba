import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EmbeddedDatabase,
  serveDatabase,
  startEmbeddedDatabase,
} from '../../server/embedded-mongo/index.ts';
import { locate, uriOf } from '../../server/embedded-mongo/location.ts';
import { freshDirectory, MongoClient } from './served.ts';

let dir: string;
let database: EmbeddedDatabase;

beforeEach(async () => {
  dir = await freshDirectory();
  database = await startEmbeddedDatabase({ dir, asksForSecret: true });
});
afterEach(async () => {
  await database.stop();
  await rm(dir, { recursive: true, force: true });
});

async function countWith(uri: string): Promise<number> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    await client.db('shop').collection('people').insertOne({});
    return await client.db('shop').collection('people').countDocuments();
  } finally {
    await client.close();
  }
}

// What Windows always does, where pipes keep nobody out; it can be asked for everywhere.
describe('a database that asks for a secret', () => {
  it('serves those who know it, and keeps it for the next start', async () => {
    expect(await countWith(database.uri)).toBe(1);
    const { uri } = database;
    await database.stop();
    database = await startEmbeddedDatabase({ dir, asksForSecret: true });
    expect(database.uri).toBe(uri);
    expect(await countWith(uri)).toBe(2);
    expect((await stat(join(dir, 'database', 'secret'))).mode & 0o777).toBe(0o600);
  });

  it('refuses everybody else', async () => {
    const { socket } = locate(dir);
    const address = encodeURIComponent(socket);
    const wrong = await readFile(join(dir, 'database', 'secret'), 'utf8').then((secret) =>
      secret.replace(/^./, (digit) => (digit === 'a' ? 'b' : 'a')),
    );
    await expect(countWith(uriOf(address, undefined))).rejects.toMatchObject({ code: 13 });
    await expect(countWith(uriOf(address, wrong))).rejects.toMatchObject({ code: 18 });
    await expect(countWith(database.uri.replace('mooring:', 'somebody:'))).rejects.toMatchObject({
      code: 18,
    });
    expect(await countWith(database.uri)).toBe(1);
  });

  it('is not trusted by clients when it does not know the secret', async () => {
    const other = await freshDirectory();
    const impostor = await serveDatabase({ dir: other, asksForSecret: true, port: 0 });
    const { secret } = locate(dir, true);
    const uri = uriOf(new URL(impostor.uri).host, secret);
    await expect(countWith(uri)).rejects.toThrow(/Authentication failed/);
    await impostor.close();
    await rm(other, { recursive: true, force: true });
  });
});
