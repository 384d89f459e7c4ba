import type { Plan } from '../plan/plan.ts';
import type { PlannedQuery, Query } from '../plan/query.ts';

/** What the stages of a plan did, as far as it was run. */
export interface StageCounts {
  nReturned: number;
  totalKeysExamined: number;
  totalDocsExamined: number;
}

/** One stage of a plan as `explain` shows it. */
type Stage = Record<string, unknown>;

/**
 * The stages of a planned search, named as MongoDB names them, the last one outermost. With counts every stage
 * says how much it read.
 */
export function planTree(
  planned: PlannedQuery,
  query: Query,
  isCovered: boolean,
  counts: StageCounts | undefined,
): Stage {
  const { plan, order } = planned;
  let tree = isCovered ? countTree(plan) : documentTree(plan, query, counts);
  if (order && !plan.isSorted) {
    tree = { stage: 'SORT', sortPattern: query.sort, memLimit: 104_857_600, inputStage: tree };
  }
  if ((query.skip ?? 0) > 0) tree = { stage: 'SKIP', skipAmount: query.skip, inputStage: tree };
  if ((query.limit ?? 0) > 0) tree = { stage: 'LIMIT', limitAmount: query.limit, inputStage: tree };
  return counts ? { ...tree, nReturned: counts.nReturned } : tree;
}

function countTree(plan: Plan): Stage {
  const inputStage =
    plan.kind === 'scan' ? { stage: 'RECORD_STORE_FAST_COUNT' } : { stage: 'COUNT_SCAN', ...indexOf(plan) };
  return { stage: 'COUNT', inputStage };
}

function documentTree(plan: Plan, query: Query, counts: StageCounts | undefined): Stage {
  const keys = counts ? { keysExamined: counts.totalKeysExamined } : {};
  const docs = counts ? { docsExamined: counts.totalDocsExamined } : {};
  const filter = plan.isExact ? {} : { filter: query.filter };
  if (plan.kind === 'ids' || (plan.kind === 'scan' && !readsIds(plan, query))) {
    return { ...accessTree(plan, query), ...filter, ...docs };
  }
  return { stage: 'FETCH', ...filter, ...docs, inputStage: { ...accessTree(plan, query), ...keys } };
}

function accessTree(plan: Plan, query: Query): Stage {
  switch (plan.kind) {
    case 'ids':
      return { stage: 'IDHACK', indexName: '_id_', keys: plan.ids.length };
    case 'index': {
      const scan = {
        stage: 'IXSCAN',
        ...indexOf(plan),
        isMultiKey: plan.index.isMultikey,
        isUnique: plan.index.spec.unique,
        isSparse: plan.index.spec.sparse,
        isPartial: plan.index.partial !== undefined,
        indexVersion: 2,
        direction: plan.isReversed ? 'backward' : 'forward',
        ranges: plan.ranges.length,
      };
      if (!plan.streams) return scan;
      return { stage: 'SORT_MERGE', sortPattern: query.sort, inputStages: [scan] };
    }
    case 'scan': {
      const direction = plan.isReversed ? 'backward' : 'forward';
      if (!readsIds(plan, query)) return { stage: 'COLLSCAN', direction };
      return { stage: 'IXSCAN', indexName: '_id_', keyPattern: { _id: 1 }, isUnique: true, direction };
    }
    default: {
      const inputStages = plan.plans.map((inner) => accessTree(inner, query));
      if (!plan.order) return { stage: 'OR', inputStages };
      return { stage: 'SORT_MERGE', sortPattern: query.sort, inputStages };
    }
  }
}

/** Documents lie in the order of their ids: reading by that order or a range of it is reading the index on `_id`. */
function readsIds(plan: Plan & { kind: 'scan' }, query: Query): boolean {
  return plan.range !== undefined || (query.sort?.has('_id') === true && plan.isSorted);
}

function indexOf(plan: Plan): Stage {
  return plan.kind === 'index' ? { indexName: plan.index.spec.name, keyPattern: plan.index.spec.key } : {};
}
