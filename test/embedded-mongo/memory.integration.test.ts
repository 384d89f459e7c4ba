import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/embedded-mongo/index.ts';
import { memoryOf } from '../bench/process-usage.ts';
import { type Client, eventually, freshDirectory, MongoClient } from './served.ts';

const BATCH = 200;
const BATCHES = 60;
/** The files come to 190 megabytes, and the program takes another 100. */
const MOST_MEGABYTES = 250;

// Elsewhere than on Linux the system is left to take memory back by itself.
describe.runIf(process.platform === 'linux')('a database of more data than it may keep in memory', () => {
  let dir: string;
  let database: EmbeddedDatabase;
  let client: Client;
  const memory = () => memoryOf(database.pid() ?? Number.NaN);
  const files = () => client.db('test').collection<{ _id: number; text: string }>('files');
  const textOf = (n: number) => `${n} `.repeat(16_000 / `${n} `.length);

  beforeAll(async () => {
    dir = await freshDirectory();
    database = await startEmbeddedDatabase({ dir });
    client = new MongoClient(database.uri);
    for (let first = 0; first < BATCH * BATCHES; first += BATCH) {
      const batch = Array.from({ length: BATCH }, (_, n) => ({ _id: first + n, text: textOf(first + n) }));
      await files().insertMany(batch);
    }
  });
  afterAll(async () => {
    await client.close();
    await database.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it('lets go of what it has read, and reads it again unharmed', async () => {
    for (let round = 0; round < 2; round += 1) {
      let count = 0;
      for await (const { _id, text } of files().find().batchSize(BATCH)) {
        // Comparing is cheap, and an assertion each time is not.
        if (text !== textOf(_id)) expect(text).toBe(textOf(_id));
        count += 1;
      }
      expect(count).toBe(BATCH * BATCHES);
    }
    await eventually(() => memory().resident < MOST_MEGABYTES, 'a process that is small again');
  });

  it('gives back what a refused sort held', async () => {
    await expect(files().find().sort({ text: 1 }).toArray()).rejects.toMatchObject({ code: 292 });
    await eventually(() => memory().anonymous < 120, 'a small heap');
  });
});
