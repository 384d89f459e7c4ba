import { fieldsRead, pathsOfQuery } from '../aggregate/fields-read.ts';
import { compileSort, type SortOrder } from '../aggregate/sort-order.ts';
import type { Vars } from '../aggregate/vars.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery, type Matcher } from '../match/compile.ts';
import { limitSource, mapSource, PAUSE, type Source } from '../source.ts';
import { isCondemned, type Table } from '../store/table.ts';
import { choosePlan } from './choose.ts';
import { type Coverage, coverageOf } from './covered.ts';
import { readsOnePoint } from './each-once.ts';
import { withExpressionConditions } from './expression-conditions.ts';
import type { KeyRange, Plan } from './plan.ts';
import { type Entry, planEntries, planIdsSource, type ScanContext } from './scan.ts';
import { sortSource } from './sort.ts';

/** A search for documents in one collection. */
export interface Query {
  filter: Doc;
  sort?: Doc | undefined;
  skip?: number;
  limit?: number;
  hint?: Value | undefined;
  vars: Vars;
  /** The paths looked at in the documents found; all of them where it is not said. */
  reads?: ReadonlySet<string> | undefined;
}

/** A search that has been planned. */
export interface PlannedQuery {
  plan: Plan;
  matcher: Matcher;
  order: SortOrder | undefined;
  /** Set when the entries of an index tell all that is looked at. */
  coverage: Coverage | undefined;
}

/** Compiles and plans a search. */
export function planQuery(context: Pick<ScanContext, 'collection'>, query: Query): PlannedQuery {
  const matcher = compileQuery(query.filter, query.vars);
  const order = query.sort && query.sort.size > 0 ? compileSort(query.sort) : undefined;
  const filter = withExpressionConditions(query.filter, query.vars);
  const plan = choosePlan(context.collection, filter, order, query.hint);
  return { plan, matcher, order, coverage: coverageFor(plan, query) };
}

function coverageFor(plan: Plan, { filter, sort, reads }: Query): Coverage | undefined {
  if (!reads) return undefined;
  const needed = pathsOfQuery({
    filter: plan.isExact ? new Map() : filter,
    sort: plan.isSorted ? undefined : sort,
  });
  return needed && coverageOf(plan, new Set([...reads, ...needed]));
}

/** The documents of a planned search, in the order asked for. */
export function queryEntries(context: ScanContext, query: Query, planned: PlannedQuery): Source<Entry> {
  const { skip = 0, limit = 0 } = query;
  const { plan, matcher, order, coverage } = planned;
  const found = planEntries(context, plan, coverage);
  const matching = plan.isExact
    ? found
    : mapSource(found, (entry) => (matcher(entry.doc) ? entry : undefined));
  const sorted =
    order && !plan.isSorted
      ? sortSource(matching, sortKeys(order), limit > 0 ? skip + limit : 0, context.turn)
      : matching;
  return skip > 0 || limit > 0 ? limitSource(sorted, skip, limit) : sorted;
}

/** The key of an entry in an order, which is made of no more fields than it has. */
function sortKeys(order: SortOrder): (entry: Entry) => Buffer {
  const fields = new Set(order.fields.map(({ parts }) => parts[0] as string));
  return (entry) => order.keyOf(entry.part(fields));
}

/** What is looked at in documents that are only found. */
export const nothing: ReadonlySet<string> = new Set();

const counting: Value[] = [new Map([['$count', 'n']])];

/** How many documents a search finds; the documents are not read when the index alone can tell. */
export function* countMatching(context: ScanContext, query: Query): Generator<void, number> {
  const { skip = 0, limit = 0 } = query;
  const planned = planQuery(context, { ...query, sort: undefined, reads: nothing });
  const { plan } = planned;
  let count = 0;
  const most = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY;
  if (plan.kind === 'scan' && plan.isExact && !plan.range) {
    count = Math.min(context.collection.count(), most);
  } else if (
    plan.kind === 'index' &&
    plan.isExact &&
    (!plan.index.isMultikey || readsOnePoint(plan)) &&
    limit === 0
  ) {
    plan.index.uses++;
    for (const range of plan.ranges) count += yield* countKeys(context, plan.index.table, range);
    context.cost.keysExamined += count;
  } else {
    const source: Source<unknown> =
      plan.isExact && plan.kind !== 'ids'
        ? planIdsSource(context, plan)
        : queryEntries(
            { ...context, wanted: fieldsRead(query, counting) },
            { ...query, sort: undefined, skip: 0, limit: 0 },
            planned,
          );
    while (count < most) {
      const item = source.next();
      if (item === undefined) break;
      if (item === PAUSE) yield;
      else count++;
    }
  }
  return Math.max(0, count - skip);
}

/** So many keys are counted at once: less than ten milliseconds, for they are counted inside LMDB. */
const keysAtOnce = 65_536;

/** How many keys a range has; those others add and remove meanwhile may be among them. */
function* countKeys(
  { turn }: Pick<ScanContext, 'turn'>,
  table: Table,
  range: KeyRange,
): Generator<void, number> {
  let count = 0;
  let { start } = range;
  for (;;) {
    if (isCondemned(table)) fail(175, 'The index was dropped while its entries were counted');
    const ahead = { start, end: range.end, offset: keysAtOnce, limit: 1 };
    const [next] = table.getKeys(ahead);
    if (!next) {
      count += table.getKeysCount({ start, end: range.end });
      if (turn.isOver()) yield;
      return count;
    }
    count += keysAtOnce;
    start = next;
    if (turn.hasEnded()) yield;
  }
}

/** The part of a command that describes a search, checked. */
export function docOption(value: Value | undefined, name: string): Doc | undefined {
  if (value === undefined || value === null) return undefined;
  return isDoc(value) ? value : fail(14, `BSON field '${name}' is the wrong type, expected type 'object'`);
}
