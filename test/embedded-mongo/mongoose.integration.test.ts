import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import mongoose, { type Connection, Schema } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, serveFresh, type TestServer } from './served.ts';

let server: TestServer;
let connection: Connection;
beforeAll(async () => {
  server = await serveFresh();
  connection = await mongoose.createConnection(server.uri, { dbName: 'models' }).asPromise();
});
afterAll(async () => {
  await connection.close();
  await server.close();
});

describe('Mongoose', () => {
  it('keeps emails unique and names the field that is not', async () => {
    const Person = connection.model(
      'Person',
      new Schema({ email: { type: String, unique: true }, age: Number }, { timestamps: true }),
    );
    await Person.init();
    await Person.create({ email: 'a@example.com', age: 3 });
    await expect(Person.create({ email: 'a@example.com' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { email: 1 },
      keyValue: { email: 'a@example.com' },
    });
    expect(await Person.countDocuments({ age: { $gte: 3 } })).toBe(1);
  });

  it('notices that a document changed under its hands', async () => {
    const schema = new Schema({ items: [{ n: Number }] }, { optimisticConcurrency: true });
    const Basket = connection.model('Basket', schema);
    const basket = await Basket.create({ items: [{ n: 1 }] });
    const other = await Basket.findById(basket._id).orFail();
    basket.items.push({ n: 2 });
    await basket.save();
    other.items.push({ n: 3 });
    await expect(other.save()).rejects.toThrow(mongoose.Error.VersionError);
  });

  it('populates, pages, streams and writes in bulk', async () => {
    const Author = connection.model('Author', new Schema({ name: String }));
    const Book = connection.model(
      'Book',
      new Schema({
        title: String,
        n: Number,
        author: { type: Schema.Types.ObjectId, ref: 'Author' },
        meta: { type: Map, of: Number },
        big: BigInt,
        price: Schema.Types.Decimal128,
      }),
    );
    const author = await Author.create({ name: 'A' });
    await Book.insertMany(
      Array.from({ length: 250 }, (_, n) => ({
        title: `t${n}`,
        n,
        author: author._id,
        meta: { a: n },
        big: 2n ** 60n,
        price: '1.10',
      })),
    );
    const page = await Book.find({ n: { $gte: 200 } })
      .sort({ n: -1 })
      .skip(5)
      .limit(3)
      .populate<{ author: { name: string } }>('author');
    expect(page.map((book) => [book.n, book.author.name])).toEqual([
      [244, 'A'],
      [243, 'A'],
      [242, 'A'],
    ]);
    const first = await Book.findOne({ n: 7 }).orFail();
    expect([first.big, first.meta?.get('a'), String(first.price)]).toEqual([2n ** 60n, 7, '1.10']);
    let streamed = 0;
    for await (const book of Book.find().cursor({ batchSize: 40 })) streamed += book.n === null ? 0 : 1;
    expect(streamed).toBe(250);
    const result = await Book.bulkWrite([
      { updateMany: { filter: { n: { $lt: 10 } }, update: { $inc: { n: 1000 } } } },
      { deleteOne: { filter: { title: 't20' } } },
      { updateOne: { filter: { title: 'new' }, update: { $set: { n: -1 } }, upsert: true } },
    ]);
    expect([result.modifiedCount, result.deletedCount, result.upsertedCount]).toEqual([10, 1, 1]);
  });

  it('creates, changes and drops indexes to match a schema', async () => {
    const schema = new Schema({ a: Number, b: String });
    schema.index({ a: 1, b: -1 });
    schema.index({ b: 1 }, { sparse: true });
    const Thing = connection.model('Thing', schema);
    await Thing.init();
    await Thing.collection.createIndex({ old: 1 });
    expect(await Thing.syncIndexes()).toEqual(['old_1']);
    expect((await Thing.listIndexes()).map((index) => index.name)).toEqual(['_id_', 'a_1_b_-1', 'b_1']);
  });

  it('is told that transactions are not supported', async () => {
    const session = await connection.startSession();
    session.startTransaction();
    const inserted = connection.collection('t').insertOne({ a: 1 }, { session });
    await expect(inserted).rejects.toMatchObject({ code: 263 });
    await session.endSession();
  });
});

describe('two Agendas on one database', () => {
  const agendas: Agenda[] = [];
  afterEach(async () => {
    for (const agenda of agendas.splice(0)) await agenda.stop();
  });

  async function agenda(run: (n: number) => void): Promise<Agenda> {
    const backend = new MongoBackend({
      mongo: server.client.db('agenda') as never,
      collection: 'jobs',
    } as never);
    const made = new Agenda({ backend, processEvery: 50 } as never);
    made.define('work', async (job: { attrs: { data: unknown } }) =>
      run((job.attrs.data as { n: number }).n),
    );
    agendas.push(made);
    await made.start();
    return made;
  }

  it('run every job exactly once', { timeout: 40_000 }, async () => {
    const runs: number[] = [];
    const first = await agenda((n) => runs.push(n));
    await agenda((n) => runs.push(n));
    await Promise.all(Array.from({ length: 60 }, (_, n) => first.now('work', { n })));
    await eventually(() => new Set(runs).size === 60, 'all jobs done');
    expect(runs).toHaveLength(60);
  });
});
