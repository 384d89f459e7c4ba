import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchDatabase, rateOf, watch } from './embedded-database.ts';
import { batchFrom } from './embedded-samples.ts';
import type { Measurement } from './measurement.ts';
import { memoryOf } from './process-usage.ts';

const MILLION = 1_000_000;

/** How long a process may take to become small again, in milliseconds. */
const SETTLE = 3_000;

const atMost = (limit: number) => ({ of: 'value' as const, is: 'at most' as const, limit });

/** Measures what a million documents cost: searched, grouped, counted, and kept. */
export async function measureMillion(
  database: BenchDatabase,
  reference: { what: string; value: number },
): Promise<Measurement[]> {
  const { db } = database;
  const events = db.collection<ReturnType<typeof batchFrom>[number]>('events');
  await events.createIndex({ account: 1, at: 1 });
  await events.createIndex({ kind: 1 });
  for (let first = 0; first < MILLION; first += 1_000) await events.insertMany(batchFrom(first));
  const loaded = memoryOf(database.pid());
  await database.restart();

  const range = await rateOf(database, 1, 3, (n) =>
    events
      .find({ account: `account-${(n * 7) % 5_000}`, at: { $gte: new Date(1.7e12 + 5_000_000) } })
      .sort({ at: 1 })
      .limit(100)
      .batchSize(101)
      .toArray(),
  );
  const queried = memoryOf(database.pid());
  const group = await watch(database, () =>
    events
      .aggregate([
        { $group: { _id: '$kind', n: { $sum: 1 }, sum: { $sum: '$amount' }, last: { $max: '$at' } } },
      ])
      .toArray(),
  );
  const accounts = await watch(database, () =>
    events.aggregate([{ $group: { _id: '$account', n: { $sum: 1 }, mean: { $avg: '$price' } } }]).toArray(),
  );
  const counting = await watch(database, () => events.countDocuments({ kind: 'a' }));
  const { executionStats } = await db.command({
    explain: { aggregate: 'events', pipeline: countPipeline, cursor: {} },
    verbosity: 'executionStats',
  });
  const sort = await watch(database, () =>
    events.find().sort({ note: 1, price: 1 }).toArray().catch(refused),
  );
  const gathering = await watch(database, () =>
    events
      .aggregate([{ $group: { _id: '$email', all: { $push: '$$ROOT' } } }])
      .toArray()
      .catch(refused),
  );
  await sleep(SETTLE);
  const after = memoryOf(database.pid());
  return [
    {
      what: '100 documents by a compound index, of 1,000,000',
      value: range.serverMs,
      unit: 'ms of the server',
      reference: { what: reference.what, value: reference.value },
      also: { 'calls/s, one at once': range.perSecond },
      target: atMost(1),
    },
    {
      what: '$group of 1,000,000 into 4',
      value: group.seconds,
      unit: 's',
      also: { 'MB resident': group.resident, 'MB anonymous': group.anonymous },
      target: atMost(3),
    },
    {
      what: '$group of 1,000,000 into 5,000',
      value: accounts.seconds,
      unit: 's',
      also: { 'MB resident': accounts.resident, 'MB anonymous': accounts.anonymous },
      target: atMost(3),
    },
    {
      what: 'memory while grouping',
      value: Math.max(group.resident, accounts.resident),
      unit: 'MB resident',
      target: atMost(300),
    },
    {
      what: 'countDocuments of 250,000 by an index',
      value: Number(executionStats?.totalDocsExamined ?? Number.NaN),
      unit: 'documents read',
      also: { seconds: counting.seconds },
      target: atMost(0),
    },
    {
      what: 'memory with 1,000,000 documents, after the searches',
      value: queried.resident,
      unit: 'MB resident',
      also: {
        anonymous: queried.anonymous,
        'loaded, resident': loaded.resident,
        'loaded, anonymous': loaded.anonymous,
      },
      target: atMost(250),
    },
    {
      what: `memory ${SETTLE / 1_000} s after groups, counts, and a sort and a group refused for their size`,
      value: after.resident,
      unit: 'MB resident',
      also: {
        anonymous: after.anonymous,
        'at most while refused': Math.max(sort.resident, gathering.resident),
      },
      target: atMost(250),
    },
  ];
}

/** Too large to be done in memory: the call must fail for that and for nothing else. */
function refused(error: { code?: unknown }): void {
  if (error.code !== 292) throw error;
}

/** What a driver sends for `countDocuments`. */
const countPipeline = [{ $match: { kind: 'a' } }, { $group: { _id: 1, n: { $sum: 1 } } }];
