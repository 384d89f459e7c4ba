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
import type { Doc, Value } from './values.ts';

/** How deeply documents may nest, in stored data as in commands; MongoDB's own limit. */
export const maximumDepth = 200;

const minKey = new MinKey();
const maxKey = new MaxKey();

/** Field names repeat in every document; remembering them spares most of the cost of reading names. */
const knownNames: string[] = new Array(4096).fill('');

/**
 * Decodes the document at `start`. Every length is checked against the bytes at hand, so hostile input is
 * refused with InvalidBSON and never reads outside its document.
 */
export function decodeDocument(bytes: Buffer, start = 0): Doc {
  return new Reader(bytes).document(start, bytes.length, 1);
}

/**
 * Decodes no more of a document of `length` bytes than the fields named, and stops when it has them all. What is skipped
 * is measured, not checked. Nothing of the result lies in `bytes`, unless it is a scope of code.
 */
export function decodeFields(bytes: Buffer, wanted: ReadonlySet<string>, length = bytes.length): Doc {
  let names = namesOf.get(wanted);
  if (!names) {
    names = [...wanted].map((name) => ({ name, bytes: Buffer.from(name) }));
    namesOf.set(wanted, names);
  }
  return new Reader(bytes).fields(names, length);
}

interface WantedName {
  name: string;
  bytes: Buffer;
}

/** The names of fields that are looked for, as they are written in documents. */
const namesOf = new WeakMap<ReadonlySet<string>, readonly WantedName[]>();

/** Decodes one element's value of `type` that starts at `start`. */
export function decodeValue(bytes: Buffer, type: number, start: number): Value {
  const reader = new Reader(bytes);
  reader.at = start;
  return reader.value(type, bytes.length, 1);
}

/** How many bytes a value of a type takes, where all take as many; -1 elsewhere. */
const fixedLengths = new Int8Array(256).fill(-1);
for (const type of [6, 10, 127, 255]) fixedLengths[type] = 0;
for (const type of [1, 9, 17, 18]) fixedLengths[type] = 8;
fixedLengths[7] = 12;
fixedLengths[8] = 1;
fixedLengths[16] = 4;
fixedLengths[19] = 16;

class Reader {
  at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  document(start: number, limit: number, depth: number): Doc {
    const end = this.openContainer(start, limit, depth);
    const doc: Doc = new Map();
    for (;;) {
      const type = this.bytes[this.at++];
      if (type === 0) break;
      const name = this.name(end);
      const value = this.value(type as number, end, depth);
      // Of fields of one name the first counts, as where no more are read than somebody looks at.
      if (!doc.has(name)) doc.set(name, value);
    }
    if (this.at !== end) broken('a document ends before its length');
    return doc;
  }

  fields(wanted: readonly WantedName[], length: number): Doc {
    const doc: Doc = new Map();
    const end = this.openContainer(0, length, 1);
    while (doc.size < wanted.length) {
      const type = this.bytes[this.at++];
      if (type === 0) break;
      const start = this.at;
      this.skipName(end);
      const name = this.find(wanted, start, this.at - 1 - start);
      if (name === undefined) this.skip(type as number, end);
      else {
        const value = this.value(type as number, end, 1);
        if (!doc.has(name)) doc.set(name, value);
      }
    }
    return doc;
  }

  /** The name that lies there, if it is one of those. */
  private find(wanted: readonly WantedName[], start: number, length: number): string | undefined {
    for (const candidate of wanted) {
      const { bytes } = candidate;
      if (bytes.length !== length) continue;
      let same = 0;
      while (same < length && bytes[same] === this.bytes[start + same]) same++;
      if (same === length) return candidate.name;
    }
    return undefined;
  }

  private skip(type: number, end: number): void {
    const { at } = this;
    const fixed = fixedLengths[type] as number;
    if (fixed >= 0) this.at = at + fixed;
    else if (type === 0x02 || type === 0x0d || type === 0x0e) this.at = at + 4 + this.length(end);
    else if (type === 0x03 || type === 0x04 || type === 0x0f) this.at = at + this.length(end);
    else if (type === 0x05) this.at = at + 5 + this.length(end);
    else this.value(type, end, 1);
    if (this.at >= end) broken('a value is cut short');
  }

  private length(end: number): number {
    if (this.at + 4 > end) broken('a value is cut short');
    const length = this.bytes.readInt32LE(this.at);
    return length >= 0 ? length : broken(`a value claims ${length} bytes`);
  }

  private array(start: number, limit: number, depth: number): Value[] {
    const end = this.openContainer(start, limit, depth);
    const items: Value[] = [];
    for (;;) {
      const type = this.bytes[this.at++];
      if (type === 0) break;
      // The names of array elements are their positions; only the order counts.
      this.skipName(end);
      items.push(this.value(type as number, end, depth));
    }
    if (this.at !== end) broken('an array ends before its length');
    return items;
  }

  private openContainer(start: number, limit: number, depth: number): number {
    if (depth > maximumDepth) fail(15, `BSONObj exceeded maximum nested object depth: ${maximumDepth}`);
    if (start + 5 > limit) broken('a document is cut short');
    const length = this.bytes.readInt32LE(start);
    const end = start + length;
    if (length < 5 || end > limit || this.bytes[end - 1] !== 0) broken(`a document claims ${length} bytes`);
    this.at = start + 4;
    return end;
  }

