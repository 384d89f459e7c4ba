import { commandVars } from '../aggregate/expression.ts';
import { encodeDocument } from '../bson/encode.ts';
import { type Doc, isDoc, isTruthy, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery } from '../match/compile.ts';
import { docOption } from '../plan/query.ts';
import { sourceOf } from '../source.ts';
import { idPattern } from '../store/collection.ts';
import { type Command, type CommandContext, collectionOf, namespaceOf, type Reply } from './command.ts';
import { openCursor } from './find.ts';

/** Commands that create, drop and list collections and databases. */
export const catalogueCommands: Record<string, Command> = {
  create: {
    kind: 'catalogue',
    options: [
      'capped',
      'size',
      'max',
      'timeseries',
      'expireAfterSeconds',
      'clusteredIndex',
      'changeStreamPreAndPostImages',
      'validator',
      'validationLevel',
      'validationAction',
      'indexOptionDefaults',
      'viewOn',
      'pipeline',
      'storageEngine',
      'autoIndexId',
      'idIndex',
      'encryptedFields',
    ],
    run: create,
  },
  drop: { kind: 'catalogue', makesRoom: true, options: [], run: drop },
  dropDatabase: { kind: 'catalogue', makesRoom: true, options: [], run: dropDatabase },
  renameCollection: { kind: 'catalogue', options: ['to', 'dropTarget'], run: rename },
  listCollections: {
    kind: 'read',
    options: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
    run: listCollections,
  },
  listDatabases: { kind: 'read', options: ['filter', 'nameOnly', 'authorizedDatabases'], run: listDatabases },
};

function create(context: CommandContext): Reply {
  const { command, state } = context;
  for (const option of [
    'capped',
    'timeseries',
    'viewOn',
    'validator',
    'clusteredIndex',
    'encryptedFields',
    'expireAfterSeconds',
  ]) {
    const value = command.get(option);
    if (isTruthy(value) && !(isDoc(value) && value.size === 0)) {
      fail(115, `The option '${option}' of create is not supported by the embedded database`);
    }
  }
  const namespace = namespaceOf(context);
  if (state.store.get(namespace)) {
    fail(48, `Collection ${namespace} already exists.`);
  }
  state.store.create(namespace);
  return {};
}

function drop(context: CommandContext): Reply {
  const namespace = namespaceOf(context);
  const nIndexesWas = (collectionOf(context)?.indexes.length ?? 0) + 1;
  return context.state.store.drop(namespace) ? { nIndexesWas, ns: namespace } : {};
}

function dropDatabase(context: CommandContext): Reply {
  const { state, db } = context;
  for (const collection of state.store.list(db)) state.store.drop(collection.namespace);
  return { dropped: db };
}

function rename(context: CommandContext): Reply {
  const { command, state } = context;
  const from = command.get('renameCollection');
  const to = command.get('to');
  if (typeof from !== 'string' || typeof to !== 'string') return fail(14, 'renameCollection needs two names');
  if (from === to) fail(20, "Can't rename a collection to itself");
  if (state.store.get(to) && !isTruthy(command.get('dropTarget'))) fail(48, 'target namespace exists');
  state.store.rename(from, to);
  return {};
}

function listCollections(context: CommandContext): Generator<void, Reply> {
  const { command, state, db } = context;
  const matches = compileQuery(
    docOption(command.get('filter'), 'listCollections.filter') ?? new Map(),
    commandVars(undefined),
  );
  const isNameOnly = isTruthy(command.get('nameOnly'));
  const found: Doc[] = [];
  for (const collection of state.store.list(db)) {
    const entry: Doc = new Map<string, Value>([
      ['name', collection.namespace.slice(db.length + 1)],
      ['type', 'collection'],
      ['options', collection.options],
      [
        'info',
        new Map<string, Value>([
          ['readOnly', false],
          ['uuid', collection.uuid],
        ]),
      ],
      [
        'idIndex',
        new Map<string, Value>([
          ['v', 2],
          ['key', idPattern],
          ['name', '_id_'],
        ]),
      ],
    ]);
    if (!matches(entry)) continue;
    found.push(isNameOnly ? new Map([...entry].slice(0, 2)) : entry);
  }
  const cursor = command.get('cursor');
  const documents = sourceOf(found.map((doc) => encodeDocument(doc)));
  return openCursor(
    state,
    `${db}.$cmd.listCollections`,
    documents,
    isDoc(cursor) ? cursor.get('batchSize') : undefined,
  );
}

function listDatabases(context: CommandContext): Reply {
  const { command, state } = context;
  const matches = compileQuery(
    docOption(command.get('filter'), 'listDatabases.filter') ?? new Map(),
    commandVars(undefined),
  );
  const names = new Set(
    state.store.list().map(({ namespace }) => namespace.slice(0, namespace.indexOf('.'))),
  );
  const totalSize = state.store.sizeOnDisk();
  const databases: Doc[] = [];
  for (const name of [...names].sort()) {
    const entry: Doc = new Map<string, Value>([
      ['name', name],
      ['sizeOnDisk', BigInt(totalSize)],
      ['empty', false],
    ]);
    if (!matches(entry)) continue;
    databases.push(isTruthy(command.get('nameOnly')) ? new Map([['name', name]]) : entry);
  }
  return isTruthy(command.get('nameOnly')) ? { databases } : { databases, totalSize: BigInt(totalSize) };
}
