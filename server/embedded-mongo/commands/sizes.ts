import { integerOption } from '../bson/numbers.ts';
import type { Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../store/collection.ts';
import { type Command, type CommandContext, collectionOf, namespaceOf, type Reply } from './command.ts';

/** `collStats` and `dbStats`. Sizes are those of the pages on disk. */
export const sizeCommands: Record<string, Command> = {
  collStats: { kind: 'read', options: ['scale'], run: collectionStats },
  dbStats: { kind: 'read', options: ['scale', 'freeStorage'], run: databaseStats },
};

function tableSize(table: Collection['documents']): number {
  const stats = table.getStats() as unknown as Record<string, number>;
  const pages =
    (stats.treeBranchPageCount ?? 0) + (stats.treeLeafPageCount ?? 0) + (stats.overflowPages ?? 0);
  return pages * (stats.pageSize ?? 4096);
}

function collectionStats(context: CommandContext): Reply {
  const scale = scaleOf(context.command.get('scale'));
  const collection = collectionOf(context);
  if (!collection)
    return { ns: namespaceOf(context), count: 0, size: 0, storageSize: 0, nindexes: 0, totalIndexSize: 0 };
  return { ns: collection.namespace, ...collectionSizes(collection, scale) };
}

/** How large a collection and its indexes are, in units of so many bytes. */
export function collectionSizes(collection: Collection, scale: number): Record<string, unknown> {
  const bytes = tableSize(collection.documents);
  const size = scaled(bytes, scale);
  const count = collection.count();
  const indexSizes = Object.fromEntries(
    collection.indexes.map((index) => [index.spec.name, scaled(tableSize(index.table), scale)]),
  );
  return {
    count,
    size,
    avgObjSize: count === 0 ? 0 : Math.round(bytes / count),
    storageSize: size,
    nindexes: collection.indexes.length + 1,
    indexSizes: { _id_: 0, ...indexSizes },
    totalIndexSize: Object.values(indexSizes).reduce((sum, one) => sum + one, 0),
    indexBuilds: collection.indexes.filter((index) => index.isBuilding).map((index) => index.spec.name),
    scaleFactor: scale,
    capped: false,
  };
}

function databaseStats(context: CommandContext): Reply {
  const scale = scaleOf(context.command.get('scale'));
  const collections = context.state.store.list(context.db);
  const sum = (of: (collection: Collection) => number) =>
    collections.reduce((total, one) => total + of(one), 0);
  const objects = sum((one) => one.count());
  const dataSize = sum((one) => tableSize(one.documents));
  const indexSize = sum((one) => one.indexes.reduce((total, index) => total + tableSize(index.table), 0));
  return {
    db: context.db,
    collections: collections.length,
    views: 0,
    objects,
    avgObjSize: objects === 0 ? 0 : dataSize / objects,
    dataSize: scaled(dataSize, scale),
    storageSize: scaled(dataSize, scale),
    indexes: sum((one) => one.indexes.length + 1),
    indexSize: scaled(indexSize, scale),
    totalSize: scaled(dataSize + indexSize, scale),
    scaleFactor: scale,
    fsUsedSize: context.state.store.sizeOnDisk(),
  };
}

/** The option `scale`, checked. */
export function scaleOf(option: Value | undefined): number {
  const scale = integerOption(option, 1);
  return scale >= 1 ? scale : fail(2, 'scale has to be a number >= 1');
}

function scaled(bytes: number, scale: number): number {
  return Math.floor(bytes / scale);
}
