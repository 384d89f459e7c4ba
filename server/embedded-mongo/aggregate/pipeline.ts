import { integerOption } from '../bson/numbers.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { type PlannedQuery, planQuery, type Query, queryEntries } from '../plan/query.ts';
import type { ScanContext } from '../plan/scan.ts';
import { mapSource, type Source, sourceOf, type Turn } from '../source.ts';
import type { Store } from '../store/store.ts';
import { fieldsRead, pathsOfStages } from './fields-read.ts';
import { compileStage, type Stage } from './stages.ts';
import type { Vars } from './vars.ts';

/** What the stages of a pipeline need of their surroundings. */
export interface PipelineContext {
  store: Store;
  db: string;
  vars: Vars;
  turn: Turn;
  cost: ScanContext['cost'];
  /** Runs a pipeline on another collection of the same database. */
  run(collection: string, pipeline: Value[], vars: Vars): Source<Doc>;
  /** Runs a pipeline on documents that are there already. */
  runOn(documents: Source<Doc>, pipeline: readonly Value[], vars: Vars): Source<Doc>;
}

/** A pipeline cut in two: what the collection's plan can do, and the stages that remain. */
export interface SplitPipeline {
  query: Query;
  rest: Value[];
}

/** Makes a context whose `run` uses itself for the inner pipelines of `$lookup` and `$unionWith`. */
export function pipelineContext(base: Omit<PipelineContext, 'run' | 'runOn'>): PipelineContext {
  const context: PipelineContext = {
    ...base,
    run: (collection, pipeline, vars) =>
      runPipeline({ ...context, vars }, `${base.db}.${collection}`, pipeline),
    runOn: (documents, pipeline, vars) =>
      throughStages(documents, compileStages(pipeline, { ...context, vars })),
  };
  return context;
}

/** Runs a pipeline on a collection; one that does not exist is empty. */
export function runPipeline(
  context: PipelineContext,
  namespace: string,
  pipeline: Value[],
  hint?: Value | undefined,
): Source<Doc> {
  if (pipeline.slice(1).some((stage) => isDoc(stage) && stage.has('$documents'))) {
    fail(40602, '$documents is only valid as the first stage in a pipeline');
  }
  const { query, rest } = splitPipeline(pipeline, context.vars, hint);
  const stages = compileStages(rest, context);
  const collection = context.store.get(namespace);
  let flow: Source<Doc>;
  if (collection) {
    const scan: ScanContext = { ...context, collection, wanted: fieldsRead(query, rest) };
    const planned: PlannedQuery = planQuery(scan, { ...query, reads: pathsOfStages(rest) });
    flow = mapSource(queryEntries(scan, query, planned), (entry) => entry.doc);
  } else flow = sourceOf([]);
  return throughStages(flow, stages);
}

function compileStages(stages: readonly Value[], context: PipelineContext): Stage[] {
  return stages.map((stage) => compileStage(stage, context));
}

function throughStages(documents: Source<Doc>, stages: readonly Stage[]): Source<Doc> {
  let flow = documents;
  for (const stage of stages) {
    const before = flow;
    flow = stage(before);
    flow.held ??= before.held;
  }
  return flow;
}

/** Splits off the leading `$match`, `$sort`, `$skip` and `$limit`, in the order a query applies them. */
export function splitPipeline(pipeline: Value[], vars: Vars, hint?: Value | undefined): SplitPipeline {
  const rest = pipeline.slice();
  const query: Query = { filter: new Map(), vars, hint };
  const matches: Doc[] = [];
  for (let operand = leading(rest, '$match'); operand !== undefined; operand = leading(rest, '$match')) {
    if (!isDoc(operand)) return fail(15959, 'the match filter must be an expression in an object');
    matches.push(operand);
    rest.shift();
  }
  const [only] = matches;
  if (matches.length === 1 && only) query.filter = only;
  else if (matches.length > 1) query.filter = new Map([['$and', matches]]);
  const sort = leading(rest, '$sort');
  if (isDoc(sort) && sort.size > 0) {
    query.sort = sort;
    rest.shift();
  }
  const skip = leading(rest, '$skip');
  if (skip !== undefined && integerOption(skip, -1) >= 0) {
    query.skip = integerOption(skip, 0);
    rest.shift();
  }
  const limit = leading(rest, '$limit');
  if (limit !== undefined && integerOption(limit, 0) > 0) {
    query.limit = integerOption(limit, 0);
    rest.shift();
  }
  return { query, rest };
}

function leading(stages: Value[], name: string): Value | undefined {
  const [stage] = stages;
  return isDoc(stage) && stage.size === 1 ? stage.get(name) : undefined;
}
