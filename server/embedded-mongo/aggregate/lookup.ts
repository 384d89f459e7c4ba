import { expressionValueAt } from '../bson/paths.ts';
import { cloneValue, type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { PAUSE, type Source } from '../source.ts';
import { setAtPath } from '../update/path.ts';
import { equalityJoin, foreignMatch } from './equality-join.ts';
import { compileExpression } from './expression.ts';
import type { PipelineContext } from './pipeline.ts';
import type { Stage } from './stages.ts';
import { bind } from './vars.ts';

/**
 * Compiles `$lookup`, with a local and a foreign field, with a pipeline, or with both. The match on the
 * foreign field is planned like any query, so an index on that field is used; without one, a join by the fields
 * alone reads the foreign collection twice at most.
 */
export function lookupSource(operand: Value, context: PipelineContext): Stage {
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
  const asParts = as.split('.');
  const declared = operand.get('let');
  const variables = isDoc(declared)
    ? [...declared].map(([name, value]) => ({ name, value: compileExpression(value, context.vars) }))
    : [];
  const localParts = typeof local === 'string' ? local.split('.') : undefined;

  const equals = localParts && pipeline.length === 0 && equalityJoin(context, from, foreign as string);

  const matching = (doc: Doc): Source<Doc> => {
    if (localParts && equals) return equals(expressionValueAt(doc, localParts));
    let vars = context.vars;
    for (const { name, value } of variables) vars = bind(name, value(doc, context.vars), vars);
    const stages = localParts
      ? [
          new Map([['$match', foreignMatch(foreign as string, expressionValueAt(doc, localParts))]]),
          ...pipeline,
        ]
      : pipeline;
    return context.run(from, stages, vars);
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
            const result = asParts.length === 1 ? new Map(doc) : (cloneValue(doc) as Doc);
            setAtPath(result, asParts, found);
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
