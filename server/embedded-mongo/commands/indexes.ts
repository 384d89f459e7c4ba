import { equalValues } from '../bson/compare.ts';
import { encodeDocument } from '../bson/encode.ts';
import { isNumeric, numberOf } from '../bson/numbers.ts';
import { type Doc, isDoc, isTruthy, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery } from '../match/compile.ts';
import { sourceOf } from '../source.ts';
import { type Collection, idPattern } from '../store/collection.ts';
import { showDoc } from '../store/duplicate-key.ts';
import type { Index } from '../store/index.ts';
import { checkExpiry, describeIndex, type IndexSpec, parseIndexSpec } from '../store/index-spec.ts';
import { type Command, type CommandContext, collectionOf, namespaceOf, type Reply } from './command.ts';
import { openCursor } from './find.ts';
import { fillIndexes } from './index-build.ts';

/** `createIndexes`, `dropIndexes` and `listIndexes`. */
export const indexCommands: Record<string, Command> = {
  createIndexes: {
    kind: 'write',
    options: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
    prepare,
    run: build,
    settle: abandonWhereRefused,
  },
  dropIndexes: { kind: 'catalogue', makesRoom: true, options: ['index'], run: dropIndexes },
  deleteIndexes: { kind: 'catalogue', makesRoom: true, options: ['index'], run: dropIndexes },
  listIndexes: { kind: 'read', options: ['cursor'], run: listIndexes },
  collMod: { kind: 'catalogue', options: ['index', 'validator', 'validationLevel'], run: modify },
};

interface Plan {
  collection: Collection;
  created: Index[];
  before: number;
  isNewCollection: boolean;
}

/** What `prepare` found out, for `run`. */
const plans = new WeakMap<CommandContext, Plan>();

function prepare(context: CommandContext): void {
  const { command, state } = context;
  const given = command.get('indexes');
  if (!Array.isArray(given) || given.length === 0) fail(2, 'Must specify at least one index to create');
  const specs = given.map(parseIndexSpec);
  for (const spec of specs) {
    // A filter that cannot be compiled must not reach the catalogue.
    if (spec.partialFilterExpression) compileQuery(spec.partialFilterExpression, undefined);
  }
  const existing = collectionOf(context);
  const fresh = existing
    ? specs.filter((spec) => isNew(existing, spec))
    : specs.filter((spec) => !isIdIndex(spec));
  const collection = existing ?? state.store.create(namespaceOf(context));
  const before = collection.indexes.length + 1;
  const created: Index[] = [];
  for (const spec of fresh) if (isNew(collection, spec)) created.push(state.store.addIndex(collection, spec));
  plans.set(context, { collection, created, before, isNewCollection: !existing });
}

function isIdIndex(spec: IndexSpec): boolean {
  return spec.key.size === 1 && equalValues(spec.key.get('_id'), 1);
}

