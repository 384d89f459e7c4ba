import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type ServedDatabase, serveDatabase } from '../../server/embedded-mongo/index.ts';

export const { MongoClient, ObjectId, Long, Decimal128, Double, Int32 } = mongoose.mongo;
export type Db = mongoose.mongo.Db;
export type Client = mongoose.mongo.MongoClient;
export type Collection = mongoose.mongo.Collection<mongoose.mongo.Document & { _id: number | string }>;

/** A database served in the process of the test, and a client of it. */
export interface TestServer {
  dir: string;
  uri: string;
  client: Client;
  db: Db;
  /** A collection nobody else uses. */
  collection(): Collection;
  close(): Promise<void>;
}

/** Serves a fresh database; the caller closes it. */
export async function serveFresh(): Promise<TestServer> {
  const dir = await freshDirectory();
  const served: ServedDatabase = await serveDatabase({ dir });
  const client = new MongoClient(served.uri);
  const db = client.db('test');
  let last = 0;
  return {
    dir,
    uri: served.uri,
    client,
    db,
    collection: () => db.collection(`c${++last}`),
    async close() {
      await client.close();
      await served.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** An empty directory for a database. */
export function freshDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'embedded-'));
}

/** Waits until a condition holds; fails when it does not come to. */
export async function eventually(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const giveUpAt = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether a process is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
