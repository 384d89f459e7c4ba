import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/embedded-mongo/index.ts';
import { connectMongo, type Database } from '../../server/mongo/connect.ts';
import { freshDirectory } from '../embedded-mongo/served.ts';

let dir: string;
let embedded: EmbeddedDatabase;
let database: Database;
const warnings: string[] = [];
const note = (warning: Error) => warnings.push(warning.message);
beforeAll(async () => {
  process.on('warning', note);
  dir = await freshDirectory();
  embedded = await startEmbeddedDatabase({ dir });
  database = await connectMongo(embedded.uri, { name: 'test' });
});
afterAll(async () => {
  process.off('warning', note);
  await database.close();
  await embedded.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('a ping', () => {
  it('says no when the database says nothing, and yes when it goes on', async () => {
    const pid = embedded.pid() ?? 0;
    expect(await database.ping()).toBe(true);
    process.kill(pid, 'SIGSTOP');
    expect(await database.ping()).toBe(false);
    process.kill(pid, 'SIGCONT');
    expect(await database.ping()).toBe(true);
  });
});

describe('connecting', () => {
  it('uses no option the driver warns of', () => {
    expect(warnings.filter((text) => text.includes('MONGODB DRIVER'))).toEqual([]);
  });
});
