import { compareValues } from '../bson/compare.ts';
import { integerOption, isNumeric, wholeNumberOf } from '../bson/numbers.ts';
import { type Doc, isDoc, rankOf, typeNameOf, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery } from '../match/compile.ts';
import { Entry } from '../plan/scan.ts';
import { memoryLimit, sortSource } from '../plan/sort.ts';
import {
  collect,
  collectWithin,
  limitSource,
  mapSource,
  PAUSE,
  type Source,
  sourceOf,
  type Turn,
} from '../source.ts';
import { groupSource } from './group.ts';
import { lookupSource } from './lookup.ts';
import type { PipelineContext } from './pipeline.ts';
import { roughSize } from './rough-size.ts';
import { compileSort } from './sort-order.ts';
import { compileTransform } from './transform.ts';
import { unwindSource } from './unwind.ts';

/** Turns the documents of one stage into those of the next. */
export type Stage = (source: Source<Doc>) => Source<Doc>;

/** Compiles one stage of an aggregation; stages that are not supported are refused by name. */
export function compileStage(stage: Value, context: PipelineContext): Stage {
  if (!isDoc(stage) || stage.size !== 1) {
    return fail(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  const [name, operand] = [...stage][0] as [string, Value];
  const transform = compileTransform(stage, context.vars);
  if (transform) return (source) => mapSource(source, (doc) => transform(doc, context.vars));
  const make = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (make) return make(operand, context);
  if (Object.hasOwn(misplaced, name)) return fail(...(misplaced[name] as [number, string]));
  if (Object.hasOwn(refused, name))
    return fail(
      refused[name] as number,
      `The aggregation stage ${name} is not supported by the embedded database`,
    );
  return fail(40324, `Unrecognized pipeline stage name: '${name}'`);
}

/** Whether MongoDB has a stage of this name, which an update may then not use. */
export function isStageName(name: string): boolean {
  return [stages, misplaced, refused].some((some) => Object.hasOwn(some, name));
}

/** Stages that are taken from their place before the others are compiled: here they are in a wrong one. */
const misplaced: Record<string, [number, string]> = {
  $out: [40601, '$out can only be the final stage in the pipeline'],
  $merge: [40601, '$merge can only be the final stage in the pipeline'],
  $indexStats: [40602, '$indexStats is only valid as the first stage in a pipeline'],
  $collStats: [40602, '$collStats is only valid as the first stage in a pipeline'],
  $currentOp: [40602, '$currentOp is only valid as the first stage in a pipeline'],
};

const refused: Record<string, number> = {
  $changeStream: 40573,
  $geoNear: 115,
  $graphLookup: 115,
  $bucketAuto: 115,
  $setWindowFields: 115,
  $densify: 115,
  $fill: 115,
  $redact: 115,
  $search: 115,
  $searchMeta: 115,
  $listSearchIndexes: 115,
  $vectorSearch: 115,
  $listSessions: 115,
  $listLocalSessions: 115,
  $planCacheStats: 115,
};

const stages: Record<string, (operand: Value, context: PipelineContext) => Stage> = {
  $match: (operand, { vars }) => {
    if (!isDoc(operand)) return fail(15959, 'the match filter must be an expression in an object');
    const matches = compileQuery(operand, vars);
    return (source) => mapSource(source, (doc) => (matches(doc) ? doc : undefined));
  },
  $sort: (operand, { turn }) => {
    if (!isDoc(operand)) return fail(15973, 'the $sort key specification must be an object');
    if (operand.size === 0) return fail(15976, '$sort stage must have at least one sort key');
    const order = compileSort(operand);
    return (source) => sorted(source, order.keyOf, 0, turn);
  },
  $limit: (operand) => {
    const limit = wholeNumberOf(operand);
    if (limit === undefined || limit < 0)
      return fail(5107201, `invalid argument to $limit stage: Expected a non-negative number in: $limit`);
    if (limit === 0) return fail(15958, 'the limit must be positive');
    return (source) => limitSource(source, 0, limit);
  },
  $skip: (operand) => {
    const skip = wholeNumberOf(operand);
    if (skip === undefined || skip < 0)
      return fail(5107200, `invalid argument to $skip stage: Expected a non-negative number in: $skip`);
    return (source) => limitSource(source, skip, 0);
  },
  $group: (operand, { vars, turn }) => groupSource(operand, vars, turn),
  $count: (operand, { vars, turn }) => {
    if (typeof operand !== 'string' || operand === '')
      return fail(40156, 'the count field must be a non-empty string');
    if (operand.startsWith('$')) fail(40158, 'the count field cannot be a $-prefixed path');
    if (operand.includes('.')) fail(40160, "the count field cannot contain '.'");
    const group = groupSource(
      new Map<string, Value>([
        ['_id', null],
        [operand, new Map([['$sum', 1]])],
      ]),
      vars,
      turn,
    );
    return (source) => mapSource(group(source), (doc) => new Map([[operand, doc.get(operand) ?? 0]]));
  },
  $sortByCount: (operand, context) => {
    if (typeof operand !== 'string' && !isDoc(operand))
      return fail(40149, 'the sortByCount field must be defined as a $-prefixed path or an expression');
    const group = groupSource(
      new Map<string, Value>([
        ['_id', operand],
        ['count', new Map([['$sum', 1]])],
      ]),
      context.vars,
      context.turn,
    );
    const sort = compileStage(new Map([['$sort', new Map([['count', -1]])]]), context);
    return (source) => sort(group(source));
  },
  $unwind: (operand, { turn }) => unwindSource(operand, turn),
  $lookup: (operand, context) => lookupSource(operand, context),
  $facet: (operand, context) => facetSource(operand, context),
  $unionWith: (operand, context) => {
    const pipeline = isDoc(operand) ? (operand.get('pipeline') ?? []) : [];
    const [first] = Array.isArray(pipeline) ? pipeline : [];
    // Documents given in the pipeline itself need no collection.
    const none = isDoc(first) && first.has('$documents') ? '' : undefined;
    const from =
      typeof operand === 'string' ? operand : isDoc(operand) ? (operand.get('coll') ?? none) : undefined;
    if (typeof from !== 'string' || !Array.isArray(pipeline)) return fail(9, '$unionWith needs a collection');
    for (const stage of pipeline) compileStage(stage, context);
    return (source) => {
      let isFirst = true;
      let second: Source<Doc> | undefined;
      return {
        next() {
          if (isFirst) {
            const doc = source.next();
            if (doc !== undefined) return doc;
            isFirst = false;
          }
          second ??= context.run(from, pipeline, context.vars);
          return second.next();
        },
      };
    };
  },
  $sample: (operand, { turn }) => {
    if (!isDoc(operand)) return fail(28745, 'the $sample stage specification must be an object');
    if (!isNumeric(operand.get('size'))) return fail(28746, 'size argument to $sample must be a number');
    const size = integerOption(operand.get('size'), -1);
    if (size < 0) return fail(28747, 'size argument to $sample must not be negative');
    return (source) => (size === 0 ? sourceOf([]) : sorted(source, randomKey, size, turn));
  },
  $documents: (operand, { vars: _vars }) => {
    if (!Array.isArray(operand)) return fail(5858203, '$documents must evaluate to an array');
    return () => sourceOf(operand.filter(isDoc));
  },
  $bucket: (operand, context) => {
    if (!isDoc(operand)) return fail(40201, 'Argument to $bucket stage must be an object');
    return bucket(operand, context);
  },
};

/** Sorts documents that stages have made. */
function sorted(source: Source<Doc>, keyOf: (doc: Doc) => Buffer, limit: number, turn: Turn): Source<Doc> {
  const entries = mapSource(source, Entry.made);
  return mapSource(
    sortSource(entries, (entry) => keyOf(entry.doc), limit, turn),
    (entry) => entry.doc,
  );
}

function randomKey(): Buffer {
  const key = Buffer.alloc(6);
  key.writeUIntBE(Math.floor(Math.random() * 2 ** 48), 0, 6);
  return key;
}

const neverInFacet = new Set([
  '$out',
  '$merge',
  '$facet',
  '$documents',
  '$collStats',
  '$indexStats',
  '$geoNear',
]);

function facetSource(operand: Value, context: PipelineContext): Stage {
  if (!isDoc(operand) || operand.size === 0)
    return fail(40169, 'the $facet specification must be a non-empty object');
  const facets = [...operand].map(([name, pipeline]) => {
    if (!Array.isArray(pipeline))
      return fail(40170, `arguments to $facet must be arrays, ${name} is type ${typeNameOf(pipeline)}`);
    for (const stage of pipeline) {
      const [inner = ''] = isDoc(stage) ? stage.keys() : [];
      if (neverInFacet.has(inner)) fail(40600, `${inner} is not allowed to be used within a $facet stage`);
    }
    return { name, stages: pipeline.map((stage) => compileStage(stage, context)) };
  });
  return (source) => {
    let work: Generator<void, Doc> | undefined;
    let isDone = false;
    function* run(): Generator<void, Doc> {
      const docs = yield* collectWithin(source, roughSize, memoryLimit, () =>
        fail(292, `$facet exceeded the memory limit of ${memoryLimit} bytes`),
      );
      const result: Doc = new Map();
      for (const { name, stages: compiled } of facets) {
        let flow: Source<Doc> = sourceOf(docs, context.turn);
        for (const stage of compiled) flow = stage(flow);
        result.set(name, yield* collect(flow));
      }
      return result;
    }
    return {
      next() {
        if (isDone) return undefined;
        work ??= run();
        const step = work.next();
        if (!step.done) return PAUSE;
        isDone = true;
        return step.value;
      },
    };
  };
}

function bucket(operand: Doc, context: PipelineContext): Stage {
  const boundaries = operand.get('boundaries');
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    return fail(40192, 'The $bucket boundaries field must have at least 2 values');
  checkBoundaries(boundaries);
  const branches = boundaries.slice(0, -1).map(
    (lower, i): Doc =>
      new Map<string, Value>([
        [
          'case',
          new Map([
            [
              '$and',
              [
                new Map([['$gte', [operand.get('groupBy') ?? null, lower]]]),
                new Map([['$lt', [operand.get('groupBy') ?? null, boundaries[i + 1] as Value]]]),
              ],
            ],
          ]),
        ],
        ['then', lower],
      ]),
  );
  const choice: Doc = new Map<string, Value>([['branches', branches]]);
  if (operand.has('default')) choice.set('default', new Map([['$literal', operand.get('default') as Value]]));
  const output = operand.get('output');
  const spec: Doc = new Map<string, Value>([['_id', new Map([['$switch', choice]])]]);
  const fields: Doc = isDoc(output) ? output : new Map([['count', new Map([['$sum', 1]])]]);
  for (const [name, value] of fields) spec.set(name, value);
  const group = groupSource(spec, context.vars, context.turn);
  const sort = compileStage(new Map([['$sort', new Map([['_id', 1]])]]), context);
  return (source) => sort(group(source));
}

function checkBoundaries(boundaries: Value[]): void {
  for (let i = 1; i < boundaries.length; i++) {
    const lower = boundaries[i - 1] as Value;
    const upper = boundaries[i] as Value;
    if (rankOf(lower) !== rankOf(upper)) {
      fail(
        40193,
        `All values in the 'boundaries' option to $bucket must have the same type. Found conflicting types ${typeNameOf(lower)} and ${typeNameOf(upper)}.`,
      );
    }
    if (compareValues(lower, upper) >= 0) {
      fail(
        40194,
        `The 'boundaries' option to $bucket must be sorted, but elements ${i - 1} and ${i} are not in ascending order.`,
      );
    }
  }
}
