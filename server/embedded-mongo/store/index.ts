import { type Numeric, numberOf } from '../bson/numbers.ts';
import type { Doc } from '../bson/values.ts';
import { compileQuery, type Matcher } from '../match/compile.ts';
import { type DocumentKeys, documentKeys, type KeyShape, keyTrait, noKeys } from './index-keys.ts';
import type { IndexSpec } from './index-spec.ts';
import type { Table } from './table.ts';

const nothing = Buffer.alloc(0);

/**
 * One index over a collection. Unique indexes map a key to the document's id; others append the id and its
 * length to the key, which makes every entry distinct, and store no value.
 */
export class Index {
  readonly id: number;
  readonly spec: IndexSpec;
  readonly shape: KeyShape;
  readonly fields: readonly string[];
  readonly table: Table;
  readonly partial: Matcher | undefined;
  /** Bits of `keyTrait`: what has ever been so of a key stays. */
  traits: number;
  /** How many searches have read it, since when, in milliseconds since 1970. */
  uses = 0;
  readonly usedSince = Date.now();
  /** While it is being built an index is maintained but not read. */
  isBuilding: boolean;
  /** The ids, as text, of documents that were written while it is being built. */
  private readonly touched = new Set<string>();

  constructor(id: number, spec: IndexSpec, table: Table, state: { traits: number; isBuilding: boolean }) {
    this.id = id;
    this.spec = spec;
    this.table = table;
    this.fields = [...spec.key.keys()];
    this.shape = {
      paths: this.fields.map((field) => field.split('.')),
      directions: [...spec.key.values()].map((direction) => (numberOf(direction as Numeric) < 0 ? -1 : 1)),
      isUnique: spec.unique,
      isSparse: spec.sparse,
    };
    this.partial = spec.partialFilterExpression
      ? compileQuery(spec.partialFilterExpression, undefined)
      : undefined;
    this.traits = state.traits;
    this.isBuilding = state.isBuilding;
  }

  /** Whether any document has ever had several keys. */
  get isMultikey(): boolean {
    return (this.traits & keyTrait.multikey) !== 0;
  }

  /** Whether any key was ever cut. */
  get isClipped(): boolean {
    return (this.traits & keyTrait.clipped) !== 0;
  }

  /** The keys a document has here: none when a partial index does not cover it. */
  keysOf(doc: Doc): DocumentKeys {
    if (this.partial && !this.partial(doc)) return noKeys;
    return documentKeys(this.shape, doc);
  }

  /** Says that a document is being written: what was read of it before must not be entered any more. */
  touch(id: Buffer): void {
    if (this.isBuilding) this.touched.add(id.toString('latin1'));
  }

  /** Whether a document was written while the index is being built. */
  isTouched(id: Buffer): boolean {
    return this.touched.size > 0 && this.touched.has(id.toString('latin1'));
  }

  /** The ids of all those, also of the ones that come meanwhile. */
  *touchedIds(): Generator<Buffer, void> {
    for (const id of this.touched) yield Buffer.from(id, 'latin1');
  }

  /** From now on it is read. */
  finish(): void {
    this.isBuilding = false;
    this.touched.clear();
  }

  /** Whether another document than `id` holds one of the keys of a unique index. */
  findConflict(keys: readonly Buffer[], id: Buffer): boolean {
    if (!this.spec.unique) return false;
    for (const key of keys) {
      const holder = this.table.getBinary(key);
      if (holder && !holder.equals(id)) return true;
    }
    return false;
  }

  /** Adds an entry; adding it twice changes nothing. */
  add(key: Buffer, id: Buffer): void {
    if (this.spec.unique) this.table.putSync(key, id);
    else this.table.putSync(entryKey(key, id), nothing);
  }

  /** Whether the entry of a document is there. */
  has(key: Buffer, id: Buffer): boolean {
    if (this.spec.unique) return this.table.getBinary(key)?.equals(id) === true;
    return this.table.doesExist(entryKey(key, id));
  }

  /** Removes an entry if it is there. */
  remove(key: Buffer, id: Buffer): void {
    if (!this.spec.unique) {
      this.table.removeSync(entryKey(key, id));
      return;
    }
    // While an index is being built the key may belong to a document that came first.
    if (!this.isBuilding || this.table.getBinary(key)?.equals(id)) this.table.removeSync(key);
  }
}

/** The id at the end of an entry of a non-unique index. */
export function idOfEntry(entry: Buffer): Buffer {
  const { length } = entry;
  return entry.subarray(length - 2 - entry.readUInt16BE(length - 2), length - 2);
}

/** The key at the beginning of an entry of a non-unique index. */
export function keyOfEntry(entry: Buffer): Buffer {
  const { length } = entry;
  return entry.subarray(0, length - 2 - entry.readUInt16BE(length - 2));
}

function entryKey(key: Buffer, id: Buffer): Buffer {
  const entry = Buffer.allocUnsafe(key.length + id.length + 2);
  key.copy(entry, 0);
  id.copy(entry, key.length);
  entry.writeUInt16BE(id.length, key.length + id.length);
  return entry;
}
