import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { memoryOf, processorSeconds } from './process-usage.ts';

/** The embedded database as the product runs it: built, supervised, a process of its own. */
export interface BenchDatabase {
  client: mongo.MongoClient;
  db: mongo.Db;
  dir: string;
  socket: string;
  pid(): number;
  /** Ends it and starts it again on the same data, with nothing yet in its memory. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts an empty database; `connections` is how many the client may open. */
export async function startBenchDatabase(connections: number): Promise<BenchDatabase> {
  const builder = new URL('../../server/build-when-stale.mjs', import.meta.url).href;
  const { buildWhenStale }: { buildWhenStale(): Promise<void> } = await import(builder);
  await buildWhenStale();
  const built = new URL('../../dist/server/embedded-mongo/index.js', import.meta.url).href;
  const { startEmbeddedDatabase }: typeof import('../../server/embedded-mongo/index.ts') = await import(
    built
  );
  const dir = await mkdtemp(join(tmpdir(), 'bench-embedded-'));
  let database = await startEmbeddedDatabase({ dir });
  const client = new mongo.MongoClient(database.uri, { maxPoolSize: connections });
  return {
    client,
    db: client.db('bench'),
    dir,
    socket: decodeURIComponent(new URL(database.uri).hostname),
    pid: () => database.pid() ?? Number.NaN,
    async restart() {
      await database.stop();
      database = await startEmbeddedDatabase({ dir });
      await client.db('admin').command({ ping: 1 });
    },
    async stop() {
      await client.close();
      await database.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** How often something ran a second, and the processor time of the server each time, in milliseconds. */
export interface Rate {
  perSecond: number;
  serverMs: number;
}

/** Runs `ask` for so many seconds, always `concurrent` at once; it is given a number that never repeats. */
export async function rateOf(
  database: BenchDatabase,
  concurrent: number,
  seconds: number,
  ask: (n: number) => Promise<unknown>,
): Promise<Rate> {
  let count = 0;
  const runFor = async (time: number) => {
    const end = performance.now() + time * 1_000;
    await Promise.all(
      Array.from({ length: concurrent }, async () => {
        while (performance.now() < end) {
          count += 1;
          await ask(count);
        }
      }),
    );
  };
  await runFor(1);
  const before = count;
  const from = performance.now();
  const used = processorSeconds(database.pid());
  await runFor(seconds);
  const asked = count - before;
  return {
    perSecond: (asked * 1_000) / (performance.now() - from),
    serverMs: ((processorSeconds(database.pid()) - used) * 1_000) / asked,
  };
}

/** How long something took, in seconds, and the most memory the server had meanwhile, in megabytes. */
export async function watch(
  database: BenchDatabase,
  work: () => Promise<unknown>,
): Promise<{ seconds: number; resident: number; anonymous: number }> {
  const most = memoryOf(database.pid());
  const timer = setInterval(() => {
    const now = memoryOf(database.pid());
    most.resident = Math.max(most.resident, now.resident);
    most.anonymous = Math.max(most.anonymous, now.anonymous);
  }, 20);
  const from = performance.now();
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return { seconds: (performance.now() - from) / 1_000, ...most };
}
