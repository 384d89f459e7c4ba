import { commandVars } from '../aggregate/expression.ts';
import { splitPipeline } from '../aggregate/pipeline.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { docOption, planQuery, type Query, queryEntries } from '../plan/query.ts';
import { planIdsSource } from '../plan/scan.ts';
import { PAUSE } from '../source.ts';
import type { Collection } from '../store/collection.ts';
import { type Command, type CommandContext, type Reply, scanContext } from './command.ts';
import { findQuery } from './find.ts';
import { serverVersion } from './hello.ts';

/** `explain`, for reads and for the searches of writes. */
export const explainCommand: Command = { kind: 'read', options: ['verbosity'], run: explain };

function explain(context: CommandContext): Generator<void, Reply> {
  const inner = context.command.get('explain');
  if (!isDoc(inner)) return fail(14, "BSON field 'explain' is the wrong type, expected type 'object'");
  return explainCommandDoc(context, inner);
}

/** Explains a command; also what `aggregate` with its own `explain` option answers. */
export function* explainCommandDoc(context: CommandContext, inner: Doc): Generator<void, Reply> {
  const { state, db } = context;
  const [name, target] = [...inner][0] ?? ['', null];
  const namespace = `${db}.${String(target)}`;
  const { query, isCount } = queryOf(name, inner);
  const collection = state.store.get(namespace);
  const planner: Record<string, unknown> = { namespace, parsedQuery: query.filter };
  if (!collection)
    return reply(planner, { stage: 'EOF' }, { nReturned: 0, totalKeysExamined: 0, totalDocsExamined: 0 });
  const scan = scanContext(state, collection);
  const planned = planQuery(scan, query);
  const covered = isCount && planned.plan.isExact && planned.plan.kind !== 'ids';
  const source = covered ? planIdsSource(scan, planned.plan) : queryEntries(scan, query, planned);
  let nReturned = 0;
  for (let item = source.next(); item !== undefined; item = source.next()) {
    if (item === PAUSE) yield;
    else nReturned++;
  }
  const { keysExamined, docsExamined } = scan.cost;
  const isIndex = planned.plan.kind === 'index' || planned.plan.kind === 'union';
  return reply(planner, planTree(planned.plan, collection, query, planned.order !== undefined, covered), {
    nReturned,
    totalKeysExamined: isIndex ? keysExamined : 0,
    totalDocsExamined: docsExamined,
  });
}

function reply(planner: object, winningPlan: object, stats: object): Reply {
  return {
    explainVersion: '1',
    queryPlanner: { ...planner, winningPlan, rejectedPlans: [] },
    executionStats: { executionSuccess: true, ...stats, executionStages: winningPlan },
    serverInfo: { version: serverVersion },
  };
}

function queryOf(name: string, inner: Doc): { query: Query; isCount: boolean } {
  const vars = commandVars(inner.get('let'));
  switch (name) {
    case 'find':
      return { query: findQuery(inner), isCount: false };
    case 'count':
    case 'distinct':
      return {
        query: { filter: docOption(inner.get('query'), 'query') ?? new Map(), hint: inner.get('hint'), vars },
        isCount: name === 'count',
      };
    case 'aggregate': {
      const pipeline = inner.get('pipeline');
      const { query, rest } = splitPipeline(Array.isArray(pipeline) ? pipeline : [], vars, inner.get('hint'));
      return { query, isCount: rest.length === 1 && isCounting(rest[0]) };
    }
    case 'update':
    case 'delete': {
      const list = inner.get(name === 'update' ? 'updates' : 'deletes');
      const statement = Array.isArray(list) ? list[0] : undefined;
      const filter = isDoc(statement) ? docOption(statement.get('q'), 'q') : undefined;
      return { query: { filter: filter ?? new Map(), vars }, isCount: false };
    }
    case 'findAndModify':
      return {
        query: {
          filter: docOption(inner.get('query'), 'query') ?? new Map(),
          sort: docOption(inner.get('sort'), 'sort'),
          limit: 1,
          vars,
        },
        isCount: false,
      };
    default:
      return fail(59, `Explain failed due to unknown command: ${name}`);
  }
}

function isCounting(stage: Value | undefined): boolean {
  if (!isDoc(stage)) return false;
  const group = stage.get('$group');
  return stage.has('$count') || (isDoc(group) && group.size === 2 && !isDoc(group.get('_id')));
}

function planTree(
  plan: Plan,
  collection: Collection,
  query: Query,
  isOrdered: boolean,
  covered: boolean,
): object {
  let tree = accessTree(plan, query);
  if (covered)
    tree = {
      stage: 'COUNT',
      inputStage:
        plan.kind === 'scan'
          ? { stage: 'RECORD_STORE_FAST_COUNT' }
          : { stage: 'COUNT_SCAN', ...innerIndex(plan) },
    };
  else if (plan.kind === 'index')
    tree = { stage: 'FETCH', ...(plan.isExact ? {} : { filter: query.filter }), inputStage: tree };
  if (isOrdered && !plan.isSorted) tree = { stage: 'SORT', sortPattern: query.sort, inputStage: tree };
  if ((query.limit ?? 0) > 0) tree = { stage: 'LIMIT', limitAmount: query.limit, inputStage: tree };
  return { ...tree, collection: collection.namespace };
}

function innerIndex(plan: Plan): object {
  return plan.kind === 'index' ? { indexName: plan.index.spec.name, keyPattern: plan.index.spec.key } : {};
}

function accessTree(plan: Plan, query: Query): object {
  switch (plan.kind) {
    case 'ids':
      return { stage: 'IDHACK', indexName: '_id_', keys: plan.ids.length };
    case 'index':
      return {
        stage: 'IXSCAN',
        ...innerIndex(plan),
        isMultiKey: plan.index.isMultikey,
        isUnique: plan.index.spec.unique,
        isSparse: plan.index.spec.sparse,
        isPartial: plan.index.partial !== undefined,
        direction: plan.isReversed ? 'backward' : 'forward',
        ranges: plan.ranges.length,
      };
    case 'scan':
      // Reading by the order or a range of ids is reading the index on _id.
      if (plan.range || (query.sort?.has('_id') && plan.isSorted)) {
        return { stage: 'IXSCAN', indexName: '_id_', direction: plan.isReversed ? 'backward' : 'forward' };
      }
      return { stage: 'COLLSCAN', direction: plan.isReversed ? 'backward' : 'forward' };
    default:
      return { stage: 'OR', inputStages: plan.plans.map((inner) => accessTree(inner, query)) };
  }
}
