import { Binary, BSONRegExp, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { doubleValue, type Value } from '../../server/embedded-mongo/bson/values.ts';

const interestingLongs = [
  0n,
  1n,
  -1n,
  2n ** 53n,
  2n ** 53n + 1n,
  2n ** 62n + 1n,
  -(2n ** 63n),
  2n ** 63n - 1n,
];
const interestingDecimals = [
  '0',
  '-0',
  '1',
  '1.0',
  '0.1',
  '0.10000000000000000555',
  '9007199254740993',
  '1E+6000',
  '-1E-6000',
  '1E-6176',
  'NaN',
  'Infinity',
  '-Infinity',
  '3.141592653589793238462643383279503',
  '9223372036854775807',
];

/** Numbers of all four types, close to one another often enough to matter. */
export const numbers: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.integer(),
  fc.double().map(doubleValue),
  fc.integer({ min: -5, max: 5 }).map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(...interestingLongs),
  fc.constantFrom(...interestingLongs).map((n) => doubleValue(Number(n))),
  fc.constantFrom(...interestingDecimals).map((text) => Decimal128.fromString(text)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -40, max: 40 }))
    .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`)),
);

const strings = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.string({
    unit: fc.constantFrom('\0', '\u0001', '\u0002', 'a', 'b', '\u00e9', '\uffff', '\u{1f600}'),
    maxLength: 4,
  }),
);

const scalars: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: numbers, weight: 4 },
  { arbitrary: strings, weight: 3 },
  fc.constant(null),
  fc.boolean(),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc
    .tuple(fc.uint8Array({ maxLength: 5 }), fc.constantFrom(0, 4))
    .map(([bytes, type]) => new Binary(Buffer.from(bytes), type)),
  fc.tuple(fc.nat(5), fc.nat(5)).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom(new BSONRegExp('a', 'i'), new BSONRegExp('a'), new BSONRegExp('b')),
  fc.constantFrom(new Code('a'), new Code('b'), new MinKey(), new MaxKey()),
);

/** Values of every type, nested a little. */
export const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { arbitrary: scalars, weight: 5 },
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '1', '__proto__'), tie('value')), { maxLength: 3 })
      .map((entries) => new Map(entries)),
  ),
})).value;
