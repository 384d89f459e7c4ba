import type { RangeOptions } from 'lmdb';
import type { SortOrder } from '../aggregate/sort-order.ts';
import { decodeDocument, decodeFields } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { mapSource, PAUSE, type Source, type Turn } from '../source.ts';
import type { Collection } from '../store/collection.ts';
import { type Index, idOfEntry } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { isCondemned, ownBytes, type Reading, readDocuments, type Table } from '../store/table.ts';
import { type Coverage, coveredDocument } from './covered.ts';
import { eachOnce, readsOnePoint } from './each-once.ts';
import { type Keyed, mergeKeys, mergeSorted } from './merge.ts';
import type { IndexPlan, KeyRange, Plan, ScanPlan, UnionPlan } from './plan.ts';

const nothing: Buffer = Buffer.alloc(0);

/** A document on its way through a query. It is decoded at most once, and only if someone asks. */
export class Entry {
  readonly id: Buffer;
  /** The document as it is stored; nothing where it was made of something else. */
  readonly bytes: Buffer;
  private decoded: Doc | undefined;

  constructor(id: Buffer, bytes: Buffer, decoded?: Doc) {
    this.id = id;
    this.bytes = bytes;
    this.decoded = decoded;
  }

  /** As much of a document as is looked at, or one that stages of a pipeline have made. */
  static made(doc: Doc, id = nothing): Entry {
    return new Entry(id, nothing, doc);
  }

  /** The document, or as much of it as is known, encoded. */
  get encoded(): Buffer {
    return this.bytes === nothing ? encodeDocument(this.doc) : this.bytes;
  }

  get doc(): Doc {
    this.decoded ??= decodeDocument(this.bytes);
    return this.decoded;
  }

  /** A document with at least some fields of this one; the others are not decoded for it. */
  part(fields: ReadonlySet<string>): Doc {
    return this.decoded ?? decodeFields(this.bytes, fields);
  }
}

/** What a plan cost so far; `explain` shows it. */
export interface ScanCost {
  keysExamined: number;
  docsExamined: number;
}

/** What every scan needs. */
export interface ScanContext {
  store: Store;
  collection: Collection;
  turn: Turn;
  cost: ScanCost;
  /** The fields that are looked at at all, where it is known; nothing else is read. */
  wanted?: ReadonlySet<string> | undefined;
}

/** The ids a plan leads to, in its order; those of a multikey index or a union are not repeated. */
export function planIdsSource(context: ScanContext, plan: Plan): Source<Buffer> {
  switch (plan.kind) {
    case 'ids': {
      context.collection.idUses++;
      let at = 0;
      return { next: () => plan.ids[at++] };
    }
    case 'index':
      return indexIds(context, plan);
    case 'scan':
      return scanIds(context, plan);
    default:
      return eachOnce(concatenated(plan.plans.map((inner) => planIdsSource(context, inner))));
  }
}

/** The documents a plan leads to; with a coverage they are not read where the entries of the index tell enough. */
export function planEntries(context: ScanContext, plan: Plan, coverage?: Coverage): Source<Entry> {
  if (plan.kind === 'scan') return scanEntries(context, plan);
  if (plan.kind === 'union' && plan.order) return mergedEntries(context, plan, plan.order);
  if (plan.kind === 'index' && coverage) return coveredEntries(context, plan, coverage);
  return readingSource(context, planIdsSource(context, plan), (id) => readEntry(context, id));
}

/** Passes on what is made of each key, letting others have their turn. */
function readingSource(
  { turn }: ScanContext,
  keys: Source<Buffer>,
  read: (key: Buffer) => Entry | undefined,
): Source<Entry> {
  return mapSource({ next: () => (turn.isOver() ? PAUSE : keys.next()) }, read);
}

/** The document of an id, if it is there. */
export function readEntry({ collection, cost, wanted }: ScanContext, id: Buffer): Entry | undefined {
  const made = collection.read(id, readingOf(wanted));
  if (made === undefined) return undefined;
  cost.docsExamined++;
  return entryOf(id, made);
}

