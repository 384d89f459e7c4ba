import { compileTransform } from '../aggregate/transform.ts';
import { bind, type Vars } from '../aggregate/vars.ts';
import { equalValues } from '../bson/compare.ts';
import { encodeDocument } from '../bson/encode.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { planQuery, queryEntries } from '../plan/query.ts';
import { PAUSE, type Source } from '../source.ts';
import { type Collection, idPattern } from '../store/collection.ts';
import { duplicateKeyError } from '../store/duplicate-key.ts';
import { type ServerState, scanContext } from './command.ts';
import { insertDoc } from './insert.ts';

/** A pipeline's last stage that merges its documents into a collection. */
export interface MergeStage {
  kind: 'merge';
  namespace: string;
  /** The fields that tell which stored document a result meets. */
  on: string[];
  whenMatched: Value;
  whenNotMatched: Value;
}

/** A pipeline's last stage: its documents go into a collection, which `$out` replaces. */
export type WriteStage = MergeStage | { kind: 'out'; namespace: string };

/** Reads `$out` or `$merge` from the end of a pipeline. */
export function writeStageOf(pipeline: Value[], db: string): WriteStage | undefined {
  const last = pipeline.at(-1);
  if (!isDoc(last)) return undefined;
  const out = last.get('$out');
  if (out !== undefined) {
    return { kind: 'out', namespace: targetOf(out, db, 'db', 'coll') };
  }
  const merge = last.get('$merge');
  if (merge === undefined) return undefined;
  const into = isDoc(merge) ? (merge.get('into') ?? null) : merge;
  const on = isDoc(merge) ? merge.get('on') : undefined;
  return {
    kind: 'merge',
    namespace: targetOf(into, db, 'db', 'coll'),
    on: on === undefined ? ['_id'] : (Array.isArray(on) ? on : [on]).map(String),
    whenMatched: (isDoc(merge) && merge.get('whenMatched')) || 'merge',
    whenNotMatched: (isDoc(merge) && merge.get('whenNotMatched')) || 'insert',
  };
}

function targetOf(target: Value, db: string, dbField: string, nameField: string): string {
  if (typeof target === 'string') return `${db}.${target}`;
  const name = isDoc(target) ? target.get(nameField) : undefined;
  if (!isDoc(target) || typeof name !== 'string')
    return fail(16990, 'a writing stage needs the name of a collection');
  return `${target.get(dbField) ?? db}.${name}`;
}

/** Merges the results of a pipeline into a collection. */
export function* mergeResults(
  state: ServerState,
  stage: MergeStage,
  documents: Source<Doc>,
  vars: Vars,
): Generator<void, void> {
  for (;;) {
    const doc = documents.next();
    if (doc === undefined) return;
    if (doc === PAUSE) {
      yield;
      continue;
    }
    const collection = state.store.get(stage.namespace) ?? fail(26, `ns not found ${stage.namespace}`);
    yield* mergeOne(state, collection, stage, doc, vars);
    if (state.turn.isOver()) yield;
  }
}

function* mergeOne(
  state: ServerState,
  collection: Collection,
  stage: MergeStage,
  doc: Doc,
  vars: Vars,
): Generator<void, void> {
  const filter: Doc = new Map(stage.on.map((path) => [path, doc.get(path) ?? null]));
  const scan = scanContext(state, collection);
  const query = { filter, vars, limit: 1 };
  const source = queryEntries(scan, query, planQuery(scan, query));
  let found = source.next();
  while (found === PAUSE) {
    yield;
    found = source.next();
  }
  if (!found) {
    if (stage.whenNotMatched === 'insert') insertDoc(collection, doc, undefined);
    else if (stage.whenNotMatched === 'fail')
      fail(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    return;
  }
  const merged = mergedDocument(collection, found.doc, doc, stage.whenMatched, vars);
  if (!merged) return;
  if (!equalValues(merged.get('_id'), found.doc.get('_id'))) {
    fail(
      66,
      '$merge failed to update the matching document, did you attempt to modify the _id or the shard key?',
    );
  }
  collection.replace(found.id, found.doc, merged, encodeDocument(merged));
}

function mergedDocument(
  collection: Collection,
  stored: Doc,
  doc: Doc,
  how: Value,
  vars: Vars,
): Doc | undefined {
  if (Array.isArray(how)) {
    let result = stored;
    const inner = bind('new', doc, vars);
    for (const spec of how) {
      const transform = isDoc(spec) ? compileTransform(spec, inner) : undefined;
      if (!transform) return fail(40324, 'Unrecognized pipeline stage name in $merge');
      result = transform(result, inner);
    }
    return result;
  }
  switch (how) {
    case 'merge':
      return new Map([...stored, ...doc]);
    case 'replace':
      return new Map([['_id', stored.get('_id') as Value], ...[...doc].filter(([name]) => name !== '_id')]);
    case 'keepExisting':
      return undefined;
    case 'fail':
      throw duplicateKeyError(collection.namespace, '_id_', idPattern, doc);
    default:
      return fail(9, `Unknown whenMatched mode for $merge: ${String(how)}`);
  }
}
