import { measureBlocking } from './embedded-blocking.ts';
import { type BenchDatabase, rateOf, startBenchDatabase } from './embedded-database.ts';
import { measureMillion } from './embedded-million.ts';
import { measurePings, measureRawStore } from './embedded-reference.ts';
import { BATCH, batchFrom, sample } from './embedded-samples.ts';
import type { Bench, Measurement } from './measurement.ts';

const CONCURRENT = 32;
const SECONDS = 4;
const DOCUMENTS = 100_000;

export const embedded: Bench = {
  name: 'embedded',
  about: 'the embedded database beside LMDB alone and a bare socket, everything acknowledged from the disk',
  async run() {
    const raw = await measureRawStore();
    const pings = await measurePings(CONCURRENT, SECONDS);
    const database = await startBenchDatabase(CONCURRENT);
    try {
      const bare = { what: `bare pings/s, ${CONCURRENT} at once`, value: pings };
      const pingMs = 1_000 / (await measurePings(1, 2));
      return [
        {
          what: 'LMDB alone, get',
          value: raw.gets,
          unit: 'documents/s',
        },
        await insertion(database, raw.puts),
        ...(await singles(database, bare)),
        ...(await measureMillion(database, { what: 'ms of a bare ping', value: pingMs })),
        ...(await measureBlocking(database)),
      ];
    } finally {
      await database.stop();
    }
  },
};

async function insertion({ db }: BenchDatabase, puts: number): Promise<Measurement> {
  const people = db.collection<ReturnType<typeof sample>>('people');
  await people.createIndex({ email: 1 }, { unique: true });
  await people.createIndex({ account: 1, at: -1 });
  const batches = Array.from({ length: DOCUMENTS / BATCH }, (_, index) => batchFrom(index * BATCH));
  let spent = 0;
  for (const [index, batch] of batches.entries()) {
    const from = performance.now();
    await people.insertMany(batch);
    // The first tenth warms up.
    if (index >= batches.length / 10) spent += performance.now() - from;
  }
  return {
    what: `insertMany of ${BATCH}, two indexes`,
    value: (DOCUMENTS * 0.9 * 1_000) / spent,
    unit: 'documents/s',
    reference: { what: 'LMDB alone, put with two entries', value: puts },
    target: { of: 'value', is: 'at least', limit: 20_000 },
  };
}

async function singles(
  database: BenchDatabase,
  reference: { what: string; value: number },
): Promise<Measurement[]> {
  const people = database.db.collection<ReturnType<typeof sample>>('people');
  const someone = (n: number) => ({ email: `person-${(n * 7_919) % DOCUMENTS}@customer.example` });
  const asks: Record<string, (n: number) => Promise<unknown>> = {
    'findOne by a unique index': (n) => people.findOne(someone(n)),
    updateOne: (n) => people.updateOne(someone(n), { $inc: { amount: 1 }, $set: { price: n } }),
    findOneAndUpdate: (n) =>
      people.findOneAndUpdate(someone(n), { $inc: { amount: 1 } }, { returnDocument: 'after' }),
    'insertOne, two indexes': (n) => people.insertOne(sample(DOCUMENTS + n)),
  };
  const measurements: Measurement[] = [];
  for (const [what, ask] of Object.entries(asks)) {
    const { perSecond, serverMs } = await rateOf(database, CONCURRENT, SECONDS, ask);
    measurements.push({
      what: `${what}, ${CONCURRENT} at once`,
      value: perSecond,
      unit: 'calls/s',
      reference,
      also: { 'server µs': serverMs * 1_000 },
      target: { of: 'value', is: 'at least', limit: 3_000 },
    });
  }
  return measurements;
}
