import { Decimal128, Double } from 'bson';
import { describe, expect, it } from 'vitest';
import { typeNameOf } from '../../server/embedded-mongo/bson/values.ts';
import { compileUpdate } from '../../server/embedded-mongo/update/compile.ts';
import { upsertedDocument } from '../../server/embedded-mongo/update/upsert.ts';
import { doc, plain, value } from './plain.ts';

function updated(
  before: object,
  update: unknown,
  options: { matched?: number; arrayFilters?: unknown; isInsert?: boolean } = {},
): unknown {
  const filters = options.arrayFilters === undefined ? undefined : value(options.arrayFilters);
  const compiled = compileUpdate(value(update), filters, undefined);
  return plain(
    compiled.apply(doc({ _id: 1, ...before }), {
      matched: options.matched,
      isInsert: options.isInsert ?? false,
    }),
  );
}

const cases: [name: string, before: object, update: unknown, after: object][] = [
  ['sets deep', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  [
    'takes other names with a dollar for names',
    { a: {} },
    { $set: { 'a.$x': 1, 'a.$*.b': 2 } },
    { a: { $x: 1, '$*': { b: 2 } } },
  ],
  ['sets in arrays', { a: [1, 2] }, { $set: { 'a.1': 5, 'a.3': 6 } }, { a: [1, 5, null, 6] }],
  ['adds new fields in the order of their names', {}, { $set: { b: 1 }, $inc: { a: 1 } }, { a: 1, b: 1 }],
  [
    'unsets',
    { a: { b: 1, c: 2 }, d: [1, 2] },
    { $unset: { 'a.b': '', 'd.0': '', z: '' } },
    { a: { c: 2 }, d: [null, 2] },
  ],
  [
    'increments and multiplies',
    { a: 1, b: 2 },
    { $inc: { a: 2, c: 5 }, $mul: { b: 3, d: 4 } },
    { a: 3, b: 6, c: 5, d: 0 },
  ],
  [
    'keeps the smaller and the larger',
    { a: 5, b: 5 },
    { $min: { a: 3, c: 1 }, $max: { b: 4 } },
    { a: 3, b: 5, c: 1 },
  ],
  ['renames', { a: 1, b: { c: 2 } }, { $rename: { a: 'z', 'b.c': 'b.d' } }, { b: { d: 2 }, z: 1 }],
  ['leaves alone what is set on insert', { a: 1 }, { $setOnInsert: { a: 2 } }, { a: 1 }],
  ['pushes', { a: [1] }, { $push: { a: 2, b: { x: 1 } } }, { a: [1, 2], b: [{ x: 1 }] }],
  [
    'pushes many, sorted and cut',
    { a: [5, 1] },
    { $push: { a: { $each: [3, 2], $sort: 1, $slice: 3 } } },
    { a: [1, 2, 3] },
  ],
  [
    'pushes at a place',
    { a: [1, 4] },
    { $push: { a: { $each: [2, 3], $position: 1 } } },
    { a: [1, 2, 3, 4] },
  ],
  [
    'sorts documents while pushing',
    { a: [{ n: 2 }] },
    { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
    { a: [{ n: 1 }, { n: 2 }] },
  ],
  ['keeps the last ones', { a: [1, 2, 3] }, { $push: { a: { $each: [], $slice: -2 } } }, { a: [2, 3] }],
  ['adds to a set', { a: [1] }, { $addToSet: { a: { $each: [1, new Double(1), 2, 2] } } }, { a: [1, 2] }],
  ['pops', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
  [
    'pulls values and matches',
    { a: [1, 2, 3, 4], b: [{ x: 1 }, { x: 2, y: 1 }] },
    { $pull: { a: { $gte: 3 }, b: { x: 2 } } },
    { a: [1, 2], b: [{ x: 1 }] },
  ],
  ['pulls all', { a: [1, 2, 1, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['works on bits', { a: 12 }, { $bit: { a: { and: 10, or: 1 } } }, { a: 9 }],
  ['replaces, keeping the id', { a: 1 }, { b: 2 }, { b: 2 }],
  [
    'runs a pipeline',
    { a: 1 },
    [{ $set: { b: { $add: ['$a', 1] }, 'c.d': '$$ROOT.a' } }, { $unset: 'a' }],
    { b: 2, c: { d: 1 } },
  ],
  [
    'replaces by an expression',
    { a: { x: 1 } },
    [{ $replaceWith: { $mergeObjects: ['$a', { y: 2 }] } }],
    { x: 1, y: 2 },
  ],
  ['creates by bits', {}, { $bit: { a: { or: 5 } } }, { a: 5 }],
  ['puts before the last', { a: [1, 3] }, { $push: { a: { $each: [2], $position: -1 } } }, { a: [1, 2, 3] }],
  ['sorts what was there', { a: [2, 1] }, { $push: { a: { $each: [], $sort: -1 } } }, { a: [2, 1] }],
  ['empties by a slice of none', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
  [
    'pushes a document that only looks like a modifier',
    {},
    { $push: { a: { x: { $each: 1 } } } },
    { a: [{ x: { $each: 1 } }] },
  ],
  [
    'pulls by alternatives',
    { a: [{ x: 1 }, { y: 2 }, 3] },
    { $pull: { a: { $or: [{ x: 1 }, { y: 2 }] } } },
    { a: [3] },
  ],
  [
    'pulls arrays equal to one',
    {
      a: [
        [1, 2],
        [2, 1],
      ],
    },
    { $pull: { a: [1, 2] } },
    { a: [[2, 1]] },
  ],
  ['pulls null alone', { a: [null, 0, false] }, { $pull: { a: null } }, { a: [0, false] }],
  [
    'pulls what a field of the elements says',
    { a: [{ x: [1, 5] }, { x: [2] }] },
    { $pull: { a: { x: { $gt: 4 } } } },
    { a: [{ x: [2] }] },
  ],
  [
    'adds a document to a set by the order of its fields',
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  ['unsets through a scalar without effect', { a: 5 }, { $unset: { 'a.b': '' } }, { a: 5 }],
  ['compares across types for the smaller', { a: 'x' }, { $min: { a: 5 } }, { a: 5 }],
  ['does nothing for empty operators', { a: 1 }, { $set: {}, $inc: {} }, { a: 1 }],
  ['keeps dollar names below the first level', {}, { $set: { a: { $x: 1 } } }, { a: { $x: 1 } }],
  ['orders array positions as numbers', {}, { $set: { 'a.10': 1, 'a.9': 2 } }, { a: { 9: 2, 10: 1 } }],
  ['removes by an expression', { a: 1, b: 2 }, [{ $set: { a: '$$REMOVE' } }], { b: 2 }],
];

describe('an update', () => {
  it.each(cases)('%s', (_, before, update, after) => {
    expect(updated(before, update)).toEqual({ _id: 1, ...after });
    expect(Object.keys(updated(before, update) as object)[0]).toBe('_id');
  });

  it('changes the element the query found, all elements, or those a filter picks', () => {
    const before = { a: [{ n: 1 }, { n: 2 }, { n: 3 }] };
    expect(updated(before, { $set: { 'a.$.n': 9 } }, { matched: 1 })).toMatchObject({
      a: [{ n: 1 }, { n: 9 }, { n: 3 }],
    });
    expect(updated(before, { $inc: { 'a.$[].n': 1 } })).toMatchObject({ a: [{ n: 2 }, { n: 3 }, { n: 4 }] });
    const arrayFilters = [{ 'x.n': { $gte: 2 } }];
    expect(updated(before, { $set: { 'a.$[x].n': 0 } }, { arrayFilters })).toMatchObject({
      a: [{ n: 1 }, { n: 0 }, { n: 0 }],
    });
  });

  it('keeps the types of numbers, growing an int32 when it must', () => {
    const types = (before: object, update: unknown) => {
      const after = compileUpdate(value(update), undefined, undefined).apply(doc(before), {
        matched: undefined,
        isInsert: false,
      });
      return typeNameOf(after.get('a'));
    };
    expect(types({ a: 1 }, { $inc: { a: 1 } })).toBe('int');
    expect(types({ a: 2 ** 31 - 1 }, { $inc: { a: 1 } })).toBe('long');
    expect(types({ a: 1n }, { $inc: { a: 1 } })).toBe('long');
    expect(types({ a: 1 }, { $inc: { a: new Double(1) } })).toBe('double');
    expect(types({ a: 1 }, { $mul: { a: Decimal128.fromString('0.1') } })).toBe('decimal');
    const exact = compileUpdate(value({ $inc: { a: Decimal128.fromString('0.1') } }), undefined, undefined);
    expect(
      String(
        exact
          .apply(doc({ a: Decimal128.fromString('0.2') }), { matched: undefined, isInsert: false })
          .get('a'),
      ),
    ).toBe('0.3');
  });

  it('refuses to let an int64 overflow', () => {
    expect(() => updated({ a: 2n ** 63n - 1n }, { $inc: { a: 1 } })).toThrow(
      /Failed to apply \$inc operations/,
    );
  });

  it.each([
    [{ a: 'x' }, { $inc: { a: 1 } }, 14, /Cannot apply \$inc to a value of non-numeric type/],
    [{}, { $inc: { a: 'x' } }, 14, /Cannot increment with non-numeric argument/],
    [{ a: 5 }, { $set: { 'a.b': 1 } }, 28, /Cannot create field 'b' in element \{a: 5\}/],
    [{ a: 1 }, { $push: { a: 1 } }, 2, /must be an array but is of type int/],
    [{ a: 'text' }, { $mul: { a: 1 } }, 14, /Cannot apply \$mul/],
    [{}, { $set: { a: 1, 'a.b': 2 } }, 40, /would create a conflict at 'a'/],
    [{}, { $set: { a: 1 }, $inc: { a: 2 } }, 40, /conflict/],
    [{}, { $set: { _id: 2 } }, 66, /immutable field '_id'/],
    [{}, { _id: 2 }, 66, /immutable/],
    [{}, { $foo: { a: 1 } }, 9, /Unknown modifier: \$foo/],
    [{}, { $set: 5 }, 9, /Modifiers operate on fields/],
    [{}, { $set: { 'a..b': 1 } }, 56, /empty field name/],
    [{ a: [1] }, { $set: { 'a.$': 1 } }, 2, /positional operator did not find the match/],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 2, /No array filter found for identifier 'x'/],
    [{}, [{ $group: { _id: 1 } }], 72, /\$group is not allowed to be used within an update/],
    [{}, [{ $foo: 1 }], 40324, /Unrecognized pipeline stage name/],
    [{ a: [1, 2] }, { $set: { 'a.$[]': 1, 'a.1': 2 } }, 40, /Update created a conflict at 'a.1'/],
    [{ a: [{ b: 1 }] }, { $set: { 'a.$[].b': 1, 'a.0': 2 } }, 40, /Update created a conflict at 'a.0'/],
    [
      { a: 5 },
      { $pop: { 'a.b': 1 } },
      28,
      /Cannot use the part \(b\) of \(a.b\) to traverse the element \(\{a: 5\}\)/,
    ],
    [{ a: 5 }, { $pull: { 'a.b': 1 } }, 28, /Cannot use the part/],
    [{ a: [1] }, { $pullAll: { 'a.b': [1] } }, 28, /Cannot use the part/],
    [{ a: 1 }, { $pull: { a: 1 } }, 2, /Cannot apply \$pull to a non-array value/],
    [{ a: 1 }, { $pop: { a: 1 } }, 14, /contains an element of non-array type 'int'/],
    [{}, { $pop: { a: 2 } }, 9, /\$pop expects 1 or -1, found: 2/],
    [{}, { $pullAll: { a: 1 } }, 2, /\$pullAll requires an array argument but was given a int/],
    [{}, { $addToSet: { a: { $each: 1 } } }, 14, /must be an array but it was of type int/],
    [{}, { $addToSet: { a: { $each: [1], $slice: 1 } } }, 2, /unexpected fields after \$each/],
    [{}, { $push: { a: { $each: 1 } } }, 2, /must be an array but it was of type: int/],
    [{}, { $push: { a: { $each: [], $foo: 1 } } }, 2, /Unrecognized clause in \$push: \$foo/],
    [{}, { $push: { a: { $each: [], $sort: 2 } } }, 2, /must be either 1 or -1/],
    [{}, { $push: { a: { $each: [], $sort: {} } } }, 2, /pattern is empty/],
    [{}, { $push: { a: { $each: [], $sort: 'x' } } }, 2, /use 1\/-1/],
    [{}, { $push: { a: { $each: [], $slice: 'x' } } }, 2, /\$slice must be an integer value/],
    [{ a: null }, { $inc: { a: 1 } }, 14, /non-numeric type null/],
    [{ a: null }, { $set: { 'a.b': 1 } }, 28, /Cannot create field 'b' in element \{a: null\}/],
    [{ a: 1.5 }, { $bit: { a: { or: 1 } } }, 2, /Cannot apply \$bit to a value of non-integral type/],
    [{}, { $bit: { a: { not: 1 } } }, 2, /only supports 'and', 'or', and 'xor'/],
    [{}, { $bit: { a: {} } }, 2, /at least one bitwise operation/],
    [{}, { $currentDate: { a: 'x' } }, 2, /is not valid type for \$currentDate/],
    [{}, { $currentDate: { a: { $type: 'date', b: 1 } } }, 2, /Unrecognized \$currentDate option: b/],
    [{ a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2, /source field cannot be an array element/],
    [{ a: 5 }, { $rename: { 'a.b': 'c' } }, 28, /Cannot use the part/],
    [{}, { $rename: { a: 'a' } }, 2, /must differ/],
    [{}, { $rename: { a: 1 } }, 2, /must be a string/],
    [{}, { $rename: { a: 'b' }, $set: { b: 1 } }, 40, /conflict at 'b'/],
    [{}, { $unset: { _id: '' } }, 66, /immutable field '_id'/],
    [{}, { $set: { '_id.x': 1 } }, 28, /Cannot create field 'x' in element \{_id: 1\}/],
    [{}, { $set: { '': 1 } }, 56, /empty update path/],
    [{}, { $set: { $a: 1 } }, 52, /dollar/],
    [{}, { a: 1, $set: { b: 1 } }, 52, /dollar/],
    [{}, { $set: { b: 1 }, toString: { b: 1 } }, 9, /Unknown modifier: toString/],
    [{ a: 1 }, { $set: { 'a.$[]': 1 } }, 2, /Cannot apply array updates to non-array element a/],
    [{}, { $set: { 'a.$[]': 1 } }, 2, /must exist in the document in order to apply array updates/],
  ] as [object, unknown, number, RegExp][])(
    'on %j refuses %j with code %i',
    (before, update, code, message) => {
      expect(() => updated(before, update)).toThrow(expect.objectContaining({ code }));
      expect(() => updated(before, update)).toThrow(message);
    },
  );

  it.each([
    [[{ x: 1 }], { $set: { a: 1 } }, 9, /identifier 'x' was not used/],
    [
      [{ x: 1, y: 2 }],
      { $set: { 'a.$[x]': 1 } },
      9,
      /Expected a single top-level field name, found 'x' and 'y'/,
    ],
    [[{ x: 1 }, { x: 2 }], { $set: { 'a.$[x]': 1 } }, 9, /multiple array filters/],
    [[{}], { $set: { 'a.$[x]': 1 } }, 9, /without a top-level field name/],
    [[{ X: 1 }], { $set: { 'a.$[X]': 1 } }, 2, /beginning with a lowercase letter/],
    [[1], { $set: { a: 1 } }, 14, /document/],
  ] as [unknown, unknown, number, RegExp][])(
    'refuses the array filters %j of %j',
    (arrayFilters, update, code, message) => {
      expect(() => updated({ a: [1] }, update, { arrayFilters })).toThrow(expect.objectContaining({ code }));
      expect(() => updated({ a: [1] }, update, { arrayFilters })).toThrow(message);
    },
  );

  it('takes more items at once than a call takes arguments', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => i);
    expect(updated({ a: [-1] }, { $push: { a: { $each: many, $slice: -2 } } })).toMatchObject({
      a: [199_998, 199_999],
    });
  });

  it.each([
    [{ a: 1, $and: [{ a: 2 }] }, { $set: { b: 1 } }, 54, /path 'a' is matched twice/],
    [{ a: { b: 1 }, 'a.b': 1 }, { $set: { b: 1 } }, 54, /both paths 'a' and 'a.b' are matched/],
    [{ _id: 1 }, { $set: { _id: 2 } }, 66, /immutable/],
    [{ a: 1 }, { $set: { 'a.b': 2 } }, 28, /Cannot create field/],
    [{ a: 1 }, { $set: { 'a.$': 2 } }, 2, /positional operator did not find/],
  ] as [object, unknown, number, RegExp][])(
    'refuses to upsert %j with %j',
    (filter, update, code, message) => {
      const upsert = () => upsertedDocument(doc(filter), compileUpdate(value(update), undefined, undefined));
      expect(upsert).toThrow(expect.objectContaining({ code }));
      expect(upsert).toThrow(message);
    },
  );

  it.each([
    [{ _id: null }, { $set: { b: 1 } }, { _id: null, b: 1 }],
    [{ a: 1 }, { $set: { $b: 1 } }, { a: 1, $b: 1 }],
    [{ a: { $all: [3] } }, { $set: { b: 1 } }, { a: 3, b: 1 }],
    [{ $or: [{ a: 3 }] }, { $set: { b: 1 } }, { a: 3, b: 1 }],
    [{ a: 1 }, { $set: { a: 2 } }, { a: 2 }],
    [{ a: { $ne: 1 }, b: /x/, c: { $in: [1, 2] } }, { $set: { d: 1 } }, { d: 1 }],
    [{ a: 1 }, { $setOnInsert: { _id: 9 } }, { _id: 9, a: 1 }],
    [{ a: 1, 'b.c': 2, d: { $gt: 3 } }, { $set: { e: 4 } }, { a: 1, b: { c: 2 }, e: 4 }],
    [{ _id: 7 }, { $setOnInsert: { a: 1 } }, { _id: 7, a: 1 }],
    [{ $and: [{ a: { $eq: 1 } }, { b: { $in: [2] } }] }, { $inc: { n: 1 } }, { a: 1, b: 2, n: 1 }],
    [{ _id: 7, a: 1 }, { b: 2 }, { _id: 7, b: 2 }],
    [{ _id: 7 }, [{ $set: { n: { $add: [{ $ifNull: ['$n', 0] }, 1] } } }], { _id: 7, n: 1 }],
  ] as [object, unknown, object][])('upserts %j with %j', (filter, update, expected) => {
    expect(
      plain(upsertedDocument(doc(filter), compileUpdate(value(update), undefined, undefined))),
    ).toMatchObject(expected);
  });
});
