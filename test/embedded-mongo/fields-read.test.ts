import { Double } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandVars } from '../../server/embedded-mongo/aggregate/expression.ts';
import { fieldsRead } from '../../server/embedded-mongo/aggregate/fields-read.ts';
import type { PipelineContext } from '../../server/embedded-mongo/aggregate/pipeline.ts';
import { compileStage } from '../../server/embedded-mongo/aggregate/stages.ts';
import { decodeDocument, decodeFields } from '../../server/embedded-mongo/bson/decode.ts';
import { encodeDocument } from '../../server/embedded-mongo/bson/encode.ts';
import type { Doc, Value } from '../../server/embedded-mongo/bson/values.ts';
import { PAUSE, type Source, sourceOf, Turn } from '../../server/embedded-mongo/source.ts';
import { values } from './arbitrary-values.ts';
import { doc, value } from './plain.ts';

const vars = commandVars(undefined);

function read(stages: unknown[], filter: object = {}, sort?: object): string[] | 'all' {
  const names = fieldsRead({ filter: doc(filter), vars, sort: sort && doc(sort) }, stages.map(value));
  return names ? [...names].sort() : 'all';
}

describe('the fields a pipeline reads', () => {
  it.each<[stages: unknown[], fields: string[] | 'all']>([
    [[{ $group: { _id: '$a', n: { $sum: 1 } } }], ['a']],
    [[{ $group: { _id: { x: '$a.b' }, n: { $sum: { $multiply: ['$c', '$d.e'] } } } }], ['a', 'c', 'd']],
    [[{ $group: { _id: null, all: { $push: '$$ROOT' } } }], 'all'],
    [[{ $group: { _id: null, all: { $push: '$$ROOT.a' }, one: { $first: '$$CURRENT.b.c' } } }], ['a', 'b']],
    [[{ $group: { _id: null, best: { $top: { sortBy: { a: 1 }, output: '$b' } } } }], ['a', 'b']],
    [[{ $group: { _id: { $literal: '$a' }, n: { $count: {} } } }], []],
    [[{ $group: { _id: { $getField: 'a' } } }], 'all'],
    [[{ $count: 'n' }], []],
    [
      [{ $match: { 'a.b': 1, $or: [{ c: 2 }, { $expr: { $gt: ['$d', '$e'] } }] } }, { $count: 'n' }],
      ['a', 'c', 'd', 'e'],
    ],
    [[{ $match: { $jsonSchema: {} } }, { $count: 'n' }], 'all'],
    [
      [{ $sort: { a: 1, 'b.c': -1 } }, { $limit: 3 }, { $project: { d: 1 } }],
      ['_id', 'a', 'b', 'd'],
    ],
    [[{ $project: { a: { b: '$c' }, _id: 0 } }], ['a', 'c']],
    [[{ $project: { a: '$c', b: { $add: ['$d', 1] } } }], ['_id', 'c', 'd']],
    [[{ $project: { a: 0 } }, { $count: 'n' }], 'all'],
    [[{ $project: { a: new Double(0) } }], 'all'],
    [
      [{ $set: { 'a.b': '$c' } }, { $sortByCount: '$a.b' }],
      ['a', 'c'],
    ],
    [[{ $unwind: { path: '$a.b' } }, { $replaceWith: '$a' }], ['a']],
    [
      [{ $lookup: { from: 'x', localField: 'a.b', foreignField: 'y', as: 'c' } }, { $count: 'n' }],
      ['a', 'c'],
    ],
    [[{ $facet: { x: [] } }], 'all'],
    [[{ $match: { a: 1 } }], 'all'],
    [[], 'all'],
  ])('of %j are %j', (stages, fields) => {
    expect(read(stages)).toEqual(fields === 'all' ? 'all' : fields);
  });

  it('include those of the search in front', () => {
    expect(read([{ $count: 'n' }], { a: { $gt: 1 } }, { 'b.c': 1 })).toEqual(['a', 'b']);
  });
});

describe('a document read in part', () => {
  const names = ['a', 'b', 'c', 'd'];
  const documents = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names, '__proto__', 'e'), values), {
      selector: ([name]) => name,
    })
    .map((fields): Doc => new Map(fields));

  it('has exactly the fields asked for, in their order, with their values', () => {
    fc.assert(
      fc.property(documents, fc.subarray([...names, '__proto__', 'none']), (document, wanted) => {
        const bytes = encodeDocument(document);
        const whole = [...decodeDocument(bytes)].filter(([name]) => wanted.includes(name));
        expect([...decodeFields(bytes, new Set(wanted))]).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('gives every pipeline what the whole document would give it', () => {
    const path = fc.constantFrom('$a', '$b.a', '$c', '$$ROOT.d', '$$CURRENT.a');
    const expression = fc.oneof(
      path,
      fc.constant({ $literal: '$d' }),
      path.map((of) => ({ $ifNull: [of, 'none'] })),
      fc.tuple(path, path).map((both) => ({ $eq: both })),
      path.map((of) => ({ $map: { input: [of], in: '$$this' } })),
    );
    const passing = fc.oneof(
      fc.constantFrom(...names).map((name) => ({ $match: { [name]: { $exists: true } } })),
      fc.tuple(path, path).map((both) => ({ $match: { $expr: { $ne: both } } })),
      fc.constantFrom(...names).map((name) => ({ $sort: { [name]: 1 } })),
      expression.map((of) => ({ $set: { 'a.b': of, x: of } })),
      fc.constantFrom('$a', '$b').map((of) => ({ $unwind: of })),
      fc.constant({ $unset: ['c'] }),
    );
    const ending = fc.oneof(
      fc
        .tuple(expression, expression)
        .map(([id, of]) => ({ $group: { _id: id, all: { $push: of }, n: { $sum: 1 } } })),
      expression.map((of) => ({ $project: { b: 1, x: of } })),
      expression.map((of) => ({ $sortByCount: of })),
      expression.map((of) => ({ $replaceWith: { of } })),
      fc.constant({ $count: 'n' }),
    );
    fc.assert(
      fc.property(
        fc.array(documents, { maxLength: 5 }),
        fc.array(passing, { maxLength: 3 }),
        ending,
        (docs, before, end) => {
          const stages = [...before, end].map((stage) => value(stage));
          const wanted = fieldsRead({ filter: new Map(), vars }, stages);
          const bytes = docs.map((document) => encodeDocument(document));
          const part = bytes.map((of) => (wanted ? decodeFields(of, wanted) : decodeDocument(of)));
          expect(run(stages, part)).toEqual(
            run(
              stages,
              bytes.map((of) => decodeDocument(of)),
            ),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** What comes out of the stages, or the refusal. */
function run(stages: readonly Value[], docs: readonly Doc[]): unknown {
  const turn = new Turn();
  turn.start(1e9);
  // The stages used here ask nothing of a store.
  const context = { vars, turn } as PipelineContext;
  try {
    let flow: Source<Doc> = sourceOf(docs);
    for (const stage of stages) flow = compileStage(stage, context)(flow);
    const results: Doc[] = [];
    for (let item = flow.next(); item !== undefined; item = flow.next())
      if (item !== PAUSE) results.push(item);
    return results;
  } catch (error) {
    return String(error);
  }
}
