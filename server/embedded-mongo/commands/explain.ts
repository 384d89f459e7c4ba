import { hostname } from 'node:os';
import { pathsKept, pathsOfStages } from '../aggregate/fields-read.ts';
import { pipelineContext } from '../aggregate/pipeline.ts';
import { compileStage } from '../aggregate/stages.ts';
import type { Doc, Value } from '../bson/values.ts';
import { isDoc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { distinctValues, planDistinct } from '../plan/distinct.ts';
import { type PlannedQuery, planQuery, queryEntries } from '../plan/query.ts';
import { type Entry, planIdsSource, type ScanContext } from '../plan/scan.ts';
import { mapSource, PAUSE, type Source } from '../source.ts';
import { type Command, type CommandContext, type Reply, scanContext } from './command.ts';
import { type Explained, explainedOf } from './explained.ts';
import { serverVersion } from './hello.ts';
import { counted, countTree, type PlanCounts, type PlanStage, planTree } from './plan-tree.ts';

/** `explain`, for reads and for the searches of writes. */
export const explainCommand: Command = { kind: 'read', options: ['verbosity'], run: explain };

function explain(context: CommandContext): Generator<void, Reply> {
  const inner = context.command.get('explain');
  if (!isDoc(inner)) return fail(14, "BSON field 'explain' is the wrong type, expected type 'object'");
  return explainCommandDoc(context, inner);
}

/** What a command would do, or with its run what it did. */
interface Explanation {
  tree(counts: PlanCounts | undefined): PlanStage;
  run(): Generator<void, PlanCounts>;
  /** The stages of a pipeline that no plan answers, each with how many documents it gave. */
  stages?: { stage: Value; given: number }[];
}

/** Explains a command; also what `aggregate` with its own `explain` option answers. Nothing is changed by it. */
export function* explainCommandDoc(context: CommandContext, inner: Doc): Generator<void, Reply> {
  const { state, db } = context;
  const runs = runsPlan(context.command.get('verbosity'));
  const [name, target] = [...inner][0] ?? ['', null];
  const namespace = `${db}.${String(target)}`;
  const explained = explainedOf(name, inner);
  const planner = { namespace, parsedQuery: explained.query.filter, indexFilterSet: false };
  const collection = state.store.get(namespace);
  const startedAt = performance.now();
  const cost = { keysExamined: 0, docsExamined: 0 };
  const explanation = collection && explanationOf(context, scanContext(state, collection, cost), explained);
  const tree = (counts: PlanCounts | undefined): PlanStage => explanation?.tree(counts) ?? { stage: 'EOF' };
  const counts = runs ? (explanation ? yield* explanation.run() : nothingRead) : undefined;
  const executionTimeMillis = Math.round(performance.now() - startedAt);
  const plan = { ...planner, winningPlan: tree(undefined), rejectedPlans: [] };
  const cursor = {
    queryPlanner: plan,
    ...(counts ? { executionStats: statsOf(counts, executionTimeMillis, tree(counts)) } : {}),
  };
  const stages = explanation?.stages;
  const last = counts && {
    nReturned: counts.matched,
    executionTimeMillisEstimate: BigInt(executionTimeMillis),
  };
  return {
    explainVersion: '1',
    ...(stages
      ? {
          stages: [
            { $cursor: cursor, ...last },
            ...stages.map(
              ({ stage, given }) =>
                new Map([...(stage as Doc), ...(counts ? ([['nReturned', BigInt(given)]] as const) : [])]),
            ),
          ],
        }
      : cursor),
    command: inner,
    serverInfo: { host: hostname(), port: 0, version: serverVersion, gitVersion: 'embedded' },
  };
}

function runsPlan(verbosity: Value | undefined): boolean {
  if (verbosity === undefined || verbosity === 'allPlansExecution' || verbosity === 'executionStats') {
    return true;
  }
  if (verbosity === 'queryPlanner') return false;
  return fail(9, "verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}");
}

function statsOf(counts: PlanCounts, executionTimeMillis: number, tree: PlanStage): object {
  return {
    executionSuccess: true,
    nReturned: counts.nReturned,
    executionTimeMillis,
    totalKeysExamined: counts.keysExamined,
    totalDocsExamined: counts.docsExamined,
    executionStages: tree,
  };
}

/** What searching a collection that does not exist costs. */
const nothingRead: PlanCounts = { keysExamined: 0, docsExamined: 0, matched: 0, nReturned: 0 };

function explanationOf(context: CommandContext, scan: ScanContext, explained: Explained): Explanation {
  switch (explained.kind) {
    case 'count':
      return countExplanation(scan, explained);
    case 'distinct':
      return distinctExplanation(scan, explained, explained.key);
    case 'aggregate':
      return pipelineExplanation(context, scan, explained, explained.stages);
    case 'update':
    case 'delete':
      return writeExplanation(scan, explained);
    default:
      return searchExplanation(scan, explained, explained.projection);
  }
}

function searchExplanation(
  scan: ScanContext,
  { query }: Explained,
  projection: Doc | undefined,
): Explanation {
  const planned = planQuery(scan, { ...query, reads: projection && pathsKept(projection) });
  return {
    tree: (counts) => planTree({ planned, query, projection }, counts),
    run: () => runCounting(scan, planned, (watched) => queryEntries(scan, query, watched)),
  };
}

function countExplanation(scan: ScanContext, { query }: Explained): Explanation {
  const planned = planQuery(scan, { ...query, sort: undefined, reads: new Set() });
  const { plan } = planned;
  const { skip = 0, limit = 0 } = query;
  if (!plan.isExact || plan.kind === 'ids') {
    const shown = { planned, query: { ...query, skip: 0, limit: 0 }, projection: undefined };
    return {
      tree: (counts) => counted(planTree(shown, counts), query, counts),
      run: () => runCounting(scan, planned, (watched) => queryEntries(scan, query, watched)),
    };
  }
  return {
    tree: (counts) => countTree(plan, query, counts),
    *run() {
      let found = 0;
      if (plan.kind === 'scan' && !plan.range) found = scan.collection.count();
      else found = yield* exhaust(planIdsSource(scan, plan));
      const nReturned = Math.max(0, (limit > 0 ? Math.min(found, skip + limit) : found) - skip);
      return { keysExamined: scan.cost.keysExamined, docsExamined: 0, matched: found, nReturned };
    },
  };
}

function distinctExplanation(scan: ScanContext, { query }: Explained, key: string): Explanation {
  const distinct = planDistinct(scan, query, key);
  const { planned } = distinct;
  const isSkipping = distinct.kind === 'skipping';
  const projection: Doc = new Map([
    [key, 1],
    ['_id', 0],
  ]);
  const shown = { planned, query, projection: planned.coverage ? projection : undefined, isSkipping };
  return {
    tree: (counts) => planTree(shown, counts),
    *run() {
      const values = yield* distinctValues(scan, query, key, distinct);
      return countsOf(scan, planned, values.length, values.length);
    },
  };
}

function writeExplanation(
  scan: ScanContext,
  explained: Explained & { kind: 'update' | 'delete' },
): Explanation {
  const { query } = explained;
  const planned = planQuery(scan, query);
  let modified = 0;
  return {
    tree(counts) {
      const inputStage = planTree({ planned, query: { ...query, limit: 0 }, projection: undefined }, counts);
      if (explained.kind === 'delete') {
        const would = counts && { nReturned: 0, nWouldDelete: counts.nReturned };
        return { stage: 'DELETE', ...would, inputStage };
      }
      const isUpserted = explained.isUpsert && counts?.nReturned === 0;
      const would = counts && {
        nReturned: 0,
        nMatched: counts.nReturned,
        nWouldModify: modified,
        nWouldUpsert: isUpserted ? 1 : 0,
      };
      return { stage: 'UPDATE', ...would, inputStage };
    },
    run: () =>
      runCounting(scan, planned, (watched) =>
        mapSource(queryEntries(scan, query, watched), (entry) => {
          if (explained.kind === 'update' && explained.changes(entry, planned.matcher)) modified++;
          return entry;
        }),
      ),
  };
}

function pipelineExplanation(
  { state, db }: CommandContext,
  scan: ScanContext,
  explained: Explained,
  rest: Value[],
): Explanation {
  const { query } = explained;
  const planned = planQuery(scan, { ...query, reads: pathsOfStages(rest) });
  const [first] = rest;
  const only = rest.length === 1 && isDoc(first) ? first.get('$project') : undefined;
  const projection = isDoc(only) ? only : undefined;
  const stages = rest.map((stage) => ({ stage, given: 0 }));
  const base = { store: state.store, turn: state.turn, db, vars: query.vars, cost: scan.cost };
  const compiled = rest.map((stage) => compileStage(stage, pipelineContext(base)));
  return {
    tree: (counts) => planTree({ planned, query, projection }, counts),
    run: () =>
      runCounting(scan, planned, (watched) => {
        let flow: Source<Doc> = mapSource(queryEntries(scan, query, watched), (entry) => entry.doc);
        compiled.forEach((stage, i) => {
          flow = mapSource(stage(flow), (doc) => {
            (stages[i] as { given: number }).given++;
            return doc;
          });
        });
        return flow;
      }),
    ...(rest.length === 0 || projection ? {} : { stages }),
  };
}

/** Runs a search to its end and tells what it read and gave. */
function* runCounting(
  scan: ScanContext,
  planned: PlannedQuery,
  start: (watched: PlannedQuery) => Source<Entry | Doc>,
): Generator<void, PlanCounts> {
  let matched = 0;
  const { plan, matcher } = planned;
  const watched: PlannedQuery = {
    ...planned,
    matcher: (doc, details) => {
      const matches = matcher(doc, details);
      if (matches) matched++;
      return matches;
    },
  };
  const nReturned = yield* exhaust(start(watched));
  const { keysExamined, docsExamined } = scan.cost;
  const found = planned.coverage ? keysExamined : docsExamined;
  return countsOf(scan, planned, plan.isExact ? found : matched, nReturned);
}

/** A scan of the collection counts what it reads as documents alone. */
function countsOf(
  { cost: { keysExamined, docsExamined } }: ScanContext,
  { plan }: PlannedQuery,
  matched: number,
  nReturned: number,
): PlanCounts {
  if (plan.kind === 'ids') return { keysExamined: docsExamined, docsExamined, matched, nReturned };
  const isCollectionScan = plan.kind === 'scan' && !plan.range;
  return { keysExamined: isCollectionScan ? 0 : keysExamined, docsExamined, matched, nReturned };
}

function* exhaust(source: Source<unknown>): Generator<void, number> {
  let count = 0;
  for (let item = source.next(); item !== undefined; item = source.next()) {
    if (item === PAUSE) yield;
    else count++;
  }
  return count;
}
