import { commandVars } from '../aggregate/expression.ts';
import { bind, type Vars } from '../aggregate/vars.ts';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { type Doc, isDoc, isTruthy, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery, type Matcher } from '../match/compile.ts';
import type { MatchDetails } from '../match/walk.ts';
import { docOption, nothing, planQuery, type Query, queryEntries } from '../plan/query.ts';
import type { Entry } from '../plan/scan.ts';
import { PAUSE } from '../source.ts';
import { type Collection, idKeyOf } from '../store/collection.ts';
import { KeyList } from '../store/key-list.ts';
import { compileUpdate, type Update } from '../update/compile.ts';
import { upsertedDocument } from '../update/upsert.ts';
import {
  type Command,
  type CommandContext,
  collectionOf,
  namespaceOf,
  type Reply,
  type ServerState,
  scanContext,
} from './command.ts';
import { checkCollation } from './options.ts';
import { glanceAt, statementAt, statementsOf } from './statements.ts';
import { type WriteError, writeError } from './write-errors.ts';

/** What one update statement did. */
export interface UpdateOutcome {
  matched: number;
  modified: number;
  upsertedId: Value | undefined;
}

/** `update`. */
export const updateCommand: Command = {
  kind: 'write',
  options: ['updates', 'ordered', 'let'],
  prepare(context) {
    // Only where there is no collection do upserts have to be looked for.
    if (collectionOf(context)) return;
    const updates = statementsOf(context, 'updates');
    const upserts = updates.some((_, i) => isTruthy(glanceAt(updates, i, upsertOption)?.get('upsert')));
    if (upserts) context.state.store.create(namespaceOf(context));
  },
  run: update,
};

const upsertOption = new Set(['upsert']);

const statementOptions = new Set([
  'q',
  'u',
  'c',
  'multi',
  'upsert',
  'arrayFilters',
  'hint',
  'collation',
  'sort',
  'upsertSupplied',
]);

function* update(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const updates = statementsOf(context, 'updates');
  const isOrdered = command.get('ordered') !== false;
  const vars = commandVars(command.get('let'));
  const writeErrors: WriteError[] = [];
  const upserted: { index: number; _id: Value }[] = [];
  let n = 0;
  let nModified = 0;
  for (let i = 0; i < updates.length; i++) {
    try {
      const statement = readStatement(statementAt(updates, i, 'update.updates'));
      const outcome = yield* runUpdate(state, collectionOf(context), statement, vars);
      n += outcome.matched;
      nModified += outcome.modified;
      if (outcome.upsertedId !== undefined) {
        n++;
        upserted.push({ index: i, _id: outcome.upsertedId });
      }
    } catch (error) {
      writeErrors.push(writeError(i, error));
      if (isOrdered) break;
    }
    if (state.turn.isOver()) yield;
  }
  return {
    n,
    nModified,
    ...(upserted.length > 0 ? { upserted } : {}),
    ...(writeErrors.length > 0 ? { writeErrors } : {}),
  };
}

/** One statement of an update command, or what corresponds to it elsewhere. */
export interface UpdateStatement {
  filter: Doc;
  change: Value | undefined;
  constants: Value | undefined;
  arrayFilters: Value | undefined;
  isMulti: boolean;
  isUpsert: boolean;
  hint: Value | undefined;
  sort: Doc | undefined;
}

function readStatement(statement: Doc): UpdateStatement {
  for (const name of statement.keys()) {
    if (!statementOptions.has(name)) fail(40415, `BSON field 'update.updates.${name}' is an unknown field.`);
  }
  checkCollation(statement.get('collation'));
  return {
    filter: docOption(statement.get('q'), 'update.updates.q') ?? new Map(),
    change: statement.get('u'),
    constants: statement.get('c'),
    arrayFilters: statement.get('arrayFilters'),
    isMulti: isTruthy(statement.get('multi')),
    isUpsert: isTruthy(statement.get('upsert')),
    hint: statement.get('hint'),
    sort: docOption(statement.get('sort'), 'update.updates.sort'),
  };
}