/** What is made of a stored document: its fields that are looked at, or a copy to be decoded when somebody asks. */
function readingOf(wanted: ReadonlySet<string> | undefined): Reading<Doc | Buffer> {
  return wanted ? (bytes, length) => decodeFields(bytes, wanted, length) : ownBytes;
}

function entryOf(id: Buffer, made: Doc | Buffer): Entry {
  return Buffer.isBuffer(made) ? new Entry(id, made) : Entry.made(made, id);
}

function coveredEntries(context: ScanContext, plan: IndexPlan, coverage: Coverage): Source<Entry> {
  const { index } = plan;
  return readingSource(context, indexKeys(context, plan), (key) => {
    const id = idBehind(index, key);
    const doc = id && coveredDocument(coverage, key, id);
    return doc ? Entry.made(doc, id) : id && readEntry(context, id);
  });
}

/**
 * What several plans find, each in the order asked for, in that order. A document that more than one of them finds has
 * the same sort key in all, so that only those with the key at hand need be remembered.
 */
function mergedEntries(context: ScanContext, { plans }: UnionPlan, order: SortOrder): Source<Entry> {
  const sources = plans.map((plan) => planEntries(context, plan));
  let last: Buffer | undefined;
  let seen = new Set<string>();
  return mapSource(
    mergeSorted(sources, (entry) => order.keyOf(entry.doc)),
    ({ item: entry, key }: Keyed<Entry>) => {
      if (!last?.equals(key)) seen = new Set();
      last = key;
      const id = entry.id.toString('latin1');
      if (seen.has(id)) return undefined;
      seen.add(id);
      return entry;
    },
  );
}

/** The entries of an index a plan leads to, in its order. */
function indexKeys(context: ScanContext, plan: IndexPlan): Source<Buffer> {
  const { index, isReversed } = plan;
  index.uses++;
  const read = (ranges: KeyRange[]) => readRanges(context, index.table, ranges, isReversed);
  if (!plan.streams) return read(plan.ranges);
  return mergeKeys(
    plan.streams.map(({ prefixLength, ranges }) => ({ prefixLength, keys: read(ranges) })),
    isReversed,
  );
}

function indexIds(context: ScanContext, plan: IndexPlan): Source<Buffer> {
  const { index } = plan;
  const ids = mapSource(indexKeys(context, plan), (key) => idBehind(index, key));
  return index.isMultikey && !readsOnePoint(plan) ? eachOnce(ids) : ids;
}

/** The id of the document an entry of an index leads to. */
export function idBehind(index: Index, key: Buffer): Buffer | undefined {
  return index.spec.unique ? index.table.getBinary(key) : idOfEntry(key);
}

function readRanges(
  context: ScanContext,
  table: Table,
  ranges: KeyRange[],
  isReversed: boolean,
): Source<Buffer> {
  const ordered = isReversed ? ranges.toReversed() : ranges;
  const readers = ordered.map((range) => new RangeReader(context, table, range, isReversed));
  return readers.length === 1 && readers[0] ? readers[0] : concatenated(readers);
}

function scanIds(context: ScanContext, plan: ScanPlan): Source<Buffer> {
  return new RangeReader(context, context.collection.documents, plan.range, plan.isReversed);
}

/** Reads documents where they lie, one after another: looking each up by its id would cost as much again. */
function scanEntries(context: ScanContext, plan: ScanPlan): Source<Entry> {
  const { collection, turn, cost, wanted } = context;
  const readingOne = readingOf(wanted);
  const entries = new ChunkReader<Entry>(context, collection.documents, plan.range, plan.isReversed, {
    read(table, options) {
      const chunk: Entry[] = [];
      let bytes = 0;
      const read: typeof readingOne = (document, length) => {
        bytes += length;
        return readingOne(document, length);
      };
      readDocuments(table, options, read, (id, made) => {
        chunk.push(entryOf(id, made));
        return bytes <= largestChunkBytes;
      });
      return { chunk, isAtEnd: bytes <= largestChunkBytes && chunk.length < options.limit };
    },
    keyOf: ({ id }) => id,
  });
  return {
    next() {
      if (turn.isOver()) return PAUSE;
      const entry = entries.next();
      if (entry instanceof Entry) cost.docsExamined++;
      return entry;
    },
  };
}

