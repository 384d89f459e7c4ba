import { connect, type Socket } from 'node:net';
import { encodeDocument } from '../../server/embedded-mongo/bson/encode.ts';
import type { Dice } from '../../server/use-cases/demo/dice.ts';

/** A message with that body; the header can be made to lie. */
export function message(body: Buffer, length = body.length + 21, operation = 2013, flags = 0): Buffer {
  const header = Buffer.alloc(21);
  header.writeInt32LE(length, 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(operation, 12);
  header.writeUInt32LE(flags, 16);
  return Buffer.concat([header, body]);
}

/** A message with a command. */
export function command(fields: Record<string, unknown>): Buffer {
  return message(encodeDocument({ ...fields, $db: 'hostile' } as Parameters<typeof encodeDocument>[0]));
}

/** Bytes no honest client would send, of one of many kinds. */
export function hostileBytes(dice: Dice): Buffer {
  return dice.oneOf<() => Buffer>([
    () => damaged(dice, honest(dice)),
    () => honest(dice).subarray(0, dice.between(1, 60)),
    () => message(noise(dice, dice.between(0, 500)), dice.between(-5, 2_000)),
    () =>
      message(noise(dice, dice.between(5, 500)), undefined, dice.oneOf([1, 2012, 2004, 2010, 2013, 0, -1])),
    () => message(noise(dice, 50), dice.oneOf([-1, 0x7fffffff, -0x80000000, 47_000_000, 48_000_001])),
    () => message(honest(dice).subarray(21), undefined, 2013, dice.between(0, 0x7fffffff)),
    () => nested(dice.between(150, 20_000), dice.chance(0.5)),
    () => compressed(dice),
    () => Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n'),
    () => noise(dice, dice.between(1, 3_000)),
    () => command(strange(dice)),
    () => Buffer.concat(Array.from({ length: dice.between(2, 40) }, () => honest(dice))),
  ])();
}

function honest(dice: Dice): Buffer {
  const text = 'x'.repeat(dice.between(0, 300));
  return dice.oneOf<() => Buffer>([
    () => command({ insert: 'a', documents: [{ text, list: [1, 2, { c: 3.5 }], at: new Date(1) }] }),
    () => command({ find: 'a', filter: { text, 'list.c': { $gt: 1 } }, sort: { at: 1 }, limit: 5 }),
    () => command({ update: 'a', updates: [{ q: { text }, u: { $push: { list: 4 } }, upsert: true }] }),
    () => command({ aggregate: 'a', pipeline: [{ $group: { _id: '$at', n: { $sum: 1 } } }], cursor: {} }),
    () => command({ delete: 'a', deletes: [{ q: { text }, limit: 1 }] }),
    () => command({ createIndexes: 'a', indexes: [{ key: { at: 1 }, name: 'at' }] }),
    () => command({ ping: 1 }),
  ])();
}

/** Well-formed commands that mean trouble. */
function strange(dice: Dice): Record<string, unknown> {
  const number = dice.oneOf([-1, 0, 1e308, Number.NaN, -(2 ** 53), 2 ** 31]);
  return dice.oneOf<() => Record<string, unknown>>([
    () => ({ find: 'a', batchSize: number, limit: number, skip: number }),
    () => ({ find: '\ud800', filter: { $where: 'x' } }),
    () => ({ find: 'a', filter: { text: { $regex: '('.repeat(dice.between(1, 5_000)) } } }),
    () => ({ aggregate: 'a', pipeline: [{ $project: { n: { $range: [0, number] } } }], cursor: {} }),
    () => ({ aggregate: 'a', pipeline: Array(500).fill({ $unwind: '$list' }), cursor: {} }),
    () => ({ aggregate: 'a', pipeline: [{ $match: { $or: Array(5_000).fill({ at: 1 }) } }], cursor: {} }),
    () => ({ getMore: 12n, collection: 'a', batchSize: number }),
    () => ({ update: 'a', updates: [{ q: {}, u: { $set: { [`${'a.'.repeat(300)}b`]: 1 } } }] }),
    () => ({ update: 'a', updates: [{ q: {}, u: { $set: { 'list.99999999': 1 } }, multi: true }] }),
    () => ({ createIndexes: 'a', indexes: Array(100).fill({ key: { [`f${number}`]: number }, name: 'n' }) }),
    () => ({ insert: 'a', documents: [{ _id: [1] }, { _id: { $x: 1 } }, 7, null] }),
    () => ({ [dice.oneOf(['constructor', '__proto__', 'toString', ''])]: 1 }),
    () => ({ hello: { hello: 1 }, client: 'x'.repeat(10_000) }),
  ])();
}

function damaged(dice: Dice, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let n = dice.between(1, 6); n > 0; n -= 1)
    copy[dice.between(4, copy.length - 1)] = dice.between(0, 255);
  return copy;
}

function noise(dice: Dice, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => dice.between(0, 255)));
}

/** Documents, or arrays, in one another, each with a length that is right. */
function nested(depth: number, isArray: boolean): Buffer {
  const size = 5 + depth * 8;
  const body = Buffer.alloc(size);
  for (let level = 0; level <= depth; level += 1) {
    const at = level * 7;
    body.writeInt32LE(size - level * 8, at);
    if (level < depth) {
      body[at + 4] = isArray ? 4 : 3;
      body.write('a', at + 5, 'latin1');
    }
  }
  return message(body);
}

function compressed(dice: Dice): Buffer {
  const header = Buffer.alloc(9);
  header.writeInt32LE(2013, 0);
  // What it claims to be when it is unpacked.
  header.writeInt32LE(0x7fffffff, 4);
  header[8] = dice.between(0, 4);
  const body = Buffer.concat([header, noise(dice, 200)]);
  const all = message(body, body.length + 16, 2012);
  return Buffer.concat([all.subarray(0, 16), body]);
}

/** How a hostile client behaves once it is connected. Resolves when it has gone. */
export function behaveBadly(path: string, dice: Dice): Promise<void> {
  const socket = connect(path);
  const gone = new Promise<void>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
  const leave = (after: number) => setTimeout(() => socket.destroy(), after);
  dice.oneOf<() => void>([
    () => {
      socket.on('data', () => leave(0));
      socket.write(hostileBytes(dice));
      leave(dice.between(20, 100));
    },
    // Half open: nothing more comes, and the answer is not read.
    () => {
      socket.pause();
      socket.end(hostileBytes(dice));
      leave(dice.between(20, 100));
    },
    () => leave(dice.between(0, 50)),
    () => {
      trickle(socket, hostileBytes(dice));
      leave(dice.between(50, 200));
    },
    // Asks for much and never takes it.
    () => {
      socket.pause();
      const question = command({ find: 'big', batchSize: 100_000 });
      socket.write(Buffer.concat(Array(500).fill(question)));
      leave(dice.between(100, 300));
    },
    // Opens a cursor and forgets it.
    () => {
      socket.on('data', () => leave(0));
      socket.write(command({ find: 'big', batchSize: 1, sort: { nothing: 1 } }));
      leave(1_000);
    },
  ])();
  return gone;
}

function trickle(socket: Socket, bytes: Buffer): void {
  let at = 0;
  const timer = setInterval(() => {
    if (at >= bytes.length || socket.destroyed) clearInterval(timer);
    else socket.write(bytes.subarray(at, ++at));
  }, 1);
}
