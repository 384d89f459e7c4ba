import type { Value } from '../bson/values.ts';
import type { Interval } from '../plan/intervals.ts';
import type { IdPlan, IndexPlan, Plan, ScanPlan, UnionPlan } from '../plan/plan.ts';
import type { PlannedQuery, Query } from '../plan/query.ts';
import { indexBounds } from './index-bounds.ts';

/** What a plan did when it was run. */
export interface PlanCounts {
  keysExamined: number;
  docsExamined: number;
  /** How many documents satisfied the query, before any was skipped. */
  matched: number;
  nReturned: number;
}

/** One stage of a plan as `explain` shows it. */
export type PlanStage = Record<string, unknown>;

/** A search to be shown, with what is done about its documents besides. */
export interface ShownPlan {
  planned: PlannedQuery;
  query: Query;
  projection: Value | undefined;
  /** Whether of each value of a field only the first entry is read. */
  isSkipping?: boolean;
}

/**
 * The stages of a planned search, named as MongoDB names them, the last one outermost. With counts every stage says how
 * much it read and gave.
 */
export function planTree(shown: ShownPlan, counts: PlanCounts | undefined): PlanStage {
  const { planned, query } = shown;
  const { plan, order } = planned;
  const { skip = 0, limit = 0 } = query;
  const given = counts && { nReturned: counts.nReturned };
  const afterSort = counts && {
    nReturned: order && !plan.isSorted ? Math.min(counts.matched, skip + counts.nReturned) : counts.matched,
  };
  let tree = documentTree(shown, counts);
  if (order && !plan.isSorted) {
    const limited = limit > 0 ? { limitAmount: skip + limit } : {};
    tree = {
      stage: 'SORT',
      ...afterSort,
      sortPattern: query.sort,
      memLimit: 104_857_600,
      ...limited,
      inputStage: tree,
    };
  }
  tree = projected(shown, tree, afterSort);
  if (skip > 0) tree = { stage: 'SKIP', ...given, skipAmount: skip, inputStage: tree };
  if (limit > 0) tree = { stage: 'LIMIT', ...given, limitAmount: limit, inputStage: tree };
  return tree;
}

/** The stages of a count that the entries of an index answer, or the size of the collection. */
export function countTree(plan: Plan, query: Query, counts: PlanCounts | undefined): PlanStage {
  const keys = counts && { nReturned: counts.keysExamined, keysExamined: counts.keysExamined };
  return counted(
    plan.kind === 'index'
      ? { stage: 'COUNT_SCAN', ...keys, ...indexOf(plan) }
      : { stage: 'RECORD_STORE_FAST_COUNT' },
    query,
    counts,
  );
}

/** A count of what the stages behind it give. */
export function counted(inputStage: PlanStage, query: Query, counts: PlanCounts | undefined): PlanStage {
  const { skip = 0 } = query;
  const done = counts && {
    nReturned: 0,
    nCounted: counts.nReturned,
    nSkipped: Math.min(skip, counts.matched),
  };
  return { stage: 'COUNT', ...done, inputStage };
}

function projected(
  { planned, projection }: ShownPlan,
  tree: PlanStage,
  given: object | undefined,
): PlanStage {
  if (projection === undefined) return tree;
  // Only a projection of whole fields can be covered.
  const stage = planned.coverage ? 'PROJECTION_COVERED' : 'PROJECTION_DEFAULT';
  return { stage, ...given, transformBy: projection, inputStage: tree };
}

function documentTree({ planned, query, isSkipping }: ShownPlan, counts: PlanCounts | undefined): PlanStage {
  const { plan, coverage } = planned;
  const filter = plan.isExact ? {} : { filter: query.filter };
  const docs = counts && { docsExamined: counts.docsExamined };
  const given = counts && { nReturned: counts.matched };
  if (plan.kind === 'ids' && plan.ids.length === 1)
    return {
      stage: 'IDHACK',
      ...given,
      ...filter,
      indexName: '_id_',
      keysExamined: counts?.docsExamined,
      ...docs,
    };
  if (plan.kind === 'scan' && !readsIds(plan, query)) {
    const direction = plan.isReversed ? 'backward' : 'forward';
    return { stage: 'COLLSCAN', ...given, ...filter, direction, ...docs };
  }
  const access = accessTree(plan, query, counts);
  if (isSkipping) return { ...access, stage: 'DISTINCT_SCAN' };
  if (coverage) return { ...access, ...filter };
  return { stage: 'FETCH', ...given, ...filter, ...docs, inputStage: access };
}

function accessTree(plan: Plan, query: Query, counts: PlanCounts | undefined): PlanStage {
  const keys = counts && { nReturned: counts.keysExamined, keysExamined: counts.keysExamined };
  switch (plan.kind) {
    case 'index': {
      const scan = { stage: 'IXSCAN', ...keys, ...indexOf(plan) };
      return plan.streams ? { stage: 'SORT_MERGE', sortPattern: query.sort, inputStages: [scan] } : scan;
    }
    case 'union':
      return unionTree(plan, query);
    default:
      return { stage: 'IXSCAN', ...keys, ...idIndexOf(plan) };
  }
}

/** Each alternative is shown as it is planned; what they read is counted together. */
function unionTree(plan: UnionPlan, query: Query): PlanStage {
  const inputStages = plan.plans.map((inner) => accessTree(inner, query, undefined));
  if (!plan.order) return { stage: 'OR', inputStages };
  return { stage: 'SORT_MERGE', sortPattern: query.sort, inputStages };
}

/** Documents lie in the order of their ids: reading by that order or a range of it is reading the index on `_id`. */
function readsIds(plan: Plan & { kind: 'scan' }, query: Query): boolean {
  return plan.range !== undefined || (query.sort?.has('_id') === true && plan.isSorted);
}

function indexOf({ index, bounds, isReversed }: IndexPlan): PlanStage {
  const { name, key, unique, sparse } = index.spec;
  return {
    keyPattern: key,
    indexName: name,
    isMultiKey: index.isMultikey,
    ...(index.isMultikey ? {} : { multiKeyPaths: new Map(index.fields.map((field) => [field, []])) }),
    isUnique: unique,
    isSparse: sparse,
    isPartial: index.partial !== undefined,
    indexVersion: 2,
    direction: isReversed ? 'backward' : 'forward',
    indexBounds: indexBounds(
      { fields: index.fields, directions: index.shape.directions },
      bounds,
      isReversed,
    ),
  };
}

function idIndexOf(plan: IdPlan | ScanPlan): PlanStage {
  const isReversed = plan.kind === 'scan' && plan.isReversed;
  const bounds: Interval[][] = plan.bounds ? [plan.bounds] : [];
  return {
    keyPattern: { _id: 1 },
    indexName: '_id_',
    isMultiKey: false,
    multiKeyPaths: { _id: [] },
    isUnique: true,
    isSparse: false,
    isPartial: false,
    indexVersion: 2,
    direction: isReversed ? 'backward' : 'forward',
    indexBounds: indexBounds({ fields: ['_id'], directions: [1] }, bounds, isReversed),
  };
}