const firstChunk = 32;
const largestChunk = 1024;
const largestChunkBytes = 256 * 1024;

/** How the items of a chunk are read from a table. */
interface ChunkItems<T> {
  /** The items from the start of the options on, and whether none is left behind them. */
  read(table: Table, options: RangeOptions & { limit: number }): { chunk: T[]; isAtEnd: boolean };
  keyOf(item: T): Buffer;
}

/**
 * Reads a range in chunks. Between chunks it holds nothing open; when others have written since, it throws away
 * what it read ahead and goes on behind the last item it handed out.
 */
class ChunkReader<T> implements Source<T> {
  private chunk: T[] = [];
  private at = 0;
  private size: number;
  private isAtEnd = false;
  private last: Buffer | undefined;
  private version = -1;
  private readonly context: ScanContext;
  private readonly table: Table;
  private readonly range: KeyRange | undefined;
  private readonly isReversed: boolean;
  private readonly items: ChunkItems<T>;

  constructor(
    context: ScanContext,
    table: Table,
    range: KeyRange | undefined,
    isReversed: boolean,
    items: ChunkItems<T>,
    size = firstChunk,
  ) {
    this.items = items;
    this.size = size;
    this.context = context;
    this.table = table;
    this.range = range;
    this.isReversed = isReversed;
  }

  next(): T | undefined | typeof PAUSE {
    const { context } = this;
    if (this.version !== context.store.version) {
      if (isCondemned(this.table)) fail(175, 'The collection or index was dropped while it was being read');
      this.version = context.store.version;
      this.chunk = [];
      this.at = 0;
      this.isAtEnd = false;
    }
    if (this.at >= this.chunk.length) {
      if (this.isAtEnd) return undefined;
      if (context.turn.hasEnded()) return PAUSE;
      this.fill();
      if (this.chunk.length === 0) return undefined;
    }
    const item = this.chunk[this.at++] as T;
    this.last = this.items.keyOf(item);
    context.cost.keysExamined++;
    return item;
  }

  private fill(): void {
    const { range, last, isReversed, size } = this;
    const options: RangeOptions & { limit: number } = { limit: size, snapshot: false };
    if (isReversed) {
      options.reverse = true;
      // An end that stands before the first key is included, for the key at the start of a range belongs to it.
      if (range) {
        options.end = range.start;
        options.inclusiveEnd = true;
      }
      if (last) {
        options.start = last;
        options.exclusiveStart = true;
      } else if (range) {
        options.start = range.end;
        options.exclusiveStart = true;
      }
    } else {
      if (range) options.end = range.end;
      if (last) {
        options.start = last;
        options.exclusiveStart = true;
      } else if (range) options.start = range.start;
    }
    const { chunk, isAtEnd } = this.items.read(this.table, options);
    this.chunk = chunk;
    this.at = 0;
    this.isAtEnd = isAtEnd;
    this.size = Math.min(size * 2, largestChunk);
  }
}

/** Reads the keys of a range, at first so many at once. */
export class RangeReader extends ChunkReader<Buffer> {
  constructor(
    context: ScanContext,
    table: Table,
    range: KeyRange | undefined,
    isReversed: boolean,
    size?: number,
  ) {
    super(context, table, range, isReversed, keys, size);
  }
}

const keys: ChunkItems<Buffer> = {
  read(table, options) {
    const chunk: Buffer[] = [];
    for (const key of table.getKeys(options)) chunk.push(key);
    return { chunk, isAtEnd: chunk.length < options.limit };
  },
  keyOf: (key) => key,
};

function concatenated<T>(sources: Source<T>[]): Source<T> {
  let at = 0;
  return {
    next() {
      for (;;) {
        const source = sources[at];
        if (!source) return undefined;
        const item = source.next();
        if (item !== undefined) return item;
        at++;
      }
    },
  };
}