/** Whether an index is not there yet; one that contradicts an existing one is refused. */
function isNew(collection: Collection, spec: IndexSpec): boolean {
  if (isIdIndex(spec)) return false;
  for (const { spec: other } of collection.indexes) {
    const isSameKey = showDoc(other.key) === showDoc(spec.key) || samePattern(other.key, spec.key);
    const isSameFilter = equalValues(
      other.partialFilterExpression ?? null,
      spec.partialFilterExpression ?? null,
    );
    if (other.name === spec.name) {
      if (isSameKey && sameOptions(other, spec) && isSameFilter) return false;
      // Fields, filter, sparse and unique make an index what it is; the rest are options of the same index.
      const code = isSameKey && isSameFilter && sameNature(other, spec) ? 85 : 86;
      fail(
        code,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${showDoc(describeIndex(spec))}, existing index: ${showDoc(describeIndex(other))}`,
      );
    }
    if (isSameKey && isSameFilter) {
      if (sameOptions(other, spec)) fail(85, `Index already exists with a different name: ${other.name}`);
      // Indexes over the same fields may differ in being sparse or unique, under different names.
      if (sameNature(other, spec)) {
        fail(
          85,
          `An equivalent index already exists with a different name and options. Requested index: ${showDoc(describeIndex(spec))}, existing index: ${showDoc(describeIndex(other))}`,
        );
      }
    }
  }
  return true;
}

function samePattern(a: Doc, b: Doc): boolean {
  return equalValues(a, b);
}

function sameNature(a: IndexSpec, b: IndexSpec): boolean {
  return a.unique === b.unique && a.sparse === b.sparse;
}

function sameOptions(a: IndexSpec, b: IndexSpec): boolean {
  return sameNature(a, b) && a.expireAfterSeconds === b.expireAfterSeconds && a.hidden === b.hidden;
}

function* build(context: CommandContext): Generator<void, Reply> {
  const { state } = context;
  const plan = plans.get(context);
  if (!plan) return fail(1, 'the indexes were not prepared');
  const { collection, created } = plan;
  if (created.length > 0) yield* fillIndexes(context, collection, created);
  for (const index of created) index.finish();
  state.store.save(collection);
  const after = collection.indexes.length + 1;
  return {
    numIndexesBefore: plan.before,
    numIndexesAfter: after,
    createdCollectionAutomatically: plan.isNewCollection,
    ...(after === plan.before ? { note: 'all indexes already exist' } : {}),
  };
}

/** Takes back the indexes a failed command had begun to build. */
function abandonWhereRefused(context: CommandContext, outcome: Reply | Error): void {
  const plan = plans.get(context);
  if (!(outcome instanceof Error) || !plan || plan.collection.isDropped) return;
  for (const index of plan.created) {
    if (plan.collection.indexes.includes(index)) context.state.store.dropIndex(plan.collection, index);
  }
}

function dropIndexes(context: CommandContext): Reply {
  const { command, state } = context;
  const collection = collectionOf(context) ?? fail(26, `ns not found ${namespaceOf(context)}`);
  const nIndexesWas = collection.indexes.length + 1;
  const wanted = command.get('index');
  if (wanted === '*') {
    for (const index of collection.indexes) state.store.dropIndex(collection, index);
    return { nIndexesWas, msg: 'non-_id indexes dropped for collection' };
  }
  const targets = (Array.isArray(wanted) ? wanted : [wanted ?? null]).map((one) =>
    findIndex(collection, one),
  );
  for (const index of targets) state.store.dropIndex(collection, index);
  return { nIndexesWas };
}

function findIndex(collection: Collection, wanted: Value): Index {
  if (isIdReference(wanted)) fail(72, 'cannot drop _id index');
  const found = collection.indexes.find((index) =>
    isDoc(wanted) ? samePattern(index.spec.key, wanted) : index.spec.name === wanted,
  );
  return (
    found ??
    fail(
      27,
      isDoc(wanted)
        ? `can't find index with key: ${showDoc(wanted)}`
        : `index not found with name [${String(wanted)}]`,
    )
  );
}

function isIdReference(wanted: Value): boolean {
  return wanted === '_id_' || (isDoc(wanted) && equalValues(wanted, idPattern));
}

/** The specifications of all indexes of a collection, that on `_id` first. */
export function indexDescriptions(collection: Collection): Doc[] {
  const idIndex: Doc = new Map<string, Value>([
    ['v', 2],
    ['key', idPattern],
    ['name', '_id_'],
  ]);
  return [
    idIndex,
    ...collection.indexes.filter((index) => !index.isBuilding).map((index) => describeIndex(index.spec)),
  ];
}

function listIndexes(context: CommandContext): Generator<void, Reply> {
  const collection = collectionOf(context) ?? fail(26, `ns does not exist: ${namespaceOf(context)}`);
  const cursor = context.command.get('cursor');
  const documents = sourceOf(indexDescriptions(collection).map((doc) => encodeDocument(doc)));
  return openCursor(
    context.state,
    namespaceOf(context),
    documents,
    isDoc(cursor) ? cursor.get('batchSize') : undefined,
  );
}

function modify(context: CommandContext): Reply {
  const collection = collectionOf(context) ?? fail(26, `ns does not exist: ${namespaceOf(context)}`);
  const change = context.command.get('index');
  if (isTruthy(context.command.get('validator')))
    fail(115, 'Validators are not supported by the embedded database');
  if (!isDoc(change)) return {};
  const wanted = change.get('keyPattern') ?? change.get('name') ?? null;
  if (isIdReference(wanted)) return fail(2, 'the index on _id can neither be hidden nor expire');
  const index = findIndex(collection, wanted);
  const expire = change.get('expireAfterSeconds');
  const hidden = change.get('hidden');
  if (expire === undefined && hidden === undefined) {
    return fail(72, 'no expireAfterSeconds, hidden, unique, or prepareUnique field');
  }
  for (const option of change.keys()) {
    if (!['keyPattern', 'name', 'expireAfterSeconds', 'hidden'].includes(option)) {
      fail(115, `The option '${option}' of collMod is not supported by the embedded database`);
    }
  }
  if (expire !== undefined) checkExpiry(expire, index.spec.key);
  if (hidden !== undefined && typeof hidden !== 'boolean') {
    fail(14, "BSON field 'collMod.index.hidden' is the wrong type, expected type 'bool'");
  }
  const { expireAfterSeconds, hidden: wasHidden } = index.spec;
  const reply: Record<string, unknown> = {};
  if (isNumeric(expire)) {
    index.spec.expireAfterSeconds = numberOf(expire);
    Object.assign(reply, { expireAfterSeconds_old: expireAfterSeconds, expireAfterSeconds_new: expire });
  }
  if (typeof hidden === 'boolean') {
    index.spec.hidden = hidden;
    Object.assign(reply, { hidden_old: wasHidden, hidden_new: hidden });
  }
  context.state.store.save(collection);
  return reply;
}
