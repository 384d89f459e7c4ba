import { hostname } from 'node:os';
import { decodeDocument } from '../bson/decode.ts';
import { encodeKey } from '../bson/key-encoding.ts';
import { fail } from '../errors.ts';
import { RangeReader } from '../plan/scan.ts';
import { PAUSE } from '../source.ts';
import type { Collection } from '../store/collection.ts';
import type { Index } from '../store/index.ts';
import {
  type Command,
  type CommandContext,
  collectionOf,
  namespaceOf,
  type Reply,
  scanContext,
} from './command.ts';
import { serverVersion } from './hello.ts';

/** Commands that tell how the server is. */
export const diagnosticCommands: Record<string, Command> = {
  serverStatus: {
    kind: 'read',
    options: ['repl', 'metrics', 'locks', 'opLatencies', 'opReadConcernCounters', 'wiredTiger'],
    run: serverStatus,
  },
  collStats: { kind: 'read', options: ['scale'], run: collectionStats },
  dbStats: { kind: 'read', options: ['scale', 'freeStorage'], run: databaseStats },
  validate: {
    kind: 'read',
    options: ['full', 'repair', 'metadata', 'checkBSONConformance', 'background'],
    run: validate,
  },
  hostInfo: { kind: 'read', options: [], run: () => ({ system: { hostname: hostname() } }) },
};

function serverStatus({ state }: CommandContext): Reply {
  const memory = process.memoryUsage();
  const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return {
    host: hostname(),
    version: serverVersion,
    process: 'embedded',
    pid: BigInt(process.pid),
    uptime: (Date.now() - state.startedAt) / 1000,
    localTime: new Date(),
    connections: { current: state.connections(), available: 1000 },
    mem: { resident: mb(memory.rss), bits: 64 },
    metrics: { cursor: { open: { total: BigInt(state.cursors.count) } } },
    opcounters: Object.fromEntries([...state.counts].map(([name, count]) => [name, BigInt(count)])),
    storageEngine: { name: 'lmdb', persistent: true, supportsCommittedReads: true },
  };
}

function tableSize(table: Collection['documents']): number {
  const stats = table.getStats() as unknown as Record<string, number>;
  const pages =
    (stats.treeBranchPageCount ?? 0) + (stats.treeLeafPageCount ?? 0) + (stats.overflowPages ?? 0);
  return pages * (stats.pageSize ?? 4096);
}

function collectionStats(context: CommandContext): Reply {
  const collection = collectionOf(context);
  if (!collection)
    return { ns: namespaceOf(context), count: 0, size: 0, storageSize: 0, nindexes: 0, totalIndexSize: 0 };
  const size = tableSize(collection.documents);
  const count = collection.count();
  const indexSizes = Object.fromEntries(
    collection.indexes.map((index) => [index.spec.name, tableSize(index.table)]),
  );
  return {
    ns: collection.namespace,
    count,
    size,
    avgObjSize: count === 0 ? 0 : Math.round(size / count),
    storageSize: size,
    nindexes: collection.indexes.length + 1,
    indexSizes: { _id_: 0, ...indexSizes },
    totalIndexSize: Object.values(indexSizes).reduce((sum, bytes) => sum + bytes, 0),
    capped: false,
  };
}

function databaseStats(context: CommandContext): Reply {
  const collections = context.state.store.list(context.db);
  const sum = (of: (collection: Collection) => number) =>
    collections.reduce((total, one) => total + of(one), 0);
  const dataSize = sum((one) => tableSize(one.documents));
  const indexSize = sum((one) => one.indexes.reduce((total, index) => total + tableSize(index.table), 0));
  return {
    db: context.db,
    collections: collections.length,
    views: 0,
    objects: sum((one) => one.count()),
    dataSize,
    storageSize: dataSize,
    indexes: sum((one) => one.indexes.length + 1),
    indexSize,
    totalSize: dataSize + indexSize,
    fsUsedSize: context.state.store.sizeOnDisk(),
  };
}

/** Checks that documents decode and lie under their ids, and that the indexes hold exactly their keys. */
function* validate(context: CommandContext): Generator<void, Reply> {
  const collection =
    collectionOf(context) ?? fail(26, `Collection '${namespaceOf(context)}' does not exist to validate.`);
  const errors: string[] = [];
  const expected = new Map<Index, number>(collection.indexes.map((index) => [index, 0]));
  const scan = scanContext(context.state, collection);
  const reader = new RangeReader(scan, collection.documents, undefined, false);
  let nrecords = 0;
  for (let id = reader.next(); id !== undefined; id = reader.next()) {
    if (id === PAUSE) {
      yield;
      continue;
    }
    const bytes = collection.read(id);
    if (!bytes) continue;
    nrecords++;
    checkDocument(collection, id, bytes, expected, errors);
  }
  const keysPerIndex: Record<string, number> = { _id_: nrecords };
  for (const index of collection.indexes) {
    const entries = (index.table.getStats() as { entryCount: number }).entryCount;
    keysPerIndex[index.spec.name] = entries;
    if (entries !== expected.get(index)) {
      errors.push(`index ${index.spec.name} has ${entries} entries where ${expected.get(index)} belong`);
    }
  }
  return {
    ns: collection.namespace,
    nrecords,
    nIndexes: collection.indexes.length + 1,
    keysPerIndex,
    valid: errors.length === 0,
    errors,
  };
}

function checkDocument(
  collection: Collection,
  id: Buffer,
  bytes: Buffer,
  expected: Map<Index, number>,
  errors: string[],
): void {
  const doc = decodeDocument(bytes);
  if (!encodeKey(doc.get('_id')).equals(id)) errors.push(`a document lies under a key that is not its id`);
  for (const index of collection.indexes) {
    const { keys } = index.keysOf(doc);
    expected.set(index, (expected.get(index) ?? 0) + keys.length);
    for (const key of keys) {
      if (!index.has(key, id))
        errors.push(`index ${index.spec.name} lacks an entry of the document ${id.toString('hex')}`);
    }
  }
}
