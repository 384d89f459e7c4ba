import { BSONRegExp, Decimal128, Double, MinKey, ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../server/embedded-mongo/match/compile.ts';
import type { MatchDetails } from '../../server/embedded-mongo/match/walk.ts';
import { doc } from './plain.ts';

const id = new ObjectId();

const matching: [query: object, document: object][] = [
  [{}, { a: 1 }],
  [{ a: 1 }, { a: new Double(1) }],
  [{ a: 1 }, { a: 1n }],
  [{ a: 1 }, { a: Decimal128.fromString('1.0') }],
  [{ a: 1 }, { a: [3, 1] }],
  [{ a: [1, 2] }, { a: [1, 2] }],
  [{ a: [1, 2] }, { a: [[1, 2], 3] }],
  [{ a: { b: 1 } }, { a: { b: 1 } }],
  [{ a: null }, {}],
  [{ a: null }, { a: null }],
  [{ a: null }, { a: [1, null] }],
  [{ 'a.b': null }, { a: 5 }],
  [{ 'a.b': null }, { a: [{ b: 1 }, {}] }],
  [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }],
  [{ 'a.b': 2 }, { a: [{ b: [1, 2] }] }],
  [{ 'a.0': 1 }, { a: [1, 2] }],
  [{ 'a.1.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }],
  [{ 'a.0.b': 1 }, { a: { 0: { b: 1 } } }],
  [{ a: id }, { a: id }],
  [{ a: { $gt: 5 } }, { a: [1, 7] }],
  [{ a: { $gt: 2, $lt: 4 } }, { a: [1, 5] }],
  [{ a: { $gte: null } }, {}],
  [{ a: { $gt: new MinKey() } }, { a: 'x' }],
  [{ a: { $gt: [1] } }, { a: [2] }],
  [{ a: { $lte: Number.NaN } }, { a: Number.NaN }],
  [{ a: { $ne: 1 } }, {}],
  [{ a: { $in: [1, new BSONRegExp('^x')] } }, { a: 'xy' }],
  [{ a: { $in: [null] } }, {}],
  [{ a: { $in: [[1]] } }, { a: [1] }],
  [{ a: { $nin: [1, 2] } }, { a: 3 }],
  [{ a: { $exists: false } }, {}],
  [{ a: { $exists: true } }, { a: null }],
  [{ 'a.b': { $exists: false } }, { a: [1] }],
  [{ a: { $type: 'number' } }, { a: [1] }],
  [{ a: { $type: 'array' } }, { a: [] }],
  [{ a: { $type: ['string', 'null'] } }, { a: null }],
  [{ a: new BSONRegExp('B', 'i') }, { a: 'abc' }],
  [{ a: { $regex: '^a.c$', $options: 's' } }, { a: 'a\nc' }],
  [{ a: { $regex: 'a b # comment', $options: 'x' } }, { a: 'ab' }],
  [{ a: { $regex: '(?i)AB' } }, { a: 'ab' }],
  [{ a: { $not: { $gt: 3 } } }, { a: 'text' }],
  [{ a: { $not: new BSONRegExp('x') } }, { a: 5 }],
  [{ a: { $mod: [4, 1] } }, { a: 5n }],
  [{ a: { $size: 2 } }, { a: [1, 2] }],
  [{ a: { $all: [1, 2] } }, { a: [2, 1, 3] }],
  [{ a: { $all: [[1, 2]] } }, { a: [1, 2] }],
  [{ a: { $all: [null] } }, {}],
  [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, { a: [{ b: 1 }, { b: 2 }] }],
  [{ a: { $elemMatch: { $gt: 2, $lt: 4 } } }, { a: [1, 3] }],
  [{ a: { $elemMatch: { $size: 2 } } }, { a: [[1, 2]] }],
  [{ a: { $elemMatch: { $ref: 'b', $id: { $in: [1, 2] } } } }, { a: [{ $ref: 'b', $id: 2 }] }],
  [{ a: { $elemMatch: { $elemMatch: { $gt: 1 } } } }, { a: [[1], [2]] }],
  [{ a: { $elemMatch: { $not: { $size: 1 } } } }, { a: [[1, 2]] }],
  [{ a: { $elemMatch: { $type: 'array' } } }, { a: [[]] }],
  [{ a: { $elemMatch: { $eq: [1, 2] } } }, { a: [[1, 2]] }],
  [{ a: new BSONRegExp('x$') }, { a: 'x\n' }],
  [{ a: new BSONRegExp('^[[:alpha:]_]+$') }, { a: 'ab_c' }],
  [{ a: new BSONRegExp('^\\Qa.b\\E$') }, { a: 'a.b' }],
  [{ a: new BSONRegExp('^[]a]+$') }, { a: ']a' }],
  [{ a: new BSONRegExp('(?P<n>b)') }, { a: 'abc' }],
  [{ a: new BSONRegExp('a\\hb') }, { a: 'a\tb' }],
  [{ a: new BSONRegExp('cost: \\$5') }, { a: 'cost: $5' }],
  [{ a: new BSONRegExp('[$]') }, { a: '$' }],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { b: 1, c: 2 }] }],
  [{ a: { $elemMatch: { $or: [{ b: 1 }, { b: 2 }] } } }, { a: [{ b: 2 }] }],
  [{ a: { $bitsAllSet: 5 } }, { a: 7 }],
  [{ a: { $bitsAnyClear: [1] } }, { a: 5 }],
  [{ $or: [{ a: 1 }, { b: 2 }] }, { b: 2 }],
  [{ $nor: [{ a: 1 }, { b: 2 }] }, { b: 3 }],
  [{ $and: [{ a: 1 }, { b: { $lt: 3 } }] }, { a: 1, b: 2 }],
  [{ $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }],
  [{ $comment: 'why', a: 1 }, { a: 1 }],
  [{ a: { $ref: 'x', $id: 1 } }, { a: { $ref: 'x', $id: 1 } }],
];

