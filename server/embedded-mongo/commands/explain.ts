import { hostname } from 'node:os';
import { commandVars } from '../aggregate/expression.ts';
import { splitPipeline } from '../aggregate/pipeline.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { docOption, planQuery, type Query, queryEntries } from '../plan/query.ts';
import { planIdsSource } from '../plan/scan.ts';
import { PAUSE } from '../source.ts';
import { type Command, type CommandContext, type Reply, scanContext } from './command.ts';
import { findQuery } from './find.ts';
import { serverVersion } from './hello.ts';
import { planTree, type StageCounts } from './plan-tree.ts';

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
  const runs = runsPlan(context.command.get('verbosity'));
  const [name, target] = [...inner][0] ?? ['', null];
  const namespace = `${db}.${String(target)}`;
  const { query, isCount } = queryOf(name, inner);
  const planner = { namespace, parsedQuery: query.filter, indexFilterSet: false };
  const collection = state.store.get(namespace);
  if (!collection) {
    const counts = { nReturned: 0, totalKeysExamined: 0, totalDocsExamined: 0 };
    return reply(inner, planner, { stage: 'EOF' }, runs ? { ...counts, executionTimeMillis: 0 } : undefined);
  }
  const startedAt = performance.now();
  const scan = scanContext(state, collection, { keysExamined: 0, docsExamined: 0 });
  const planned = planQuery(scan, query);
  const covered = isCount && planned.plan.isExact && planned.plan.kind !== 'ids';
  if (!runs) return reply(inner, planner, planTree(planned, query, covered, undefined), undefined);
  const source = covered ? planIdsSource(scan, planned.plan) : queryEntries(scan, query, planned);
  let nReturned = 0;
  for (let item = source.next(); item !== undefined; item = source.next()) {
    if (item === PAUSE) yield;
    else nReturned++;
  }
  const { keysExamined, docsExamined } = scan.cost;
  const isIndex = planned.plan.kind === 'index' || planned.plan.kind === 'union';
  const counts: StageCounts = {
    nReturned,
    totalKeysExamined: isIndex ? keysExamined : 0,
    totalDocsExamined: docsExamined,
  };
  const executionTimeMillis = Math.round(performance.now() - startedAt);
  const tree = planTree(planned, query, covered, counts);
  return reply(inner, planner, tree, { ...counts, executionTimeMillis });
}

function runsPlan(verbosity: Value | undefined): boolean {
  if (verbosity === undefined || verbosity === 'allPlansExecution' || verbosity === 'executionStats') {
    return true;
  }
  if (verbosity === 'queryPlanner') return false;
  return fail(9, "verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}");
}

function reply(command: Doc, planner: object, plan: object, stats: object | undefined): Reply {
  return {
    explainVersion: '1',
    queryPlanner: { ...planner, winningPlan: plan, rejectedPlans: [] },
    ...(stats ? { executionStats: { executionSuccess: true, ...stats, executionStages: plan } } : {}),
    command,
    serverInfo: { host: hostname(), port: 0, version: serverVersion, gitVersion: 'embedded' },
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
