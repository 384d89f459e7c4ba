import { Binary, BSONRegExp, Code, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { invertKey } from './key-encoding.ts';
import { type Doc, typeRank, type Value } from './values.ts';

/**
 * Reads what `key-encoding` wrote, one value after another. A key does not say everything: a number is read as the
 * nearest double, whichever type it had; a missing value and an empty array as null; a symbol as text.
 */
export class KeyReader {
  private readonly key: Buffer;
  private at: number;
  private mask = 0;

  constructor(key: Buffer, at = 0) {
    this.key = key;
    this.at = at;
  }

  /** Where what has been read so far ends. */
  get end(): number {
    return this.at;
  }

  /** The rank of the value that comes next. */
  rank(isDescending = false): number {
    return (this.key[this.at] as number) ^ (isDescending ? 0xff : 0);
  }

  /** The next value, of a field whose bytes are inverted if it is descending. */
  next(isDescending = false): Value {
    this.mask = isDescending ? 0xff : 0;
    return this.value();
  }

  private byte(): number {
    return (this.key[this.at++] as number) ^ this.mask;
  }

  private value(): Value {
    const rank = this.byte();
    switch (rank) {
      case typeRank.number:
        return this.number();
      case typeRank.string:
        return this.text();
      case typeRank.objectId:
        return new ObjectId(this.bytes(12));
      case typeRank.date:
        return this.date();
      case typeRank.bool:
        return this.byte() === 1;
      case typeRank.array:
        return this.items();
      case typeRank.object:
        return this.fields();
      case typeRank.null:
      case typeRank.emptyArray:
        return null;
      default:
        return this.rareType(rank);
    }
  }

  private rareType(rank: number): Value {
    switch (rank) {
      case typeRank.binData: {
        const length = this.bytes(4).readUInt32BE(0);
        const subtype = this.byte();
        return new Binary(this.bytes(length), subtype);
      }
      case typeRank.timestamp: {
        const bytes = this.bytes(8);
        return new Timestamp({ t: bytes.readUInt32BE(0), i: bytes.readUInt32BE(4) });
      }
      case typeRank.regex:
        return new BSONRegExp(this.text(), this.text());
      case typeRank.javascript:
        return new Code(this.text());
      case typeRank.javascriptWithScope:
        return new Code(this.text(), Object.fromEntries(this.fields()));
      case typeRank.minKey:
        return new MinKey();
      default:
        return new MaxKey();
    }
  }

  /** A copy of so many bytes, as they were before a descending field inverted them. */
  private bytes(length: number): Buffer {
    const bytes = this.key.subarray(this.at, this.at + length);
    this.at += length;
    return this.mask === 0 ? Buffer.from(bytes) : invertKey(bytes);
  }

  private date(): Date {
    const bytes = this.bytes(8);
    return new Date(((bytes.readUInt32BE(0) ^ 0x80000000) | 0) * 4294967296 + bytes.readUInt32BE(4));
  }

  private text(): string {
    let end = this.key.indexOf(this.mask, this.at);
    // The beginning of a text, as a bound has it, is not closed.
    if (end < 0) end = this.key.length;
    const written = this.bytes(end - this.at);
    this.at++;
    if (!written.includes(1)) return written.toString('utf8');
    const text = Buffer.allocUnsafe(written.length);
    let length = 0;
    for (let i = 0; i < written.length; i++) {
      const byte = written[i] as number;
      text[length++] = byte === 1 ? (written[++i] as number) - 1 : byte;
    }
    return text.toString('utf8', 0, length);
  }

  private number(): number {
    const bytes = this.bytes(8);
    const isEqual = this.byte() === 0x80;
    if (!isEqual) this.skipDigits();
    const first = bytes[0] as number;
    if (first >= 0x80) {
      bytes[0] = first ^ 0x80;
      return bytes.readDoubleBE(0);
    }
    // Only what is not a number is written as zeros.
    return bytes.every((byte) => byte === 0) ? Number.NaN : invertKey(bytes).readDoubleBE(0);
  }

  /** The digits behind a double that is not the exact value; those of a negative number are inverted. */
  private skipDigits(): void {
    const close = this.byte() === 1 ? 0 : 0xff;
    this.at += 2;
    while (this.byte() !== close);
  }

  private items(): Value[] {
    const items: Value[] = [];
    while (this.rank(this.mask !== 0) !== 0) items.push(this.value());
    this.at++;
    return items;
  }

  private fields(): Doc {
    const fields: Doc = new Map();
    while (this.byte() !== 0) {
      const name = this.text();
      fields.set(name, this.value());
    }
    return fields;
  }
}
