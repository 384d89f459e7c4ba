import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeDocument } from '../../server/embedded-mongo/bson/encode.ts';
import { serveFresh, type TestServer } from './served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveFresh();
  await server.db.command({ ping: 1 });
});
afterAll(() => server.close());

function message(body: Buffer, length = body.length + 21, operation = 2013, flags = 0): Buffer {
  const header = Buffer.alloc(21);
  header.writeInt32LE(length, 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(operation, 12);
  header.writeUInt32LE(flags, 16);
  return Buffer.concat([header, body]);
}

const insert = () =>
  message(encodeDocument({ insert: 'fuzz', documents: [{ a: 'text', b: [1, 2, { c: 3.5 }] }], $db: 'test' }));

/** Sends bytes as a stranger would, and waits until the server answers or hangs up. */
function send(bytes: Buffer, isComplete: boolean): Promise<'answered' | 'closed'> {
  return new Promise((resolve) => {
    const socket: Socket = connect(join(server.dir, 'database', 'mongo.sock'));
    const finish = (outcome: 'answered' | 'closed') => {
      socket.destroy();
      resolve(outcome);
    };
    socket.on('error', () => finish('closed'));
    socket.on('close', () => finish('closed'));
    socket.on('data', () => finish('answered'));
    socket.write(bytes);
    // Part of a message leaves the server waiting for the rest, rightly; ending tells it that none will come.
    if (!isComplete) socket.end();
  });
}

describe('the wire', () => {
  it('survives damaged messages, and serves everyone else', { timeout: 40_000 }, async () => {
    const original = insert();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 4, max: original.length - 1 }), fc.nat(255)), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: original.length }),
        async (changes, length) => {
          const damaged = Buffer.from(original.subarray(0, length));
          for (const [at, byte] of changes) if (at < length) damaged[at] = byte;
          await send(damaged, false);
        },
      ),
      { numRuns: 150 },
    );
    expect(await server.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it.each([
    ['a negative length', message(Buffer.alloc(0), -1)],
    ['a length below the header', message(Buffer.alloc(0), 8)],
    ['more than 48 MB', message(Buffer.alloc(0), 60_000_000)],
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ])('hangs up at once on %s', async (_, bytes) => {
    expect(await send(bytes, true)).toBe('closed');
  });

  it('answers a message that is framed well but makes no sense', async () => {
    expect(await send(message(Buffer.from([9, 0, 0, 0, 1, 2, 3, 4, 5])), true)).toBe('answered');
    expect(await send(message(encodeDocument({ ping: 1, $db: 'test' }), undefined, 2013, 1 << 5), true)).toBe(
      'answered',
    );
    expect(await send(message(encodeDocument({ ping: 1, $db: 'test' }), undefined, 999), true)).toBe(
      'answered',
    );
  });

  it('refuses a command nested too deeply', async () => {
    let filter: Record<string, unknown> = {};
    for (let i = 0; i < 120; i++) filter = { $and: [filter] };
    await expect(server.db.collection('a').find(filter).toArray()).rejects.toMatchObject({ code: 15 });
  });

  it('takes a message that arrives byte by byte', async () => {
    const bytes = message(encodeDocument({ ping: 1, $db: 'test' }));
    const socket = connect(join(server.dir, 'database', 'mongo.sock'));
    const answered = new Promise((resolve) => socket.once('data', resolve));
    for (const byte of bytes) await new Promise((resolve) => socket.write(Buffer.from([byte]), resolve));
    await answered;
    socket.destroy();
  });

  it('lets others have their turn during a long search', { timeout: 40_000 }, async () => {
    const collection = server.collection();
    for (let round = 0; round < 4; round++) {
      await collection.insertMany(
        Array.from({ length: 5000 }, (_, i) => ({ _id: round * 5000 + i, text: `some text ${i}` })),
      );
    }
    const order: string[] = [];
    const search = collection
      .find({ text: /nothing like it/ })
      .toArray()
      .then(() => order.push('search'));
    await server.db.command({ ping: 1 });
    order.push('ping');
    await search;
    expect(order).toEqual(['ping', 'search']);
  });

  it('stops a search that takes longer than it may', async () => {
    const collection = server.collection();
    await collection.insertMany(Array.from({ length: 5000 }, (_, i) => ({ _id: i, text: `some text ${i}` })));
    const slow = {
      $expr: {
        $gt: [
          { $reduce: { input: { $range: [0, 300] }, initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
          1e9,
        ],
      },
    };
    await expect(collection.find(slow).maxTimeMS(20).toArray()).rejects.toMatchObject({ code: 50 });
  });

  it('closes cursors when told, and says when one is unknown', async () => {
    const collection = server.collection();
    await collection.insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: i })));
    const cursor = collection.find({}, { batchSize: 3 });
    expect(await cursor.next()).toEqual({ _id: 0 });
    const { id } = cursor;
    await cursor.close();
    await expect(
      server.db.command({ getMore: id, collection: collection.collectionName }),
    ).rejects.toMatchObject({ code: 43 });
  });
});
