import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchDatabase } from './embedded-database.ts';
import { BATCH, batchFrom } from './embedded-samples.ts';
import { type Measurement, percentile } from './measurement.ts';
import type { Waits } from './ping-process.ts';

/** So many milliseconds at most may anybody have to wait for what others do. */
const LIMIT = 50;
const MANY = 100_000;

/**
 * Measures how long others wait for an answer while the database works hard, beside how long they wait meanwhile for a
 * process that does nothing else. Needs the million events; afterwards they are gone.
 */
export async function measureBlocking(database: BenchDatabase): Promise<Measurement[]> {
  const { db, dir } = database;
  const events = db.collection<ReturnType<typeof batchFrom>[number]>('events');
  const large = Array.from({ length: 20 }, (_, i) => batchFrom(2_000_000 + i * BATCH)).flat();
  const backup = await mkdtemp(join(tmpdir(), 'bench-backup-'));
  const works: Record<string, () => Promise<unknown>> = {
    'grouping 1,000,000': () =>
      events.aggregate([{ $group: { _id: '$account', mean: { $avg: '$price' } } }]).toArray(),
    'sorting 100,000 in memory': async () => {
      const sorted = events.find({ _id: { $lt: MANY } }).sort({ price: 1, note: 1 });
      for await (const _ of sorted);
    },
    'joining 20,000 with 5,000': () =>
      events
        .aggregate([
          { $match: { _id: { $lt: 20_000 } } },
          { $lookup: { from: 'people', localField: 'account', foreignField: 'account', as: 'people' } },
          { $group: { _id: null, n: { $sum: { $size: '$people' } } } },
        ])
        .toArray(),
    'counting 1,000,000 in an index': () => events.countDocuments({ kind: { $gte: 'a' } }),
    'inserting 20,000 in one call': () => db.collection('others').insertMany(large as never[]),
    'updating 100,000': () => events.updateMany({ _id: { $lt: MANY } }, { $inc: { amount: 1 } }),
    '20,000 updates in one call': () =>
      events.bulkWrite(
        Array.from({ length: 20_000 }, (_, n) => ({
          updateOne: { filter: { _id: n }, update: { $set: { price: n } } },
        })),
      ),
    'building an index over 1,000,000': () => events.createIndex({ price: 1, amount: -1 }),
    validating: () => db.command({ validate: 'people' }),
    'a backup': () => backUp(dir, join(backup, 'copy')),
    'dropping an index': () => events.dropIndex('price_1_amount_-1'),
    'dropping 1,000,000': async () => {
      await events.drop();
      // The clearing goes on behind it, and so does the measuring.
      while ((await sizeOfWork(database)) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
  const pinger = await startPinger(database.socket);
  try {
    const measurements: Measurement[] = [];
    for (const [what, work] of Object.entries(works)) {
      await pinger.take();
      const from = performance.now();
      await work();
      const seconds = (performance.now() - from) / 1_000;
      measurements.push(measurementOf(what, seconds, await pinger.take()));
    }
    return measurements;
  } finally {
    await pinger.stop();
    await rm(backup, { recursive: true, force: true });
  }
}

function measurementOf(what: string, seconds: number, { database, echo }: Waits): Measurement {
  return {
    what: `longest wait of others during ${what}`,
    value: Math.max(...database),
    unit: 'ms',
    reference: { what: 'ms for a bare answer', value: Math.max(...echo) },
    also: {
      p99: percentile(database, 0.99),
      'p99 bare': percentile(echo, 0.99),
      pings: database.length,
      seconds,
    },
    target: { of: 'value', is: 'at most', limit: LIMIT },
  };
}

/** How many pieces of work the database has given itself. */
async function sizeOfWork({ db }: BenchDatabase): Promise<number> {
  const { inprog } = await db.admin().command({ currentOp: 1, $all: true });
  return (inprog as object[]).filter((operation) => JSON.stringify(operation).includes('own work')).length;
}

/** A backup is made by another process, as `mooring backup` does. */
async function backUp(dir: string, target: string): Promise<void> {
  const bin = fileURLToPath(new URL('../../server/bin.mjs', import.meta.url));
  const child = spawn(process.execPath, [bin, 'backup', target, '--dir', dir], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The backup failed: ${code}`);
}

async function startPinger(socket: string) {
  const dir = await mkdtemp(join(tmpdir(), 'bench-ping-'));
  const echoSocket = join(dir, 'echo.sock');
  const run = (name: string, ...args: string[]): ChildProcess =>
    fork(fileURLToPath(new URL(name, import.meta.url)), args, {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
  const echo = run('./echo-server.ts', echoSocket);
  await once(echo.stdout as NodeJS.ReadableStream, 'data');
  const pinger = run('./ping-process.ts', socket, echoSocket);
  await once(pinger, 'message');
  return {
    async take(): Promise<Waits> {
      const told = once(pinger, 'message');
      pinger.send('take');
      const [waits] = await told;
      return waits as Waits;
    },
    async stop() {
      for (const child of [pinger, echo]) {
        const ended = once(child, 'exit');
        child.kill();
        await ended;
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}
