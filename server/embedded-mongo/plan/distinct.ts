import { afterPrefix, encodeKey } from '../bson/key-encoding.ts';
import { KeyReader } from '../bson/key-reading.ts';
import { valuesAt } from '../bson/paths.ts';
import type { Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { PAUSE } from '../source.ts';
import { largestDocument } from '../store/collection.ts';
import { type Coverage, coveredDocument } from './covered.ts';
import type { IndexPlan } from './plan.ts';
import { type PlannedQuery, planQuery, type Query, queryEntries } from './query.ts';
import { idBehind, RangeReader, readEntry, type ScanContext } from './scan.ts';

/** A search for the values of one field, planned. */
export type DistinctPlan =
  | { kind: 'entries'; planned: PlannedQuery }
  /** Of each value only the first entry of an index is read. */
  | { kind: 'skipping'; planned: PlannedQuery; plan: IndexPlan; coverage: Coverage };

/** Plans how to find the values of a field: from one value to the next in an index where one allows it. */
export function planDistinct(
  context: Pick<ScanContext, 'collection'>,
  query: Query,
  path: string,
): DistinctPlan {
  const reads = new Set([path]);
  const ordered = planQuery(context, { ...query, sort: new Map([[path, 1]]), reads });
  const { plan, coverage } = ordered;
  if (plan.kind === 'index' && plan.isExact && coverage && coverage.id !== 'entry') {
    return { kind: 'skipping', planned: ordered, plan, coverage };
  }
  return { kind: 'entries', planned: planQuery(context, { ...query, reads }) };
}

/** The different values of a field in the documents of a search, in their order; an array counts by its elements. */
export function* distinctValues(
  context: ScanContext,
  query: Query,
  path: string,
  distinct: DistinctPlan,
): Generator<void, Value[]> {
  const found = new Found(path);
  if (distinct.kind === 'skipping') yield* skipThrough(context, distinct, found);
  else {
    const source = queryEntries(context, query, distinct.planned);
    for (let entry = source.next(); entry !== undefined; entry = source.next()) {
      if (entry === PAUSE) yield;
      else found.add(valuesAt(entry.doc, found.parts));
    }
  }
  return found.sorted();
}

class Found {
  readonly parts: readonly string[];
  private readonly values = new Map<string, Value>();
  private size = 0;

  constructor(path: string) {
    this.parts = path.split('.');
  }

  add(values: readonly Value[]): void {
    for (const value of values) {
      const text = encodeKey(value).toString('latin1');
      if (this.values.has(text)) continue;
      this.values.set(text, value);
      this.size += text.length;
      if (this.size > largestDocument) fail(17217, 'distinct too big, 16mb cap');
    }
  }

  sorted(): Value[] {
    return [...this.values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  }
}

/** Reads the first entry of each value, and further ones only while their documents turn out not to have the field. */
function* skipThrough(
  context: ScanContext,
  { plan: { index, ranges }, coverage }: DistinctPlan & { kind: 'skipping' },
  found: Found,
): Generator<void> {
  index.uses++;
  for (const { start, end } of ranges) {
    for (let from: Buffer | undefined = start; from && Buffer.compare(from, end) < 0; ) {
      const reader: RangeReader = new RangeReader(context, index.table, { start: from, end }, false, 1);
      from = undefined;
      for (let key = reader.next(); key !== undefined; key = reader.next()) {
        if (key === PAUSE) {
          yield;
          continue;
        }
        from ??= afterPrefix(key.subarray(0, endOfFields(coverage, key)));
        if (Buffer.compare(key, from) >= 0) break;
        const id = idBehind(index, key);
        const told = id && coveredDocument(coverage, key, id);
        const doc = told ?? (id && readEntry(context, id)?.doc);
        const values = doc ? valuesAt(doc, found.parts) : [];
        found.add(values);
        if (told || values.length > 0) break;
      }
      if (context.turn.isOver()) yield;
    }
  }
}

/** Where in an entry the last field ends that is looked at. */
function endOfFields({ index, parts }: Coverage, entry: Buffer): number {
  const reader = new KeyReader(entry);
  for (let i = 0; i < parts.length; i++) reader.next(index.shape.directions[i] === -1);
  return reader.end;
}
