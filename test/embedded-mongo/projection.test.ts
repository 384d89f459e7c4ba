import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../server/embedded-mongo/match/compile.ts';
import { compileFindProjection } from '../../server/embedded-mongo/project/find-projection.ts';
import { compileProjection } from '../../server/embedded-mongo/project/projection.ts';
import { doc, plain } from './plain.ts';

function shown(projection: object, document: object, query: object = {}): unknown {
  const matcher = compileQuery(doc(query), undefined);
  return plain(compileFindProjection(doc(projection), matcher, undefined)(doc(document), undefined));
}

const posts = { _id: 1, a: [{ b: 1, c: 1 }, 5, [{ b: 2, c: 2 }], {}], d: { b: 3, c: 3 }, e: 4 };

const cases: [projection: object, document: object, result: object][] = [
  [{ e: 1 }, posts, { _id: 1, e: 4 }],
  [{ e: true, _id: 0 }, posts, { e: 4 }],
  [{ _id: 1 }, posts, { _id: 1 }],
  [{ _id: 0 }, { _id: 1, a: 1 }, { a: 1 }],
  [
    { _id: 1, a: 0 },
    { _id: 1, a: 1, b: 2 },
    { _id: 1, b: 2 },
  ],
  [{ _id: 0, a: 0 }, { _id: 1, a: 1, b: 2 }, { b: 2 }],
  [{ '_id.x': 1 }, { _id: { x: 1, y: 2 }, a: 1 }, { _id: { x: 1 } }],
  [{ '_id.x': 0 }, { _id: { x: 1, y: 2 }, a: 1 }, { _id: { y: 2 }, a: 1 }],
  [{ 'a.b': 1 }, posts, { _id: 1, a: [{ b: 1 }, [{ b: 2 }], {}] }],
  [{ 'a.b': 0 }, { a: posts.a }, { a: [{ c: 1 }, 5, [{ c: 2 }], {}] }],
  [{ d: { b: 1 } }, posts, { _id: 1, d: { b: 3 } }],
  [{ 'e.x': 1 }, posts, { _id: 1 }],
  [{ 'a.0': 1 }, { _id: 1, a: [1, 2] }, { _id: 1, a: [] }],
  [{ x: '$d.b', e: 1 }, posts, { _id: 1, e: 4, x: 3 }],
  [{ x: { $add: ['$e', 1] }, _id: 0 }, posts, { x: 5 }],
  [{ x: 'text', y: ['$e', '$none'] }, posts, { _id: 1, x: 'text', y: [4, null] }],
  [{ a: { $slice: 1 } }, { _id: 1, a: [1, 2], b: 1 }, { _id: 1, a: [1], b: 1 }],
  [
    { a: { $slice: -1 }, b: 1 },
    { _id: 1, a: [1, 2], b: 1, c: 1 },
    { _id: 1, a: [2], b: 1 },
  ],
  [
    { a: { $slice: -1 }, b: 0 },
    { _id: 1, a: [1, 2], b: 1, c: 1 },
    { _id: 1, a: [2], c: 1 },
  ],
  [
    { _id: 1, a: { $slice: 1 } },
    { _id: 1, a: [1, 2], b: 1 },
    { _id: 1, a: [1] },
  ],
  [{ a: { $slice: [1, 2] } }, { a: [1, 2, 3, 4] }, { a: [2, 3] }],
  [{ a: { $slice: [-3, 2] } }, { a: [1, 2, 3, 4] }, { a: [2, 3] }],
  [{ a: { $slice: [-9, 2] } }, { a: [1, 2, 3] }, { a: [1, 2] }],
  [{ a: { $slice: [5, 2] } }, { a: [1] }, { a: [] }],
  [{ a: { $slice: 1.9 } }, { a: [1, 2] }, { a: [1] }],
  [{ a: { $slice: 0 } }, { a: [1, 2] }, { a: [] }],
  [{ a: { $slice: 1 } }, { a: 'no array' }, { a: 'no array' }],
  [{ 'a.b': { $slice: 1 } }, { a: [{ b: [1, 2] }, { b: [3, 4] }] }, { a: [{ b: [1] }, { b: [3] }] }],
  [{ a: { b: { $slice: 1 } } }, { a: { b: [1, 2], c: 3 } }, { a: { b: [1], c: 3 } }],
  [{ x: { $slice: ['$a', 1] } }, { _id: 1, a: [1, 2] }, { _id: 1, x: [1] }],
  [{ a: { $elemMatch: { $gt: 1 } } }, { _id: 1, a: [1, 2, 3], b: 1 }, { _id: 1, a: [2] }],
  [
    { a: { $elemMatch: { x: 2 } }, b: 1 },
    { _id: 1, a: [{ x: 2 }], b: 1 },
    { _id: 1, b: 1, a: [{ x: 2 }] },
  ],
  [
    { b: 0, a: { $elemMatch: { x: 2 } } },
    { _id: 1, a: [{ x: 1 }, { x: 2 }], b: 1, c: 1 },
    { _id: 1, a: [{ x: 2 }], c: 1 },
  ],
  [
    { b: 0, a: { $elemMatch: { x: 2 } } },
    { _id: 1, a: [{ x: 1 }], c: 1 },
    { _id: 1, c: 1 },
  ],
  [
    { b: 0, a: { $elemMatch: { x: 2 } } },
    { _id: 1, a: 5, c: 1 },
    { _id: 1, c: 1 },
  ],
  [{ a: { $elemMatch: { x: 2 } } }, { _id: 1, a: { x: 2 } }, { _id: 1 }],
];