  value(type: number, end: number, depth: number): Value {
    const { bytes } = this;
    const start = this.at;
    switch (type) {
      case 0x01: {
        this.take(8, end);
        const n = bytes.readDoubleLE(start);
        return (n | 0) === n ? new Double(n) : n;
      }
      case 0x02:
        return this.string(end);
      case 0x03:
        return this.document(start, end, depth + 1);
      case 0x04:
        return this.array(start, end, depth + 1);
      case 0x05:
        return this.binary(end);
      // The deprecated "undefined" is read as null, as the drivers do.
      case 0x06:
      case 0x0a:
        return null;
      case 0x07:
        this.take(12, end);
        return new ObjectId(this.copy(start, 12));
      case 0x08:
        this.take(1, end);
        return bytes[start] === 1;
      case 0x09: {
        this.take(8, end);
        const ms = bytes.readInt32LE(start + 4) * 4294967296 + bytes.readUInt32LE(start);
        const date = new Date(ms);
        if (Number.isNaN(date.getTime())) broken(`the date ${ms} is out of range`);
        return date;
      }
      case 0x0b: {
        const pattern = this.cString(end);
        return regularExpression(pattern, this.cString(end));
      }
      case 0x0d:
        return new Code(this.string(end));
      case 0x0e:
        return new BSONSymbol(this.string(end));
      case 0x0f:
        return this.codeWithScope(end, depth);
      case 0x10:
        this.take(4, end);
        return bytes.readInt32LE(start);
      case 0x11:
        this.take(8, end);
        return new Timestamp({ i: bytes.readUInt32LE(start), t: bytes.readUInt32LE(start + 4) });
      case 0x12:
        this.take(8, end);
        return bytes.readBigInt64LE(start);
      case 0x13:
        this.take(16, end);
        return new Decimal128(Uint8Array.prototype.slice.call(bytes, start, start + 16));
      case 0xff:
        return minKey;
      case 0x7f:
        return maxKey;
      default:
        return broken(`the type ${type} is not supported`);
    }
  }

  /** Bytes of their own: a view would keep the whole document in memory. */
  private copy(start: number, length: number): Buffer {
    const copy = Buffer.allocUnsafe(length);
    for (let i = 0; i < length; i++) copy[i] = this.bytes[start + i] as number;
    return copy;
  }

  private take(length: number, end: number): void {
    this.at += length;
    if (this.at >= end) broken('a value is cut short');
  }

  private string(end: number): string {
    const { bytes } = this;
    const start = this.at + 4;
    if (start >= end) broken('a string is cut short');
    const length = bytes.readInt32LE(this.at);
    const last = start + length - 1;
    if (length < 1 || last >= end - 1 || bytes[last] !== 0) broken(`a string claims ${length} bytes`);
    this.at = last + 1;
    return text(bytes, start, last);
  }

  private binary(end: number): Binary {
    const { bytes } = this;
    const start = this.at + 5;
    if (start >= end) broken('binary data is cut short');
    const length = bytes.readInt32LE(this.at);
    if (length < 0 || start + length >= end) broken(`binary data claims ${length} bytes`);
    this.at = start + length;
    return new Binary(Buffer.from(bytes.subarray(start, start + length)), bytes[start - 1] as number);
  }

  private codeWithScope(end: number, depth: number): Code {
    this.take(4, end);
    const code = this.string(end);
    const scope = this.document(this.at, end, depth + 1);
    return new Code(code, scope as unknown as Record<string, unknown>);
  }

  private cString(end: number): string {
    const start = this.at;
    const zero = this.bytes.indexOf(0, start);
    if (zero < 0 || zero >= end) broken('a name is cut short');
    this.at = zero + 1;
    return text(this.bytes, start, zero);
  }

  private skipName(end: number): void {
    const { bytes } = this;
    let p = this.at;
    while (p < end && bytes[p] !== 0) p++;
    if (p >= end) broken('a name is cut short');
    this.at = p + 1;
  }

  private name(end: number): string {
    const { bytes } = this;
    const start = this.at;
    let p = start;
    let hash = 0;
    for (let byte = bytes[p] as number; byte !== 0; byte = bytes[p] as number) {
      hash = (hash * 31 + byte) | 0;
      if (++p >= end) broken('a name is cut short');
    }
    this.at = p + 1;
    const slot = hash & 4095;
    const known = knownNames[slot] as string;
    if (known.length === p - start && sameAscii(bytes, start, known)) return known;
    const name = text(bytes, start, p);
    if (p - start <= 64) knownNames[slot] = name;
    return name;
  }
}

function regularExpression(pattern: string, options: string): BSONRegExp {
  try {
    return new BSONRegExp(pattern, options);
  } catch (error) {
    return broken((error as Error).message);
  }
}

function sameAscii(bytes: Buffer, start: number, known: string): boolean {
  for (let i = 0; i < known.length; i++) {
    const code = known.charCodeAt(i);
    if (code !== bytes[start + i] || code > 127) return false;
  }
  return true;
}

/** Short texts that were met: kinds, states, places and the like come again in the next document. */
const knownTexts: string[] = new Array(16_384).fill('');

/** Short ASCII text is found again or built here: a native call costs more than the loop, and every new text is garbage soon. */
function text(bytes: Buffer, start: number, end: number): string {
  const length = end - start;
  if (length > 24) return bytes.toString('utf8', start, end);
  let hash = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte > 127) return bytes.toString('utf8', start, end);
    hash = (hash * 31 + byte) | 0;
  }
  const slot = (hash ^ (hash >>> 14)) & 16_383;
  const known = knownTexts[slot] as string;
  if (known.length === length && sameAscii(bytes, start, known)) return known;
  const made = bytes.toString('latin1', start, end);
  knownTexts[slot] = made;
  return made;
}

function broken(what: string): never {
  return fail(22, `Invalid BSON: ${what}`);
}
