import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignMatch } from '../../server/embedded-mongo/aggregate/equality-join.ts';
import { type ForeignTable, foreignTable } from '../../server/embedded-mongo/aggregate/foreign-table.ts';
import { encodeDocument } from '../../server/embedded-mongo/bson/encode.ts';
import type { Doc, Value } from '../../server/embedded-mongo/bson/values.ts';
import { compileQuery } from '../../server/embedded-mongo/match/compile.ts';
import { Entry } from '../../server/embedded-mongo/plan/scan.ts';
import { PAUSE, type Source, sourceOf, Turn } from '../../server/embedded-mongo/source.ts';
import { values } from './arbitrary-values.ts';

function everything<T>(source: Source<T>): T[] {
  const items: T[] = [];
  for (let item = source.next(); item !== undefined; item = source.next()) {
    if (item !== PAUSE) items.push(item);
  }
  return items;
}

function tableOf(docs: Doc[], path: string, limit?: number): ForeignTable | undefined {
  const turn = new Turn();
  turn.start(0);
  const entries = docs.map((doc) => new Entry(Buffer.of(0), encodeDocument(doc)));
  return everything(foreignTable(sourceOf(entries), path, turn, limit))[0];
}

// No field name a query would take for an operator, so that every array may stand in `$in`.
const documents = fc.array(fc.option(values, { nil: undefined, freq: 8 }), { maxLength: 12 }).map((fields) =>
  fields.map((field, i): Doc => {
    const doc: Doc = new Map<string, Value>([['_id', i]]);
    return field === undefined ? doc : doc.set('a', field);
  }),
);

describe('a join without an index', () => {
  it('finds what asking every document would find, in the same order', () => {
    fc.assert(
      fc.property(
        documents,
        fc.array(values, { maxLength: 4 }),
        fc.constantFrom('a', 'a.b', 'a.1', 'a.a.b'),
        (docs, others, path) => {
          const table = tableOf(docs, path) as ForeignTable;
          // Values that are there, alone and as elements, or others.
          const present = docs.flatMap((doc) => (doc.has('a') ? [doc.get('a') as Value] : []));
          for (const value of [undefined, null, [], present, others, ...present, ...others]) {
            const matches = compileQuery(foreignMatch(path, value), undefined);
            const expected = docs.filter((doc) => matches(doc)).map((doc) => doc.get('_id'));
            const found = everything(table.find(value)).map((doc) => doc.get('_id'));
            expect(found).toEqual(expected);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('makes no table that would take more memory than it may', () => {
    const docs = Array.from({ length: 100 }, (_, i): Doc => new Map([['a', i]]));
    expect(tableOf(docs, 'a', 10_000)).toBeUndefined();
    expect(tableOf(docs, 'a', 100_000)).toBeDefined();
  });
});
