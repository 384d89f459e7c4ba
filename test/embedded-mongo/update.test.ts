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
    [{}, [{ $group: { _id: 1 } }], 40324, /Unrecognized pipeline stage name/],
  ] as [object, unknown, number, RegExp][])(
    'on %j refuses %j with code %i',
    (before, update, code, message) => {
      expect(() => updated(before, update)).toThrow(expect.objectContaining({ code }));
      expect(() => updated(before, update)).toThrow(message);
    },
  );

  it.each([
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
