import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Binary } from 'bson';
import { open, type RootDatabase } from 'lmdb';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { Collection } from './collection.ts';
import { bringUpToDate } from './format.ts';
import { Index } from './index.ts';
import { describeIndex, type IndexSpec, parseIndexSpec } from './index-spec.ts';
import { binary, condemn, documents, isSmall, type Table } from './table.ts';

/** How a collection is called while it is being filled to replace another: one found at the start was left behind. */
export const temporaryName = 'tmp.agg_out.';

/**
 * The data on disk: a catalogue of collections, and one table for the documents of each collection and for
 * each index. Reads may happen at any time; writes only inside `write`.
 */
export class Store {
  private readonly root: RootDatabase<Buffer, Buffer>;
  private readonly meta: Table;
  private readonly collections = new Map<string, Collection>();
  private lastId = 0;
  /** Large tables nobody refers to any more, waiting to be emptied. */
  private readonly condemned: Table[] = [];
  /** Is called when there is something to clear. */
  onCondemned: () => void = () => undefined;
  /** Counts committed transactions; what was read under an earlier number may be out of date. */
  version = 0;

  /** Opens or creates the data in a directory. */
  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.root = open<Buffer, Buffer>({ path: dir, noSubdir: false, maxDbs: 4096, maxReaders: 64, ...binary });
    this.meta = this.table('catalogue');
  }

  /** Brings the data to this program's format and reads the catalogue. Nothing else may be called before. */
  load(): void {
    bringUpToDate(this.meta, (change) => void this.root.transactionSync(change));
    for (const { key, value } of this.meta.getRange({})) {
      if (key[0] !== 0) this.loadCollection(decodeDocument(Buffer.from(value)));
    }
    this.giveUpLostTables();
    this.dropUnfinished();
  }

  /** The key-value table in which other parts of the room keep small records under keys that begin with zero. */
  get records(): Table {
    return this.meta;
  }

  private table(name: string): Table {
    return this.root.openDB<Buffer, Buffer>({ name, ...binary });
  }

  private documentsOf(id: number): Table {
    return this.root.openDB<Buffer, Buffer>({ name: `c${id}`, ...documents });
  }

  /**
   * Runs a change in one transaction and returns when it is on the disk. When `change` throws, nothing of it
   * remains.
   */
  write<T>(change: () => T): T {
    const touched: Collection[] = [];
    try {
      return this.root.transactionSync(() => {
        const result = change();
        for (const collection of this.collections.values()) {
          if (!collection.hasNews) continue;
          collection.hasNews = false;
          touched.push(collection);
          this.save(collection);
        }
        return result;
      });
    } catch (error) {
      for (const collection of touched) collection.hasNews = true;
      throw error;
    } finally {
      this.version++;
    }
  }

  get(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  /** All collections whose database is `db`, or all there are. */
  list(db?: string): Collection[] {
    const all = [...this.collections.values()];
    return db === undefined ? all : all.filter((c) => c.namespace.startsWith(`${db}.`));
  }

  /** The collection of that name, created if need be. Not to be called inside `write`. */
  create(namespace: string, options: Doc = new Map()): Collection {
    const existing = this.collections.get(namespace);
    if (existing) return existing;
    checkNamespace(namespace);
    const id = ++this.lastId;
    const uuid = new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), 4);
    const collection = new Collection(id, namespace, uuid, options, this.documentsOf(id));
    this.save(collection);
    this.collections.set(namespace, collection);
    return collection;
  }

  /** Drops a collection and says whether there was one. Not to be called inside `write`. */
  drop(namespace: string): boolean {
    const collection = this.collections.get(namespace);
    if (!collection) return false;
    collection.isDropped = true;
    this.collections.delete(namespace);
    this.version++;
    // The catalogue first: a crash in between leaves tables nobody refers to, never a collection half there.
    this.meta.removeSync(Buffer.from(namespace));
    this.giveUpTables(collection);
    return true;
  }

  /**
   * Gives a collection another name. One that has that name already is replaced, at one stroke. Not to be called inside
   * `write`.
   */
  rename(from: string, to: string): void {
    const collection = this.collections.get(from);
    if (!collection) fail(26, `Source collection ${from} does not exist`);
    checkNamespace(to);
    const replaced = this.collections.get(to);
    const renamed = new Collection(
      collection.id,
      to,
      collection.uuid,
      collection.options,
      collection.documents,
    );
    renamed.indexes = collection.indexes;
    this.root.transactionSync(() => {
      this.meta.removeSync(Buffer.from(from));
      this.save(renamed);
    });
    collection.isDropped = true;
    this.collections.delete(from);
    this.collections.set(to, renamed);
    this.version++;
    if (!replaced) return;
    replaced.isDropped = true;
    this.giveUpTables(replaced);
  }

  /** Adds an index that is still to be filled. Not to be called inside `write`. */
  addIndex(collection: Collection, spec: IndexSpec): Index {
    const id = ++this.lastId;
    const index = new Index(id, spec, this.table(`i${id}`), { traits: 0, isBuilding: true });
    collection.indexes.push(index);
    this.save(collection);
    return index;
  }

  /** Removes an index. Not to be called inside `write`. */
  dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter((other) => other !== index);
    this.save(collection);
    this.version++;
    this.giveUp(index.table);
  }

  /** A table that is to be emptied and then dropped, if there is one. */
  get nextToClear(): Table | undefined {
    return this.condemned[0];
  }

  /** Drops a table that was to be cleared, once it is small. Not to be called inside `write`. */
  dropCleared(): void {
    const [table] = this.condemned;
    if (!table || !isSmall(table)) return;
    this.condemned.shift();
    table.dropSync();
  }

  /** Records a collection's catalogue entry. */
  save(collection: Collection): void {
    const { id, namespace, uuid, options } = collection;
    const indexes = collection.indexes.map((index) => ({
      id: index.id,
      spec: describeIndex(index.spec),
      traits: index.traits,
      isBuilding: index.isBuilding,
    }));
    this.meta.putSync(Buffer.from(namespace), encodeDocument({ id, namespace, uuid, options, indexes }));
  }

  /** The size of the whole file in bytes, as far as it is used. */
  sizeOnDisk(): number {
    const stats = this.root.getStats() as { lastPageNumber: number; pageSize: number };
    return (stats.lastPageNumber + 1) * stats.pageSize;
  }

  async close(): Promise<void> {
    await this.root.close();
  }

  private giveUpTables(collection: Collection): void {
    for (const index of collection.indexes) this.giveUp(index.table);
    this.giveUp(collection.documents);
  }

  /** Drops a table at once when it is small; a large one waits to be cleared. */
  private giveUp(table: Table): void {
    condemn(table);
    if (isSmall(table)) table.dropSync();
    else {
      this.condemned.push(table);
      this.onCondemned();
    }
  }

  private loadCollection(entry: Doc): void {
    const id = entry.get('id') as number;
    const namespace = entry.get('namespace') as string;
    const options = entry.get('options') as Doc;
    const collection = new Collection(
      id,
      namespace,
      entry.get('uuid') as Binary,
      options,
      this.documentsOf(id),
    );
    this.lastId = Math.max(this.lastId, id);
    for (const saved of entry.get('indexes') as Value[]) {
      if (!isDoc(saved)) continue;
      const indexId = saved.get('id') as number;
      this.lastId = Math.max(this.lastId, indexId);
      collection.indexes.push(
        new Index(indexId, parseIndexSpec(saved.get('spec') as Doc), this.table(`i${indexId}`), {
          traits: saved.get('traits') as number,
          isBuilding: saved.get('isBuilding') === true,
        }),
      );
    }
    this.collections.set(namespace, collection);
  }

  /** Tables of collections and indexes a process was dropping when it died. */
  private giveUpLostTables(): void {
    const inUse = new Set(
      this.list().flatMap(({ id, indexes }) => [`c${id}`, ...indexes.map((index) => `i${index.id}`)]),
    );
    const names = [...this.root.getKeys()].map((key) => key.toString('latin1').replace(/\0$/, ''));
    for (const name of names) {
      const [, id] = /^[ci](\d+)$/.exec(name) ?? [];
      if (id === undefined || inUse.has(name)) continue;
      // A new table must not get the name of one that still has entries.
      this.lastId = Math.max(this.lastId, Number(id));
      this.giveUp(this.table(name));
    }
  }

  /** An index or a replacement that a crash interrupted was never acknowledged: it goes. */
  private dropUnfinished(): void {
    for (const collection of this.list()) {
      const name = collection.namespace.slice(collection.namespace.indexOf('.') + 1);
      if (name.startsWith(temporaryName)) this.drop(collection.namespace);
      else for (const index of collection.indexes) if (index.isBuilding) this.dropIndex(collection, index);
    }
  }
}

function checkNamespace(namespace: string): void {
  const dot = namespace.indexOf('.');
  const name = namespace.slice(dot + 1);
  if (dot <= 0 || name === '' || name.startsWith('.') || name.includes('$') || name.includes('\0')) {
    fail(73, `Invalid namespace specified '${namespace}'`);
  }
  if (Buffer.byteLength(namespace) > 255) fail(73, `Fully qualified namespace is too long: ${namespace}`);
}
