import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { fail } from '../errors.ts';
import { maximumDepth } from './decode.ts';
import type { Doc } from './values.ts';

/**
 * What can be written: documents as Maps, or, for replies, plain objects. A Buffer is a document that is
 * encoded already and is copied as it stands.
 */
export type Encodable = Doc | Record<string, unknown>;

// One buffer for all encoding: results are copied out, so nothing outlives a call.
let buffer = Buffer.allocUnsafeSlow(64 * 1024);
let at = 0;

/** Encodes a document. Fields that are undefined are left out. */
export function encodeDocument(doc: Encodable, headroom = 0): Buffer {
  at = headroom;
  writeDocument(doc, 1);
  const result = Buffer.allocUnsafe(at);
  buffer.copy(result, headroom, headroom, at);
  // A single huge reply must not pin its size for ever.
  if (buffer.length > 64 * 1024 * 1024) buffer = Buffer.allocUnsafeSlow(64 * 1024);
  return result;
}

function reserve(bytes: number): void {
  if (at + bytes <= buffer.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, at + bytes));
  buffer.copy(larger, 0, 0, at);
  buffer = larger;
}

function writeDocument(doc: Encodable, depth: number): void {
  if (depth > maximumDepth) fail(15, `BSONObj exceeded maximum nested object depth: ${maximumDepth}`);
  const start = at;
  reserve(5);
  at += 4;
  if (doc instanceof Map) {
    for (const [name, value] of doc) writeElement(name, value, depth);
  } else {
    for (const name of Object.keys(doc)) writeElement(name, doc[name], depth);
  }
  closeDocument(start);
}

function writeArray(items: readonly unknown[], depth: number): void {
  if (depth > maximumDepth) fail(15, `BSONObj exceeded maximum nested object depth: ${maximumDepth}`);
  const start = at;
  reserve(5);
  at += 4;
  for (let i = 0; i < items.length; i++) writeElement(String(i), items[i] ?? null, depth);
  closeDocument(start);
}

function closeDocument(start: number): void {
  reserve(1);
  buffer[at++] = 0;
  buffer.writeInt32LE(at - start, start);
}

function writeElement(name: string, value: unknown, depth: number): void {
  if (value === undefined) return;
  const typeAt = at;
  reserve(1);
  at++;
  writeCString(name);
  // The type is known only once the value has been looked at.
  const type = writeValue(value, depth);
  buffer[typeAt] = type;
}

function writeValue(value: unknown, depth: number): number {
  switch (typeof value) {
    case 'string':
      writeString(value);
      return 0x02;
    case 'number':
      reserve(8);
      if ((value | 0) === value) {
        buffer.writeInt32LE(value, at);
        at += 4;
        return 0x10;
      }
      buffer.writeDoubleLE(value, at);
      at += 8;
      return 0x01;
    case 'boolean':
      reserve(1);
      buffer[at++] = value ? 1 : 0;
      return 0x08;
    case 'bigint':
      reserve(8);
      buffer.writeBigInt64LE(value, at);
      at += 8;
      return 0x12;
  }
  if (value === null) return 0x0a;
  if (value instanceof Map) {
    writeDocument(value, depth + 1);
    return 0x03;
  }
  if (Array.isArray(value)) {
    writeArray(value, depth + 1);
    return 0x04;
  }
  return writeObject(value as object, depth);
}

function writeObject(value: object, depth: number): number {
  if (value instanceof ObjectId) {
    reserve(12);
    buffer.set(value.id, at);
    at += 12;
    return 0x07;
  }
  if (value instanceof Date) {
    reserve(8);
    const ms = value.getTime();
    const high = Math.floor(ms / 4294967296);
    buffer.writeUInt32LE(ms - high * 4294967296, at);
    buffer.writeInt32LE(high, at + 4);
    at += 8;
    return 0x09;
  }
  if (value instanceof Double) {
    reserve(8);
    buffer.writeDoubleLE(value.value, at);
    at += 8;
    return 0x01;
  }
  if (value instanceof Uint8Array) {
    writeBytes(value);
    return 0x03;
  }
  return writeRareType(value, depth);
}

function writeRareType(value: object, depth: number): number {
  if (value instanceof Decimal128) {
    writeBytes(value.bytes);
    return 0x13;
  }
  if (value instanceof Binary) {
    const data = value.buffer.subarray(0, value.position);
    reserve(5);
    buffer.writeInt32LE(data.length, at);
    buffer[at + 4] = value.sub_type;
    at += 5;
    writeBytes(data);
    return 0x05;
  }
  if (value instanceof Timestamp) {
    reserve(8);
    buffer.writeUInt32LE(value.i >>> 0, at);
    buffer.writeUInt32LE(value.t >>> 0, at + 4);
    at += 8;
    return 0x11;
  }
  if (value instanceof BSONRegExp) {
    writeCString(value.pattern);
    writeCString(value.options);
    return 0x0b;
  }
  if (value instanceof BSONSymbol) {
    writeString(value.value);
    return 0x0e;
  }
  if (value instanceof Code) return writeCode(value, depth);
  if (value instanceof MinKey) return 0xff;
  if (value instanceof MaxKey) return 0x7f;
  writeDocument(value as Record<string, unknown>, depth + 1);
  return 0x03;
}

function writeCode(value: Code, depth: number): number {
  if (value.scope === null) {
    writeString(value.code);
    return 0x0d;
  }
  const start = at;
  reserve(4);
  at += 4;
  writeString(value.code);
  writeDocument(value.scope as Encodable, depth + 1);
  buffer.writeInt32LE(at - start, start);
  return 0x0f;
}

function writeBytes(data: Uint8Array): void {
  reserve(data.length);
  buffer.set(data, at);
  at += data.length;
}

function writeString(value: string): void {
  reserve(value.length * 3 + 5);
  const start = at;
  at += 4;
  writeUtf8(value);
  buffer[at++] = 0;
  buffer.writeInt32LE(at - start - 4, start);
}

function writeCString(value: string): void {
  reserve(value.length * 3 + 1);
  const start = at;
  writeUtf8(value);
  if (buffer.subarray(start, at).includes(0)) fail(2, 'A field name must not contain the null character');
  buffer[at++] = 0;
}

function writeUtf8(value: string): void {
  const { length } = value;
  if (length > 32) {
    at += buffer.write(value, at, 'utf8');
    return;
  }
  const start = at;
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i);
    if (code > 127) {
      at = start + buffer.write(value, start, 'utf8');
      return;
    }
    buffer[at++] = code;
  }
}
