import { type Binary, ObjectId } from 'bson';
import { decodeDocument } from '../bson/decode.ts';
import { encodeKey } from '../bson/key-encoding.ts';
import { type Doc, isDoc, typeNameOf, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { duplicateKeyError } from './duplicate-key.ts';
import type { Index } from './index.ts';
import type { DocumentKeys } from './index-keys.ts';
import { ownBytes, type Reading, readDocument, type Table } from './table.ts';

/** The longest id, encoded, that can be stored. */
const longestId = 900;

/** The largest document, as MongoDB has it. */
export const largestDocument = 16 * 1024 * 1024;

/** A collection: its documents in the order of their ids, and its indexes. */
export class Collection {
  readonly id: number;
  readonly namespace: string;
  readonly uuid: Binary;
  readonly options: Doc;
  readonly documents: Table;
  indexes: Index[] = [];
  /** How many searches have looked for documents by their ids since the start. */
  idUses = 0;
  /** Set when an index has a new trait, which the catalogue must then record. */
  hasNews = false;
  isDropped = false;

  constructor(id: number, namespace: string, uuid: Binary, options: Doc, documents: Table) {
    this.id = id;
    this.namespace = namespace;
    this.uuid = uuid;
    this.options = options;
    this.documents = documents;
  }

  /** The stored bytes of a document. */
  read(id: Buffer): Buffer | undefined;
  /** What is made of a stored document. */
  read<T>(id: Buffer, reading: Reading<T>): T | undefined;
  read(id: Buffer, reading: Reading<unknown> = ownBytes): unknown {
    this.checkPresence();
    return readDocument(this.documents, id, reading);
  }

  /** How many documents there are, at no cost. */
  count(): number {
    return (this.documents.getStats() as { entryCount: number }).entryCount;
  }

  /**
   * Stores a new document. Everything that can be refused (a duplicate, parallel arrays, the size) is checked
   * before the first byte is written, so a refusal leaves no trace.
   */
  insert(id: Buffer, doc: Doc, bytes: Buffer): void {
    this.checkPresence();
    checkSize(bytes);
    if (this.documents.doesExist(id)) throw duplicateKeyError(this.namespace, '_id_', idPattern, doc);
    const planned = this.indexes.map((index) => {
      const made = index.keysOf(doc);
      if (index.findConflict(made.keys, id)) {
        throw duplicateKeyError(this.namespace, index.spec.name, index.spec.key, doc);
      }
      return made;
    });
    for (let i = 0; i < planned.length; i++) {
      const index = this.indexes[i] as Index;
      const made = planned[i] as DocumentKeys;
      index.touch(id);
      this.note(index, made.traits);
      for (const key of made.keys) index.add(key, id);
    }
    this.documents.putSync(id, bytes);
  }

  /** Stores a changed document under its id; as careful as `insert`. */
  replace(id: Buffer, before: Doc, after: Doc, bytes: Buffer): void {
    this.checkPresence();
    checkSize(bytes);
    const changes: { index: Index; gone: Buffer[]; added: Buffer[]; traits: number }[] = [];
    for (const index of this.indexes) {
      index.touch(id);
      const old = index.keysOf(before).keys;
      const made = index.keysOf(after);
      const [oldKey] = old;
      const [newKey] = made.keys;
      const isSame = old.length === 1 && made.keys.length === 1 && oldKey && newKey?.equals(oldKey);
      if (isSame) {
        // The same key may stand for a value of another type now.
        if (made.traits & ~index.traits) changes.push({ index, gone: [], added: [], traits: made.traits });
        continue;
      }
      const added = without(made.keys, old);
      if (index.findConflict(added, id)) {
        throw duplicateKeyError(this.namespace, index.spec.name, index.spec.key, after);
      }
      changes.push({ index, gone: without(old, made.keys), added, traits: made.traits });
    }
    for (const { index, gone, added, traits } of changes) {
      this.note(index, traits);
      for (const key of gone) index.remove(key, id);
      for (const key of added) index.add(key, id);
    }
    this.documents.putSync(id, bytes);
  }

  /** Removes a document and its index entries. */
  remove(id: Buffer, doc: Doc): void {
    this.checkPresence();
    for (const index of this.indexes) {
      index.touch(id);
      for (const key of index.keysOf(doc).keys) index.remove(key, id);
    }
    this.documents.removeSync(id);
  }

  /** The keys a stored document has in an index that is being built. */
  keysIn(index: Index, doc: Doc): Buffer[] {
    const { keys, traits } = index.keysOf(doc);
    this.note(index, traits);
    return keys;
  }

  /** Enters keys of a stored document into an index that is being built. */
  enter(index: Index, keys: Buffer[], id: Buffer): void {
    if (index.findConflict(keys, id)) {
      const doc = decodeDocument(this.read(id) ?? fail(1, 'an indexed document is gone'));
      throw duplicateKeyError(this.namespace, index.spec.name, index.spec.key, doc);
    }
    for (const key of keys) index.add(key, id);
  }

  private checkPresence(): void {
    if (this.isDropped) fail(175, `The collection ${this.namespace} was dropped in the meantime`);
  }

  private note(index: Index, traits: number): void {
    if ((traits & ~index.traits) === 0) return;
    index.traits |= traits;
    this.hasNews = true;
  }
}

/** The pattern of the index every collection has. */
export const idPattern: Doc = new Map([['_id', 1]]);

/** The document with its id in front. One is made up where there is none; null is an id like any other. */
export function withId(doc: Doc): Doc {
  if (doc.keys().next().value === '_id') return doc;
  const result: Doc = new Map([['_id', doc.get('_id') ?? (doc.has('_id') ? null : new ObjectId())]]);
  for (const [name, value] of doc) if (name !== '_id') result.set(name, value);
  return result;
}

/** The key a document is stored under; ids MongoDB refuses are refused. */
export function idKeyOf(id: Value): Buffer {
  if (Array.isArray(id)) fail(2, "The '_id' value cannot be of type array");
  const type = typeNameOf(id);
  if (type === 'regex') fail(2, `The '_id' value cannot be of type ${type}`);
  if (isDoc(id)) {
    for (const name of id.keys()) {
      if (name.startsWith('$') && name !== '$ref' && name !== '$id' && name !== '$db') {
        fail(52, `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`);
      }
    }
  }
  const key = encodeKey(id);
  if (key.length > longestId) {
    fail(
      17280,
      `The '_id' is ${key.length} bytes long; the embedded database stores ids of up to ${longestId}`,
    );
  }
  return key;
}

function checkSize(bytes: Buffer): void {
  if (bytes.length > largestDocument) {
    fail(10334, `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${largestDocument}`);
  }
}

function without(keys: Buffer[], others: Buffer[]): Buffer[] {
  if (others.length === 0) return keys;
  const known = new Set(others.map((key) => key.toString('latin1')));
  return keys.filter((key) => !known.has(key.toString('latin1')));
}
