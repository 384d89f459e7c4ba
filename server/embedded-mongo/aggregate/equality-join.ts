import { BSONRegExp } from 'bson';
import type { Doc, Maybe, Value } from '../bson/values.ts';
import { choosePlan } from '../plan/choose.ts';
import { withExpressionEqualities } from '../plan/expression-conditions.ts';
import type { Plan } from '../plan/plan.ts';
import { planQuery, type Query, queryEntries } from '../plan/query.ts';
import { planEntries, type ScanContext } from '../plan/scan.ts';
import { mapSource, PAUSE, type Source, sourceOf } from '../source.ts';
import { type ForeignTable, foreignTable } from './foreign-table.ts';
import { type PipelineContext, splitPipeline } from './pipeline.ts';
import { compileSort } from './sort-order.ts';
import type { Vars } from './vars.ts';

/**
 * Finds, for one value after another, the documents of a collection whose field equals it. An index is used
 * where there is one. Where there is none, the first value is looked for by reading everything; at the second
 * the collection is read into a table once, unless that takes too much memory, and later values are only
 * looked up.
 */
export function equalityJoin(
  context: PipelineContext,
  from: string,
  foreign: string,
): (value: Maybe) => Source<Doc> {
  let scans = 0;
  let building: Source<ForeignTable> | undefined;
  let table: ForeignTable | undefined;
  let isTooLarge = false;

  return (value) => {
    if (table) return table.find(value);
    const collection = context.store.get(`${context.db}.${from}`);
    if (!collection) return sourceOf([]);
    const scan: ScanContext = { ...context, collection };
    const query: Query = { filter: foreignMatch(foreign, value), vars: context.vars };
    const planned = planQuery(scan, query);
    const searching = () => mapSource(queryEntries(scan, query, planned), (entry) => entry.doc);
    if (isTooLarge || !readsEverything(planned.plan) || scans++ === 0) return searching();

    building ??= foreignTable(planEntries(scan, planned.plan), foreign, context.turn);
    let found: Source<Doc> | undefined;
    return {
      next() {
        if (!found) {
          const built = building?.next();
          if (built === PAUSE) return PAUSE;
          building = undefined;
          table = built;
          isTooLarge = !built;
          found = built ? built.find(value) : searching();
        }
        return found.next();
      },
    };
  };
}

/**
 * Whether the search in front of a pipeline would be answered otherwise than by reading the whole collection, be it for
 * a value that an expression demands: for a range it demands too much would be read again and again.
 */
export function usesIndex(context: PipelineContext, from: string, pipeline: Value[], vars: Vars): boolean {
  const collection = context.store.get(`${context.db}.${from}`);
  if (!collection) return true;
  const { filter, sort, hint } = splitPipeline(pipeline, vars).query;
  const order = sort && compileSort(sort);
  return !readsEverything(choosePlan(collection, withExpressionEqualities(filter, vars), order, hint));
}

function readsEverything(plan: Plan): boolean {
  return plan.kind === 'scan' && !plan.range;
}

/** The query for the foreign field: equality, where an array means any of its elements. */
export function foreignMatch(foreign: string, value: Maybe): Doc {
  if (Array.isArray(value)) {
    return value.some((item) => item instanceof BSONRegExp)
      ? new Map<string, Value>([
          ['$or', value.map((item): Doc => new Map([[foreign, new Map([['$eq', item]])]]))],
        ])
      : new Map([[foreign, new Map([['$in', value]])]]);
  }
  return new Map([[foreign, new Map([['$eq', value ?? null]])]]);
}
