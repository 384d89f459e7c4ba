import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  type Decimal128,
  Double,
  type ObjectId,
  Timestamp,
} from 'bson';
import { compareDecimals, type Decimal, exactDecimalOf, readDecimal } from './decimal.ts';
import type { Numeric } from './numbers.ts';
import { type Doc, type Maybe, rankOf, typeRank, type Value } from './values.ts';

/*
 * Values become bytes whose memcmp order is the order of `compareValues`. One type byte comes first, then a
 * payload that is never the beginning of another payload of its type. So keys of several fields can be
 * joined, and inverting every byte of a field turns its order round.
 */

/** Stands for an empty array inside an index: it sorts before null. */
export const emptyArrayKey = Symbol('empty array');

export type KeyPart = Maybe | typeof emptyArrayKey;

/** No key begins with this byte. */
const aboveAll = Buffer.from([0xff]);

let buffer = Buffer.allocUnsafeSlow(16 * 1024);
let at = 0;

/** Encodes one value; missing encodes as null. */
export function encodeKey(value: KeyPart): Buffer {
  at = 0;
  writePart(value);
  return Buffer.from(buffer.subarray(0, at));
}

/** Encodes several values, each ascending (1) or descending (-1). */
export function encodeCompoundKey(values: readonly KeyPart[], directions: readonly number[]): Buffer {
  at = 0;
  for (let i = 0; i < values.length; i++) {
    const start = at;
    writePart(values[i]);
    if (directions[i] === -1) for (let p = start; p < at; p++) buffer[p] = ~(buffer[p] as number) & 0xff;
  }
  return Buffer.from(buffer.subarray(0, at));
}

/** A copy with every byte inverted: the encoding of the same value in a descending field. */
export function invertKey(key: Buffer): Buffer {
  const inverted = Buffer.allocUnsafe(key.length);
  for (let i = 0; i < key.length; i++) inverted[i] = ~(key[i] as number) & 0xff;
  return inverted;
}

/** The smallest byte string above every key that begins with `prefix`. */
export function afterPrefix(prefix: Buffer): Buffer {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return aboveAll;
  const next = Buffer.from(prefix.subarray(0, length));
  next[length - 1] = (next[length - 1] as number) + 1;
  return next;
}

function reserve(bytes: number): void {
  if (at + bytes <= buffer.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, at + bytes));
  buffer.copy(larger, 0, 0, at);
  buffer = larger;
}

function writePart(value: KeyPart): void {
  if (value === emptyArrayKey) {
    reserve(1);
    buffer[at++] = typeRank.emptyArray;
    return;
  }
  writeValue(value);
}

function writeValue(value: Maybe): void {
  const rank = rankOf(value);
  reserve(32);
  buffer[at++] = rank;
  switch (rank) {
    case typeRank.number:
      writeNumber(value as Numeric);
      return;
    case typeRank.string:
      writeString(value instanceof BSONSymbol ? value.value : (value as string));
      return;
    case typeRank.objectId:
      buffer.set((value as ObjectId).id, at);
      at += 12;
      return;
    case typeRank.date: {
      const ms = (value as Date).getTime();
      const high = Math.floor(ms / 4294967296);
      buffer.writeUInt32BE((high ^ 0x80000000) >>> 0, at);
      buffer.writeUInt32BE(ms - high * 4294967296, at + 4);
      at += 8;
      return;
    }
    case typeRank.bool:
      buffer[at++] = value === true ? 1 : 0;
      return;
    case typeRank.array:
      for (const item of value as Value[]) writeValue(item);
      reserve(1);
      buffer[at++] = 0;
      return;
    case typeRank.object:
      writeDoc(value as Doc);
      return;
    default:
      writeRareType(value as Value);
      return;
  }
}

function writeDoc(doc: Doc): void {
  for (const [name, value] of doc) {
    reserve(1);
    buffer[at++] = rankOf(value);
    writeString(name);
    writeValue(value);
  }
  reserve(1);
  buffer[at++] = 0;
}