/** Runs one update statement. */
export function* runUpdate(
  state: ServerState,
  collection: Collection | undefined,
  statement: UpdateStatement,
  outer: Vars,
): Generator<void, UpdateOutcome> {
  const vars = withConstants(statement.constants, outer);
  if (statement.constants !== undefined && !Array.isArray(statement.change)) {
    fail(51198, 'Constant values may only be specified for pipeline updates');
  }
  const change = compileUpdate(statement.change, statement.arrayFilters, vars);
  if (statement.isMulti && change.isReplacement)
    fail(9, 'multi update is not supported for replacement-style update');
  if (statement.isMulti && statement.sort) fail(9, 'Cannot specify sort with multi=true');
  const { filter, hint, sort } = statement;
  const matcher = compileQuery(filter, vars);
  const outcome: UpdateOutcome = { matched: 0, modified: 0, upsertedId: undefined };
  if (collection) {
    if (statement.isMulti)
      yield* updateMany(state, collection, { filter, hint, vars }, matcher, change, outcome);
    else {
      const entry = yield* findOne(state, collection, { filter, hint, sort, vars });
      if (entry) {
        outcome.matched = 1;
        if (changeEntry(collection, entry, matcher, change).isModified) outcome.modified = 1;
      }
    }
  }
  if (outcome.matched === 0 && statement.isUpsert) {
    if (!collection) return fail(26, 'the collection was dropped during the upsert');
    outcome.upsertedId = insertUpserted(collection, filter, change).get('_id');
  }
  return outcome;
}

/** Inserts what an upsert makes of its query and update. */
export function insertUpserted(collection: Collection, filter: Doc, change: Update): Doc {
  const doc = upsertedDocument(filter, change);
  collection.insert(idKeyOf(doc.get('_id') ?? null), doc, encodeDocument(doc));
  return doc;
}

function withConstants(constants: Value | undefined, vars: Vars): Vars {
  let inner = vars;
  if (isDoc(constants)) for (const [name, value] of constants) inner = bind(name, value, inner);
  return inner;
}

/** The first document of a search. */
export function* findOne(
  state: ServerState,
  collection: Collection,
  query: Query,
): Generator<void, Entry | undefined> {
  const scan = scanContext(state, collection);
  const first = { ...query, limit: 1 };
  const source = queryEntries(scan, first, planQuery(scan, first));
  for (;;) {
    const entry = source.next();
    if (entry !== PAUSE) return entry;
    yield;
  }
}

/** All ids are gathered before the first change, so that no document is met again where its change put it. */
function* updateMany(
  state: ServerState,
  collection: Collection,
  query: Query,
  matcher: Matcher,
  change: Update,
  outcome: UpdateOutcome,
): Generator<void, void> {
  const ids = yield* findIds(state, collection, query);
  for (const id of ids) {
    const bytes = collection.read(id);
    if (bytes) {
      const doc = decodeDocument(bytes);
      // Others may have changed it since its id was gathered.
      if (matcher(doc)) {
        outcome.matched++;
        if (changeDocument(collection, id, doc, bytes, matcher, change).isModified) outcome.modified++;
      }
    }
    if (state.turn.isOver()) yield;
  }
}

/** The ids of all documents of a search. */
export function* findIds(
  state: ServerState,
  collection: Collection,
  query: Query,
): Generator<void, Iterable<Buffer>> {
  const scan = scanContext(state, collection);
  const source = queryEntries(scan, query, planQuery(scan, { ...query, reads: nothing }));
  const ids = new KeyList();
  for (;;) {
    const entry = source.next();
    if (entry === undefined) return ids;
    if (entry === PAUSE) yield;
    else ids.push(entry.id);
  }
}

/** Changes one found document and stores it; says what it was and became. */
export function changeEntry(
  collection: Collection,
  entry: Entry,
  matcher: Matcher,
  change: Update,
): { isModified: boolean; after: Doc } {
  return changeDocument(collection, entry.id, entry.doc, entry.bytes, matcher, change);
}

function changeDocument(
  collection: Collection,
  id: Buffer,
  doc: Doc,
  bytes: Buffer,
  matcher: Matcher,
  change: Update,
): { isModified: boolean; after: Doc } {
  const details: MatchDetails = { position: undefined };
  if (change.usesPosition) matcher(doc, details);
  // The update may change the document in place, and the indexes need to know what it was.
  const after = change.apply(decodeDocument(bytes), { matched: details.position, isInsert: false });
  const encoded = encodeDocument(after);
  if (encoded.equals(bytes)) return { isModified: false, after };
  collection.replace(id, doc, after, encoded);
  return { isModified: true, after };
}
