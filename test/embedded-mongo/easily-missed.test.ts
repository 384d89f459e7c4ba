import { Decimal128, Long, ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { commandVars, compileExpression } from '../../server/embedded-mongo/aggregate/expression.ts';
import type { PipelineContext } from '../../server/embedded-mongo/aggregate/pipeline.ts';
import { compileSort } from '../../server/embedded-mongo/aggregate/sort-order.ts';
import { compileStage } from '../../server/embedded-mongo/aggregate/stages.ts';
import type { Doc } from '../../server/embedded-mongo/bson/values.ts';
import { compileQuery } from '../../server/embedded-mongo/match/compile.ts';
import { PAUSE, sourceOf, Turn } from '../../server/embedded-mongo/source.ts';
import { compileUpdate } from '../../server/embedded-mongo/update/compile.ts';
import { doc, plain, value } from './plain.ts';

const turn = new Turn();
turn.start(60_000);
const context = { vars: undefined, db: 'test', turn } as PipelineContext;

function through(stage: object, ...documents: object[]): unknown[] {
  const flow = compileStage(value(stage), context)(sourceOf(documents.map(doc)));
  const results: unknown[] = [];
  for (let item = flow.next(); item !== undefined; item = flow.next()) {
    if (item !== PAUSE) results.push(plain(item));
  }
  return results;
}

/** The documents' ids in the order of a sort. */
function ordered(sort: object, ...documents: object[]): unknown[] {
  const { keyOf } = compileSort(doc(sort));
  return documents
    .map(doc)
    .sort((a: Doc, b: Doc) => Buffer.compare(keyOf(a), keyOf(b)))
    .map((one) => one.get('_id'));
}

// What imitations of the language are known to get wrong, and nothing else here tests.
describe('what is easily missed', () => {
  it('sets fields inside every element of an array', () => {
    expect(through({ $addFields: { 'a.x': 1 } }, { a: [{ b: 1 }, 2, []] })).toEqual([
      { a: [{ b: 1, x: 1 }, { x: 1 }, []] },
    ]);
  });

  it('leaves a removed field out, rather than making it null', () => {
    const maybe = { $cond: [{ $gt: ['$a', 1] }, '$a', '$$REMOVE'] };
    expect(through({ $project: { _id: 0, b: maybe } }, { a: 1 }, { a: 2 })).toEqual([{}, { b: 2 }]);
    expect(through({ $set: { a: maybe } }, { a: 1 })).toEqual([{}]);
  });

  it('gathers no missing values', () => {
    const stage = { $group: { _id: null, all: { $push: '$a' }, set: { $addToSet: '$a' } } };
    expect(through(stage, { a: 1 }, {}, { a: null })).toEqual([
      { _id: null, all: [1, null], set: [1, null] },
    ]);
  });

  it('adds decimals to numbers of other types', () => {
    const sum = { $group: { _id: null, sum: { $sum: '$a' } } };
    expect(through(sum, { a: Decimal128.fromString('0.10') }, { a: 1 }, { a: 2n })).toEqual([
      { _id: null, sum: Decimal128.fromString('3.10') },
    ]);
  });

  it('counts a long up', () => {
    const update = compileUpdate(value({ $inc: { a: 1 } }), undefined, undefined);
    const updated = update.apply(doc({ a: 2n ** 53n }), { matched: undefined, isInsert: false });
    expect(Long.fromBigInt(updated?.get('a') as bigint).toString()).toBe('9007199254740993');
  });

  it('takes null for missing in $lte, and in nothing but equality', () => {
    const matches = (query: object, one: object) => compileQuery(doc(query), undefined)(doc(one));
    expect(matches({ a: { $lte: null } }, {})).toBe(true);
    expect(matches({ a: { $lte: null } }, { a: 0 })).toBe(false);
    expect(matches({ a: { $lt: null } }, {})).toBe(false);
    expect(matches({ $expr: { $eq: ['$a', null] } }, {})).toBe(false);
  });

  it('sorts arrays by their smallest element upwards and by their largest downwards', () => {
    const documents = [
      { _id: 1, a: [2, 9] },
      { _id: 2, a: 5 },
      { _id: 3, a: [] },
      { _id: 4, a: [3, 4] },
    ];
    expect(ordered({ a: 1 }, ...documents)).toEqual([3, 1, 4, 2]);
    expect(ordered({ a: -1 }, ...documents)).toEqual([1, 2, 4, 3]);
  });

  it('takes the order of fields into account when documents are compared', () => {
    const matches = compileQuery(doc({ a: { x: 1, y: 2 } }), undefined);
    expect(matches(doc({ a: { x: 1, y: 2 } }))).toBe(true);
    expect(matches(doc({ a: { y: 2, x: 1 } }))).toBe(false);
  });

  it('reads the date an id was made', () => {
    const made = compileExpression(value({ $toDate: '$_id' }), undefined);
    const id = ObjectId.createFromTime(1_700_000_000);
    expect(made(doc({ _id: id }), undefined)).toEqual(new Date(1_700_000_000_000));
  });

  it('keeps to the month when months are added to its last day', () => {
    const added = compileExpression(
      value({ $dateAdd: { startDate: '$at', unit: 'month', amount: 1 } }),
      undefined,
    );
    expect(added(doc({ at: new Date('2024-01-31T10:00:00Z') }), undefined)).toEqual(
      new Date('2024-02-29T10:00:00Z'),
    );
  });

  it('reads variables of the command as values', () => {
    const vars = commandVars(value({ wanted: { $literal: '$a' } }));
    const query = compileQuery(doc({ $expr: { $eq: ['$b', '$$wanted'] } }), vars);
    expect(query(doc({ b: '$a' }))).toBe(true);
    expect(query(doc({ a: 1, b: 1 }))).toBe(false);
  });
});