function writeRareType(value: Value): void {
  if (value instanceof Binary) {
    const data = value.buffer.subarray(0, value.position);
    reserve(data.length + 5);
    buffer.writeUInt32BE(data.length, at);
    buffer[at + 4] = value.sub_type;
    buffer.set(data, at + 5);
    at += data.length + 5;
  } else if (value instanceof Timestamp) {
    buffer.writeUInt32BE(value.t >>> 0, at);
    buffer.writeUInt32BE(value.i >>> 0, at + 4);
    at += 8;
  } else if (value instanceof BSONRegExp) {
    writeString(value.pattern);
    writeString(value.options);
  } else if (value instanceof Code) {
    writeString(value.code);
    if (value.scope !== null) writeDoc(value.scope as unknown as Doc);
  }
}

/** UTF-8 closed by a zero byte; zero and one are escaped with a one, so that no text begins another. */
function writeString(text: string): void {
  reserve(text.length * 6 + 2);
  const start = at;
  let isPlain = true;
  if (text.length <= 32) {
    for (let i = 0; i < text.length && isPlain; i++) {
      const code = text.charCodeAt(i);
      if (code > 127 || code < 2) isPlain = false;
      else buffer[at++] = code;
    }
    if (isPlain) {
      buffer[at++] = 0;
      return;
    }
    at = start;
  }
  const end = at + buffer.write(text, at, 'utf8');
  let escapes = 0;
  for (let p = start; p < end; p++) if ((buffer[p] as number) < 2) escapes++;
  at = end + escapes;
  for (let from = end - 1, to = at - 1; escapes > 0; from--) {
    const byte = buffer[from] as number;
    if (byte < 2) {
      buffer[to--] = byte + 1;
      buffer[to--] = 1;
      escapes--;
    } else buffer[to--] = byte;
  }
  buffer[at++] = 0;
}

// After the nearest double comes a mark: is the exact value below it, equal to it or above it?
const below = 0x40;
const equal = 0x80;
const above = 0xc0;

function writeNumber(value: Numeric): void {
  if (typeof value === 'number') {
    writeDouble(value, equal);
    return;
  }
  if (value instanceof Double) {
    writeDouble(value.value, equal);
    return;
  }
  if (typeof value === 'bigint') {
    const nearest = Number(value);
    if (BigInt(nearest) === value) {
      writeDouble(nearest, equal);
      return;
    }
    writeDouble(nearest, value < BigInt(nearest) ? below : above);
    writeDigits({ coefficient: value, exponent: 0 });
    return;
  }
  writeDecimal(value);
}

function writeDecimal(value: Decimal128): void {
  const exact = readDecimal(value);
  if (typeof exact === 'number') {
    writeDouble(exact, equal);
    return;
  }
  const nearest = Number(value.toString());
  const difference = Number.isFinite(nearest)
    ? compareDecimals(exact, exactDecimalOf(nearest))
    : -Math.sign(nearest);
  writeDouble(nearest, difference === 0 ? equal : difference < 0 ? below : above);
  if (difference !== 0) writeDigits(exact);
}

function writeDouble(n: number, mark: number): void {
  if (Number.isNaN(n)) {
    // Below minus infinity, whose first byte is zero too but whose second is not.
    buffer.fill(0, at, at + 8);
  } else {
    buffer.writeDoubleBE(n === 0 ? 0 : n, at);
    if (n < 0) for (let p = at; p < at + 8; p++) buffer[p] = ~(buffer[p] as number) & 0xff;
    else buffer[at] = (buffer[at] as number) ^ 0x80;
  }
  at += 8;
  buffer[at++] = mark;
}

/** The exact value as 0.d1d2d3… × 10^n: the exponent, the digits without trailing zeros, and a zero byte. */
function writeDigits(value: Decimal): void {
  const isNegative = value.coefficient < 0n;
  const all = (isNegative ? -value.coefficient : value.coefficient).toString();
  const digits = all.replace(/0+$/, '');
  reserve(digits.length + 4);
  const start = at;
  buffer[at++] = 1;
  buffer.writeUInt16BE(all.length + value.exponent + 0x8000, at);
  at += 2;
  at += buffer.write(digits, at, 'latin1');
  buffer[at++] = 0;
  if (isNegative) for (let p = start; p < at; p++) buffer[p] = ~(buffer[p] as number) & 0xff;
}
