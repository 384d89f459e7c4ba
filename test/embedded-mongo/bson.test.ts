import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  deserialize,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../server/embedded-mongo/bson/compare.ts';
import { decodeDocument, decodeFields } from '../../server/embedded-mongo/bson/decode.ts';
import { encodeDocument } from '../../server/embedded-mongo/bson/encode.ts';
import { type Doc, typeNameOf, type Value } from '../../server/embedded-mongo/bson/values.ts';
import { DatabaseError } from '../../server/embedded-mongo/errors.ts';
import { values } from './arbitrary-values.ts';

describe('reading and writing BSON', () => {
  it('keeps every value and its type', () => {
    fc.assert(
      fc.property(values, (value) => {
        const doc: Doc = new Map([['v', value]]);
        const bytes = encodeDocument(doc);
        const back = decodeDocument(bytes);
        expect(compareValues(back.get('v'), value)).toBe(0);
        expect(typeNameOf(back.get('v'))).toBe(typeNameOf(value));
        expect(encodeDocument(back).equals(bytes)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('agrees with the bson package byte for byte', () => {
    const plain = {
      s: 'é',
      i: new Int32(3),
      d: 1.5,
      l: Long.fromString('9007199254740993'),
      n: null,
      a: [1, { b: true }],
    };
    const bytes = Buffer.from(serialize(plain));
    expect(encodeDocument(decodeDocument(bytes)).equals(bytes)).toBe(true);
    expect(deserialize(encodeDocument(decodeDocument(bytes)))).toEqual(deserialize(bytes));
  });

  it.each([
    ['a double that is whole', new Double(5)],
    ['minus zero', new Double(-0)],
    ['a double that is no number', new Double(Number.NaN)],
    ['infinities', [new Double(Number.POSITIVE_INFINITY), new Double(Number.NEGATIVE_INFINITY)]],
    ['a small long', Long.fromNumber(1)],
    ['the ends of a long', [Long.MIN_VALUE, Long.MAX_VALUE]],
    ['the ends of an int', [new Int32(-(2 ** 31)), new Int32(2 ** 31 - 1)]],
    ['equal decimals with other digits', ['1', '1.0', '1.00', '10E-1'].map((s) => Decimal128.fromString(s))],
    ['decimal zeros', ['0', '-0', '0E+3', '-0.00'].map((s) => Decimal128.fromString(s))],
    ['decimals that are no numbers', ['NaN', 'Infinity', '-Infinity'].map((s) => Decimal128.fromString(s))],
    ['dates before 1970', [new Date(-1), new Date('0001-01-01T00:00:00Z'), new Date(-8.64e15)]],
    ['binary data of every kind', [0, 1, 3, 4, 5, 6, 128].map((type) => new Binary(Buffer.from('ab'), type))],
    ['empty things', ['', [], {}, new Binary(Buffer.alloc(0), 0)]],
    ['a regular expression with options', new BSONRegExp('a/b', 'imsx')],
    ['code, and code with a scope', [new Code('f()'), new Code('f(x)', { x: new Int32(1) })]],
    ['a symbol', new BSONSymbol('text')],
    ['the ends of the order', [new MinKey(), new MaxKey()]],
    ['a timestamp above 2^31', new Timestamp({ t: 4_000_000_000, i: 4_000_000_001 })],
    ['an id', new ObjectId('ffffffffffffffffffffffff')],
    ['text beyond the basic plane, and a zero character', '\u{1f600}\0\uffff'],
  ])('keeps %s to the byte', (_name, value) => {
    const bytes = Buffer.from(serialize({ v: value }));
    expect(encodeDocument(decodeDocument(bytes)).equals(bytes)).toBe(true);
  });

  it('keeps the order of fields that look like numbers', () => {
    const doc: Doc = new Map<string, Value>([
      ['b', 1],
      ['1', 2],
      ['0', 3],
      ['__proto__', 4],
    ]);
    expect([...decodeDocument(encodeDocument(doc)).keys()]).toEqual(['b', '1', '0', '__proto__']);
  });

  it('refuses damaged bytes, and never reads outside them', () => {
    const bytes = encodeDocument(
      new Map<string, Value>([
        ['a', 'text'],
        ['b', [1, new Map([['c', 2.5]])]],
        ['d', new Date(0)],
      ]),
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, byte, length) => {
        const damaged = Buffer.from(bytes.subarray(0, length));
        if (at < length) damaged[at] = byte;
        try {
          decodeDocument(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(DatabaseError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses damaged bytes where it reads some of the fields only, and never loops over them', () => {
    const fields = new Set(['wanted']);
    const damaged = fc.tuple(
      fc.array(values, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }),
    );
    fc.assert(
      fc.property(damaged, ([some, place, length]) => {
        const bytes = encodeDocument(new Map(some.map((value, i) => [`field${i}`, value])));
        bytes.writeInt32LE(length, 4 + (place % (bytes.length - 8)));
        try {
          decodeFields(bytes, fields);
        } catch (error) {
          expect(error).toBeInstanceOf(DatabaseError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes the first of several fields of one name, however much of a document is read', () => {
    const bytes = encodeDocument({ a: 1, b: 2, c: 3 });
    bytes[bytes.indexOf('b')] = 'a'.charCodeAt(0);
    expect([...decodeDocument(bytes)]).toEqual([
      ['a', 1],
      ['c', 3],
    ]);
    for (const wanted of [['a'], ['a', 'c'], ['a', 'none']]) {
      expect(decodeFields(bytes, new Set(wanted)).get('a')).toBe(1);
    }
  });

  it('refuses documents nested too deeply', () => {
    let doc: Doc = new Map();
    for (let i = 0; i < 250; i++) doc = new Map([['a', doc]]);
    expect(() => encodeDocument(doc)).toThrow(/nested/);
  });
});