const positional: [projection: object, query: object, document: object, result: object][] = [
  [{ 'a.$': 1 }, { a: { $gt: 1 } }, { _id: 1, a: [1, 2, 3], b: 1 }, { _id: 1, a: [2] }],
  [{ 'a.$': 1, b: 1 }, { a: 2 }, { _id: 1, b: 1, a: [1, 2] }, { _id: 1, b: 1, a: [2] }],
  [{ 'a.$': true }, { 'a.x': 2 }, { _id: 1, a: [{ x: 1 }, { x: 2, y: 1 }] }, { _id: 1, a: [{ x: 2, y: 1 }] }],
  [{ 'a.b.$': 1 }, { 'a.b': 3 }, { _id: 1, a: { b: [1, 3], c: 1 } }, { _id: 1, a: { b: [3] } }],
  [
    { 'a.b.$': 1 },
    { 'a.b': 3 },
    { _id: 1, a: [{ b: [1, 2] }, { b: [0, 3] }] },
    { _id: 1, a: [{ b: [0, 3] }] },
  ],
  [{ 'a.$': 1 }, { a: 2 }, { _id: 1, a: 2 }, { _id: 1, a: 2 }],
];

const refused: [projection: object, code: number, message: string | RegExp][] = [
  [{ a: 0, b: 1 }, 31253, 'Cannot do inclusion on field b in exclusion projection'],
  [{ a: 1, b: 0 }, 31254, 'Cannot do exclusion on field b in inclusion projection'],
  [{ a: { x: 0 }, b: { y: 1 } }, 31253, 'Cannot do inclusion on field b.y in exclusion projection'],
  [{ '_id.x': 0, a: 1 }, 31253, 'Cannot do inclusion on field a in exclusion projection'],
  [{ x: '$b', a: 0 }, 31254, 'Cannot do exclusion on field a in inclusion projection'],
  [{ a: 0, x: { $add: [1, 2] } }, 31252, 'Cannot use expression other than $meta in exclusion projection'],
  [{ a: 0, x: 'text' }, 31310, /Cannot use an expression/],
  [{ 'a.$': 1, 'b.$': 1 }, 31276, 'Cannot specify more than one positional projection per query.'],
  [{ 'a.$': 0 }, 31395, 'positional projection cannot be used with exclusion'],
  [{ 'a.$.b': 1 }, 31394, /illegal to specify positional operator in the middle of a path/],
  [{ 'a.$': 'x' }, 31308, 'positional projection cannot be used with a literal'],
  [{ 'a.$': { $add: [1] } }, 31271, /cannot be used with an expression or sub object/],
  [{ 'a.$': 1, b: { $elemMatch: { x: 1 } } }, 31255, /positional operator and \$elemMatch/],
  [{ 'a.$': 1, b: 0 }, 31254, 'Cannot do exclusion on field b in inclusion projection'],
  [{ 'a.b': { $elemMatch: { x: 1 } } }, 31275, 'Cannot use $elemMatch projection on a nested field'],
  [{ a: { b: { $elemMatch: { x: 1 } } } }, 31275, 'Cannot use $elemMatch projection on a nested field'],
  [{ a: { $elemMatch: 5 } }, 31274, 'elemMatch: Invalid argument, object required, but got int'],
  [{ a: { $elemMatch: { $foo: 1 } } }, 2, 'unknown operator: $foo'],
  [{ a: 1, 'a.b': 1 }, 31249, 'Path collision at a.b remaining portion b'],
  [{ 'a.b': 1, a: 1 }, 31250, 'Path collision at a'],
  [{ a: { b: 1 }, 'a.b': 1 }, 31250, 'Path collision at a.b'],
  [{ a: { $slice: 1 }, 'a.b': 1 }, 31249, 'Path collision at a.b remaining portion b'],
  [{ a: { $elemMatch: { x: 1 } }, 'a.b': 0 }, 31249, 'Path collision at a.b remaining portion b'],
  [{ 'a.$': 1, a: 1 }, 31250, 'Path collision at a'],
  [{ a: { $slice: 'x' } }, 28667, /only supports numbers and \[skip, limit\] arrays/],
  [{ a: { $slice: [1, 2, 3] } }, 28667, /should be of form \[skip, limit\]/],
  [{ a: { $slice: [1] } }, 28667, /should be of form \[skip, limit\]/],
  [{ a: { $slice: [1, 0] } }, 28667, /limit must be positive/],
  [{ a: { $slice: [1, 'x'] } }, 28667, /must be a number, but was of type string/],
  [
    { a: { $meta: 'textScore' } },
    115,
    'The projection operator $meta is not supported by the embedded database',
  ],
  [{ a: { $foo: 1 } }, 168, /Unrecognized expression '\$foo'/],
  [{ a: {} }, 51270, /empty sub-projection/],
  [{ '': 1 }, 40352, /empty string/],
  [{ 'a.': 1 }, 40353, /must not end with a '\.'/],
  [{ 'a..b': 1 }, 15998, /may not be empty strings/],
  [{ $a: 1 }, 16410, /may not start with '\$'/],
  [{ 'a.$b': 1 }, 16410, /may not start with '\$'/],
];

