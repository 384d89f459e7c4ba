import { expressionValueAt } from '../bson/paths.ts';
import { cloneValue, type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { expressionEqualities } from '../plan/expression-conditions.ts';
import { PAUSE, type Source } from '../source.ts';
import { setAtPath } from '../update/path.ts';
import { equalityJoin, foreignMatch, usesIndex } from './equality-join.ts';
import { compileExpression } from './expression.ts';
import { type PipelineContext, splitPipeline } from './pipeline.ts';
import { readingOnce } from './reading-once.ts';
import { compileStage, type Stage } from './stages.ts';
import { bind, type Vars } from './vars.ts';

/** A `$lookup`, read and checked. */
interface Lookup {
  from: string;
  as: string[];
  /** The fields that must be equal, by their paths. */
  fields: { local: string[]; foreign: string } | undefined;
  variables: { name: string; value: ReturnType<typeof compileExpression> }[];
  pipeline: Value[];
}

/**
 * Compiles `$lookup`, with a local and a foreign field, with a pipeline, or with both. What must be equal in the other
 * collection is looked for by an index, or without one in a table of it that is made once; what does not depend on the
 * document at hand is found once.
 */
export function lookupSource(operand: Value, context: PipelineContext): Stage {
  const lookup = readLookup(operand, context.vars);
  const { as, variables, pipeline } = lookup;
  // What is wrong in the pipeline is told although no document may ever come to it.
  let declared = context.vars;
  for (const { name } of variables) declared = bind(name, undefined, declared);
  for (const stage of pipeline) compileStage(stage, { ...context, vars: declared });
  const find = finder(lookup, context);
  const matching = (doc: Doc): Source<Doc> => {
    let vars = context.vars;
    for (const { name, value } of variables) vars = bind(name, value(doc, context.vars), vars);
    return find(doc, vars);
  };

  return (source: Source<Doc>) => {
    let doc: Doc | undefined;
    let inner: Source<Doc> | undefined;
    let found: Value[] = [];
    return {
      next() {
        for (;;) {
          if (doc && inner) {
            const item = inner.next();
            if (item === PAUSE) return PAUSE;
            if (item !== undefined) {
              found.push(item);
              continue;
            }
            const result = as.length === 1 ? new Map(doc) : (cloneValue(doc) as Doc);
            setAtPath(result, as, found);
            doc = undefined;
            return result;
          }
          const next = source.next();
          if (next === undefined || next === PAUSE) return next;
          doc = next;
          found = [];
          inner = matching(next);
        }
      },
    };
  };
}

function readLookup(operand: Value, vars: Vars): Lookup {
  if (!isDoc(operand)) return fail(9, 'the $lookup specification must be an Object');
  const from = operand.get('from');
  const as = operand.get('as');
  const local = operand.get('localField');
  const foreign = operand.get('foreignField');
  const pipeline = operand.get('pipeline') ?? [];
  if (typeof from !== 'string') return fail(9, "must specify 'from' field for a $lookup");
  if (typeof as !== 'string') return fail(9, "must specify 'as' field for a $lookup");
  if (!Array.isArray(pipeline)) return fail(9, "'pipeline' option must be specified as an array");
  if (
    (local === undefined) !== (foreign === undefined) ||
    (local === undefined && !operand.has('pipeline'))
  ) {
    return fail(9, '$lookup requires either pipeline or both localField and foreignField to be specified');
  }
  const declared = operand.get('let');
  const variables = isDoc(declared)
    ? [...declared].map(([name, value]) => ({ name, value: compileExpression(value, vars) }))
    : [];
  const fields =
    typeof local === 'string' && typeof foreign === 'string'
      ? { local: local.split('.'), foreign }
      : undefined;
  return { from, as: as.split('.'), fields, variables, pipeline };
}

/** How the documents for one document are found, given it and the variables. */
type Find = (doc: Doc, vars: Vars) => Source<Doc>;

function finder(lookup: Lookup, context: PipelineContext): Find {
  const { from, fields, pipeline } = lookup;
  if (fields) {
    const { local, foreign } = fields;
    return joining(lookup, context, foreign, (doc) => expressionValueAt(doc, local));
  }
  const { query } = splitPipeline(pipeline, undefined);
  const [equality] = expressionEqualities(query.filter);
  const names = lookup.variables.map(({ name }) => name);
  if (equality && mentions(query.filter, names)) {
    return joining(lookup, context, equality.path, (_, vars) => equality.read(vars));
  }
  const alone = pipeline.findIndex((stage) => mentions(stage, names) || isNewEachTime(stage));
  const once = alone < 0 ? pipeline : pipeline.slice(0, alone);
  if (once.length === 0) return (_, vars) => context.run(from, pipeline, vars);
  const read = readingOnce(() => context.run(from, once, context.vars));
  return (_, vars) => context.runOn(read(), pipeline.slice(once.length), vars);
}

/** Finds by a value one field must have: through an index where there is one for the whole search. */
function joining(
  { from, fields, pipeline }: Lookup,
  context: PipelineContext,
  foreign: string,
  read: (doc: Doc, vars: Vars) => Maybe,
): Find {
  const byTable = equalityJoin(context, from, foreign);
  if (fields && pipeline.length === 0) return (doc, vars) => byTable(read(doc, vars));
  return (doc, vars) => {
    const value = read(doc, vars);
    const stages = fields ? [new Map([['$match', foreignMatch(foreign, value)]]), ...pipeline] : pipeline;
    // To an expression an array is one value; to a query, and so to the table, it is its elements.
    const isElsewhere = !fields && Array.isArray(value);
    if (isElsewhere || usesIndex(context, from, stages, vars)) {
      return context.run(from, stages, vars);
    }
    return context.runOn(byTable(value), pipeline, vars);
  };
}

/** Whether a part of a pipeline may depend on one of these variables. */
function mentions(part: Value, names: readonly string[]): boolean {
  if (typeof part === 'string') {
    return names.some((name) => part === `$$${name}` || part.startsWith(`$$${name}.`));
  }
  if (Array.isArray(part)) return part.some((item) => mentions(item, names));
  return isDoc(part) && [...part.values()].some((item) => mentions(item, names));
}

/** Whether a stage answers differently each time it is asked. */
function isNewEachTime(part: Value): boolean {
  if (Array.isArray(part)) return part.some(isNewEachTime);
  if (!isDoc(part)) return false;
  return [...part].some(([name, value]) => name === '$sample' || name === '$rand' || isNewEachTime(value));
}