const different: [query: object, document: object][] = [
  [{ a: 1 }, { a: '1' }],
  [{ a: 1 }, { a: true }],
  [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }],
  [{ 'a.b': null }, { a: [] }],
  [{ 'a.b': null }, { a: [1, 2] }],
  [{ a: { $gt: 5 } }, { a: 'x' }],
  [{ a: { $lt: 5 } }, { a: null }],
  [{ a: { $lt: 5 } }, { a: Number.NaN }],
  [{ a: { $gt: null } }, {}],
  [{ a: { $ne: 1 } }, { a: [1, 2] }],
  [{ a: { $nin: [1] } }, { a: [1, 2] }],
  [{ a: { $elemMatch: { $gt: 2, $lt: 4 } } }, { a: [1, 5] }],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }],
  [{ a: { $elemMatch: { $gt: 2 } } }, { a: 5 }],
  [{ a: { $size: 2 } }, { a: [1] }],
  [{ a: { $elemMatch: { $eq: [[1]] } } }, { a: [[1]] }],
  [{ a: { $elemMatch: { $gt: 1 } } }, { a: [[2]] }],
  [{ a: new BSONRegExp('x$') }, { a: 'x\ny' }],
  [{ a: { $mod: [4, 0] } }, { a: Number.NaN }],
  [{ a: { $all: [] } }, { a: [] }],
  [{ a: { $exists: true } }, {}],
  [{ a: { $not: { $gt: 3 } } }, { a: [1, 5] }],
  [{ a: { $type: 'array' } }, { a: 1 }],
  [{ a: { $mod: [4, 1] } }, { a: 'x' }],
  [{ a: { $regex: '^b' } }, { a: 'ab' }],
];

const refused: [query: object, code: number, message: RegExp][] = [
  [{ a: { $foo: 1 } }, 2, /unknown operator: \$foo/],
  [{ $foo: 1 }, 2, /unknown top level operator: \$foo/],
  [{ a: { $mod: [Number.NaN, 1] } }, 2, /divisor value is invalid/],
  [{ a: { $mod: [4, Number.POSITIVE_INFINITY] } }, 2, /remainder value is invalid/],
  [{ a: new BSONRegExp('a\\Kb\\-') }, 51091, /\\K is not supported/],
  [{ a: { $in: 1 } }, 2, /needs an array/],
  [{ a: { $in: [{ $gt: 1 }] } }, 2, /cannot nest \$/],
  [{ $or: [] }, 2, /nonempty array/],
  [{ $or: [1] }, 2, /full objects/],
  [{ a: { $not: 5 } }, 2, /\$not needs a regex or a document/],
  [{ a: { $mod: [0, 1] } }, 2, /divisor cannot be 0/],
  [{ a: { $type: 'nothing' } }, 2, /Unknown type name alias: nothing/],
  [{ a: { $size: -1 } }, 2, /non-negative/],
  [{ a: { $regex: '(' } }, 51091, /Regular expression is invalid/],
  [{ a: { $options: 'i' } }, 2, /\$options needs a \$regex/],
  [{ $where: 'true' }, 115, /\$where is not supported/],
  [{ a: { $near: [1, 2] } }, 115, /\$near is not supported/],
  [{ $expr: { $nothing: 1 } }, 168, /Unrecognized expression '\$nothing'/],
];

const show = (case_: readonly unknown[]) => [
  JSON.stringify(case_, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)),
  ...case_,
];

describe('a query', () => {
  it.each(matching.map(show))('matches %s', (_, query, document) => {
    expect(compileQuery(doc(query as object), undefined)(doc(document as object))).toBe(true);
  });

  it.each(different.map(show))('does not match %s', (_, query, document) => {
    expect(compileQuery(doc(query as object), undefined)(doc(document as object))).toBe(false);
  });

  it.each(refused.map(show))('is refused: %s', (_, query, code, message) => {
    const compile = () => compileQuery(doc(query as object), undefined);
    expect(compile).toThrow(expect.objectContaining({ code }));
    expect(compile).toThrow(message as RegExp);
  });

  it.each([
    [{ a: 3 }, { a: [1, 3] }, 1],
    [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, 1],
    [{ a: { $elemMatch: { b: { $gte: 2 } } } }, { a: [{ b: 1 }, { b: 2 }] }, 1],
    [{ x: 1, a: { $gte: 3 } }, { x: 1, a: [1, 2, 3] }, 2],
  ])('knows which element %j matched in %j', (query, document, position) => {
    const details: MatchDetails = { position: undefined };
    expect(compileQuery(doc(query), undefined)(doc(document), details)).toBe(true);
    expect(details.position).toBe(position);
  });
});