describe('the projection of a search', () => {
  it.each(cases)('%j of %j shows %j', (projection, document, result) => {
    // Written out, so that the order of the fields counts too.
    expect(JSON.stringify(shown(projection, document))).toBe(JSON.stringify(result));
  });

  it.each(positional)(
    '%j after the query %j shows the element that matched',
    (spec, query, before, after) => {
      expect(shown(spec, before, query)).toEqual(after);
    },
  );

  it('fails when no element is known to have matched', () => {
    const show = () => shown({ 'a.$': 1 }, { a: [1] }, {});
    expect(show).toThrow(expect.objectContaining({ code: 51246 }));
    const elsewhere = () => shown({ 'a.$': 1 }, { a: [1], b: [0, 0, 7] }, { b: 7 });
    expect(elsewhere).toThrow(expect.objectContaining({ code: 51247 }));
  });

  it.each(refused)('%j is refused with code %i', (projection, code, message) => {
    const compile = () => shown(projection, {});
    expect(compile).toThrow(expect.objectContaining({ code }));
    expect(compile).toThrow(message);
  });
});

describe('$project', () => {
  it.each([
    [{ a: 0, b: 1 }, 31253],
    [{ 'a.$': 1 }, 16410],
    [{ a: { $slice: 1 } }, 16020],
    [{ a: { $elemMatch: { b: 1 } } }, 168],
  ])('knows nothing of what is for a search alone: %j', (spec, code) => {
    const compile = () => compileProjection(doc(spec), undefined);
    expect(compile).toThrow(expect.objectContaining({ code }));
  });

  it('makes fields inside every element of an array', () => {
    const project = compileProjection(doc({ 'a.x': '$b' }), undefined);
    expect(plain(project(doc({ _id: 1, a: [{ c: 1 }, 2], b: 3 }), undefined))).toEqual({
      _id: 1,
      a: [{ x: 3 }, { x: 3 }],
    });
  });
});
