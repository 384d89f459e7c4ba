import { countingStage } from '../aggregate/counting.ts';
import { commandVars } from '../aggregate/expression.ts';
import { pipelineContext, runPipeline, splitPipeline } from '../aggregate/pipeline.ts';
import { roughSize } from '../aggregate/rough-size.ts';
import { encodeDocument } from '../bson/encode.ts';
import { type Doc, isDoc, isTruthy, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { countMatching } from '../plan/query.ts';
import { memoryLimit } from '../plan/sort.ts';
import { collectWithin, mapSource, type Source, sourceOf } from '../source.ts';
import { type Command, type CommandContext, type Reply, scanContext } from './command.ts';
import { explainCommandDoc } from './explain.ts';
import { openCursor } from './find.ts';
import { beginReplacement, fillReplacement, settleReplacement } from './replace-collection.ts';
import { systemDocuments } from './system-stages.ts';
import { mergeResults, writeStageOf } from './write-stages.ts';

/** The options of `aggregate`. */
export const aggregateOptions = ['pipeline', 'cursor', 'explain', 'hint', 'let'];

/** Reads documents through a pipeline. */
export const aggregateCommand: Command = { kind: 'read', options: aggregateOptions, run: aggregate };

/** A pipeline that ends by writing runs among the writes. */
export const writingAggregateCommand: Command = {
  kind: 'write',
  options: aggregateOptions,
  prepare(context) {
    const stage = writeStageOf(pipelineOf(context), context.db);
    if (stage?.kind === 'out') beginReplacement(context, stage.namespace);
    else if (stage) context.state.store.create(stage.namespace);
  },
  *run(context) {
    const pipeline = pipelineOf(context);
    const stage = writeStageOf(pipeline, context.db);
    if (!stage) return fail(1, 'the pipeline has no writing stage');
    const flow = start(context, pipeline.slice(0, -1));
    if (stage.kind === 'out') yield* fillReplacement(context, flow);
    else {
      const documents = stage.namespace === namespaceFor(context) ? sourceOf(yield* gathered(flow)) : flow;
      yield* mergeResults(context.state, stage, documents, commandVars(context.command.get('let')));
    }
    return { cursor: { firstBatch: [], id: 0n, ns: namespaceFor(context) } };
  },
  settle: settleReplacement,
};

/** All results before the first is written, where writing would otherwise change what is still to be read. */
function gathered(flow: Source<Doc>): Generator<void, Doc[]> {
  return collectWithin(flow, roughSize, memoryLimit, () =>
    fail(292, `$merge into the collection it reads exceeded the memory limit of ${memoryLimit} bytes`),
  );
}

/** Whether a command is an aggregation that ends by writing. */
export function isWritingAggregate(command: Doc): boolean {
  const pipeline = command.get('pipeline');
  const last = Array.isArray(pipeline) ? pipeline.at(-1) : undefined;
  return isDoc(last) && (last.has('$out') || last.has('$merge'));
}

/** The pipeline of an `aggregate` command, checked. */
export function pipelineOf(context: CommandContext): Value[] {
  const pipeline = context.command.get('pipeline');
  return Array.isArray(pipeline) ? pipeline : fail(14, "'pipeline' option must be specified as an array");
}

function* aggregate(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const pipeline = pipelineOf(context);
  if (isTruthy(command.get('explain'))) return yield* explainCommandDoc(context, command);
  const cursor = command.get('cursor');
  if (!isDoc(cursor)) {
    return fail(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  }
  const counted = yield* countOnly(context, pipeline);
  const flow = counted ?? start(context, pipeline);
  const documents = mapSource(flow, (doc) => encodeDocument(doc));
  return yield* openCursor(state, namespaceFor(context), documents, cursor.get('batchSize'));
}

function start(context: CommandContext, pipeline: Value[]): Source<Doc> {
  const { command, state, db } = context;
  const vars = commandVars(command.get('let'));
  const { store, turn, examined: cost } = state;
  const inner = pipelineContext({ store, turn, db, vars, cost });
  const told = systemDocuments(context, pipeline);
  if (told) return inner.runOn(sourceOf(told), pipeline.slice(1), vars);
  return runPipeline(inner, namespaceFor(context), pipeline, command.get('hint'));
}

/** Counting documents is what `countDocuments` sends as a pipeline; an index may answer it without reading them. */
function* countOnly(context: CommandContext, pipeline: Value[]): Generator<void, Source<Doc> | undefined> {
  const collection = context.state.store.get(namespaceFor(context));
  if (!collection) return undefined;
  const vars = commandVars(context.command.get('let'));
  const { query, rest } = splitPipeline(pipeline, vars, context.command.get('hint'));
  const counter = rest.length === 1 ? countingStage(rest[0]) : undefined;
  if (!counter) return undefined;
  const n = yield* countMatching(scanContext(context.state, collection), query);
  if (n === 0) return sourceOf([]);
  const doc: Doc = new Map<string, Value>();
  if (counter.id !== undefined) doc.set('_id', counter.id);
  return sourceOf([doc.set(counter.field, n)]);
}

function namespaceFor(context: CommandContext): string {
  const name = context.command.get(context.name);
  return typeof name === 'string' ? `${context.db}.${name}` : `${context.db}.$cmd.aggregate`;
}
