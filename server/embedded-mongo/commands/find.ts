import { commandVars } from '../aggregate/expression.ts';
import { pathsKept } from '../aggregate/fields-read.ts';
import { encodeDocument } from '../bson/encode.ts';
import { integerOption } from '../bson/numbers.ts';
import { type Doc, isTruthy, type Value } from '../bson/values.ts';
import type { Cursor } from '../cursors.ts';
import { fail } from '../errors.ts';
import { compileQuery } from '../match/compile.ts';
import { docOption, planQuery, type Query, queryEntries } from '../plan/query.ts';
import { compileFindProjection } from '../project/find-projection.ts';
import { mapSource, type Source, sourceOf } from '../source.ts';
import {
  type Command,
  type CommandContext,
  collectionOf,
  namespaceOf,
  type Reply,
  type ServerState,
  scanContext,
} from './command.ts';

/** The documents a first batch has unless the client says otherwise. */
const firstBatchSize = 101;

/** The search a `find` command describes. */
export function findQuery(command: Doc): Query {
  const skip = integerOption(command.get('skip'), 0);
  const limit = Math.abs(integerOption(command.get('limit'), 0));
  if (skip < 0) fail(51024, `BSON field 'skip' value must be >= 0, actual value '${skip}'`);
  return {
    filter: docOption(command.get('filter'), 'find.filter') ?? new Map(),
    sort: docOption(command.get('sort'), 'find.sort'),
    hint: command.get('hint'),
    skip,
    limit,
    vars: commandVars(command.get('let')),
  };
}

/** `find`, `getMore` and `killCursors`. */
export const cursorCommands: Record<string, Command> = {
  find: {
    kind: 'read',
    options: [
      'filter',
      'sort',
      'projection',
      'hint',
      'skip',
      'limit',
      'batchSize',
      'singleBatch',
      'let',
      'min',
      'max',
      'returnKey',
      'showRecordId',
      'tailable',
      'awaitData',
      'noCursorTimeout',
      'oplogReplay',
      'allowPartialResults',
    ],
    run: find,
  },
  getMore: { kind: 'read', options: ['collection', 'batchSize'], run: getMore },
  killCursors: { kind: 'read', options: ['cursors'], run: killCursors },
};

function find(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  for (const option of ['min', 'max', 'returnKey', 'showRecordId', 'tailable', 'awaitData']) {
    if (isTruthy(command.get(option)))
      fail(115, `The option '${option}' is not supported by the embedded database`);
  }
  const query = findQuery(command);
  const namespace = namespaceOf(context);
  const collection = collectionOf(context);
  const matcher = compileQuery(query.filter, query.vars);
  const spec = docOption(command.get('projection'), 'find.projection');
  const project = spec && spec.size > 0 ? compileFindProjection(spec, matcher, query.vars) : undefined;
  let documents: Source<Buffer> = sourceOf([]);
  if (collection) {
    const scan = scanContext(state, collection);
    const entries = queryEntries(scan, query, planQuery(scan, { ...query, reads: spec && pathsKept(spec) }));
    documents = project
      ? mapSource(entries, (entry) => encodeDocument(project(entry.doc, query.vars)))
      : mapSource(entries, (entry) => entry.bytes);
  }
  const isSingle = isTruthy(command.get('singleBatch')) || integerOption(command.get('limit'), 0) < 0;
  return openCursor(state, namespace, documents, command.get('batchSize'), isSingle);
}

/** Answers with the first batch of a result, and keeps a cursor when there is more. */
export function* openCursor(
  state: ServerState,
  namespace: string,
  documents: Source<Buffer>,
  batchSize: Value | undefined,
  isSingle = false,
): Generator<void, Reply> {
  const size = integerOption(batchSize, firstBatchSize);
  if (size < 0) fail(51024, `BSON field 'batchSize' value must be >= 0, actual value '${size}'`);
  const cursor = state.cursors.create(namespace, documents, Date.now());
  const { documents: firstBatch, isDone } = yield* cursor.batch(size, isSingle);
  const isOpen = !isDone && !isSingle;
  if (isOpen) state.cursors.keep(cursor);
  return { cursor: { firstBatch, id: isOpen ? cursor.id : 0n, ns: namespace } };
}

function* getMore(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const id = command.get('getMore');
  if (typeof id !== 'bigint')
    return fail(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  const cursor: Cursor = state.cursors.get(id);
  if (`${context.db}.${String(command.get('collection'))}` !== cursor.namespace) {
    fail(
      13,
      `Requested getMore on namespace '${context.db}.${String(command.get('collection'))}', but cursor belongs to a different namespace ${cursor.namespace}`,
    );
  }
  if (cursor.isBusy) fail(12051, `cursor id ${id} is already in use`);
  cursor.isBusy = true;
  try {
    const size = integerOption(command.get('batchSize'), 0);
    const { documents, isDone } = yield* cursor.batch(size > 0 ? size : Number.POSITIVE_INFINITY);
    if (isDone) state.cursors.close(id);
    return { cursor: { nextBatch: documents, id: isDone ? 0n : id, ns: cursor.namespace } };
  } catch (error) {
    state.cursors.close(id);
    throw error;
  } finally {
    cursor.isBusy = false;
    cursor.lastUsed = Date.now();
    state.cursors.makeRoom(cursor);
  }
}

function killCursors(context: CommandContext): Reply {
  const ids = context.command.get('cursors');
  const killed: bigint[] = [];
  const unknown: bigint[] = [];
  for (const id of Array.isArray(ids) ? ids : []) {
    if (typeof id === 'bigint') (context.state.cursors.close(id) ? killed : unknown).push(id);
  }
  return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] };
}
