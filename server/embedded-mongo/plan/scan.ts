import { decodeDocument } from '../bson/decode.ts';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { mapSource, PAUSE, type Source, type Turn } from '../source.ts';
import type { Collection } from '../store/collection.ts';
import { idOfEntry, isDroppedTable, type Table } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { mergeKeys } from './merge.ts';
import type { IndexPlan, KeyRange, Plan, ScanPlan } from './plan.ts';

/** A stored document on its way through a query. It is decoded at most once, and only if someone asks. */
export class Entry {
  readonly id: Buffer;
  readonly bytes: Buffer;
  private decoded: Doc | undefined;

  constructor(id: Buffer, bytes: Buffer) {
    this.id = id;
    this.bytes = bytes;
  }

  get doc(): Doc {
    this.decoded ??= decodeDocument(this.bytes);
    return this.decoded;
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
}

/** The ids a plan leads to, in its order; those of a multikey index or a union are not repeated. */
export function planIdsSource(context: ScanContext, plan: Plan): Source<Buffer> {
  switch (plan.kind) {
    case 'ids': {
      let at = 0;
      return { next: () => plan.ids[at++] };
    }
    case 'index':
      return indexIds(context, plan);
    case 'scan':
      return scanIds(context, plan);
    default:
      return distinct(concatenated(plan.plans.map((inner) => planIdsSource(context, inner))));
  }
}

/** The documents a plan leads to. */
export function planEntries(context: ScanContext, plan: Plan): Source<Entry> {
  if (plan.kind === 'scan') return scanEntries(context, plan);
  const ids = planIdsSource(context, plan);
  const { collection, turn, cost } = context;
  return {
    next() {
      for (;;) {
        if (turn.isOver()) return PAUSE;
        const id = ids.next();
        if (id === undefined || id === PAUSE) return id;
        const bytes = collection.read(id);
        if (bytes === undefined) continue;
        cost.docsExamined++;
        return new Entry(id, bytes);
      }
    },
  };
}

function indexIds(context: ScanContext, plan: IndexPlan): Source<Buffer> {
  const { index, isReversed } = plan;
  const read = (ranges: KeyRange[]) => readRanges(context, index.table, ranges, isReversed);
  const keys = plan.streams
    ? mergeKeys(
        plan.streams.map(({ prefixLength, ranges }) => ({ prefixLength, keys: read(ranges) })),
        isReversed,
      )
    : read(plan.ranges);
  const ids = mapSource(keys, (key) => (index.spec.unique ? index.table.getBinary(key) : idOfEntry(key)));
  return index.isMultikey ? distinct(ids) : ids;
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

function scanEntries(context: ScanContext, plan: ScanPlan): Source<Entry> {
  const { collection, turn, cost } = context;
  const ids = scanIds(context, plan);
  return {
    next() {
      for (;;) {
        if (turn.isOver()) return PAUSE;
        const id = ids.next();
        if (id === undefined || id === PAUSE) return id;
        const bytes = collection.read(id);
        if (bytes === undefined) continue;
        cost.docsExamined++;
        return new Entry(id, bytes);
      }
    },
  };
}

const firstChunk = 32;
const largestChunk = 1024;

/**
 * Reads the keys of a range in chunks. Between chunks it holds nothing open; when others have written since,
 * it throws away what it read ahead and goes on behind the last key it handed out.
 */
export class RangeReader implements Source<Buffer> {
  private chunk: Buffer[] = [];
  private at = 0;
  private size = firstChunk;
  private isAtEnd = false;
  private last: Buffer | undefined;
  private version = -1;
  private readonly context: ScanContext;
  private readonly table: Table;
  private readonly range: KeyRange | undefined;
  private readonly isReversed: boolean;

  constructor(context: ScanContext, table: Table, range: KeyRange | undefined, isReversed: boolean) {
    this.context = context;
    this.table = table;
    this.range = range;
    this.isReversed = isReversed;
  }

  next(): Buffer | undefined | typeof PAUSE {
    const { context } = this;
    if (this.version !== context.store.version) {
      if (isDroppedTable(this.table))
        fail(175, 'The collection or index was dropped while it was being read');
      this.version = context.store.version;
      this.chunk = [];
      this.at = 0;
      this.isAtEnd = false;
    }
    if (this.at >= this.chunk.length) {
      if (this.isAtEnd) return undefined;
      if (context.turn.isOver()) return PAUSE;
      this.fill();
      if (this.chunk.length === 0) return undefined;
    }
    const key = this.chunk[this.at++] as Buffer;
    this.last = key;
    context.cost.keysExamined++;
    return key;
  }

  private fill(): void {
    const { range, last, isReversed, size } = this;
    const options: Record<string, unknown> = { limit: size, snapshot: false };
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
    const chunk: Buffer[] = [];
    for (const key of this.table.getKeys(options)) chunk.push(key);
    this.chunk = chunk;
    this.at = 0;
    this.isAtEnd = chunk.length < size;
    this.size = Math.min(size * 2, largestChunk);
  }
}

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

function distinct(source: Source<Buffer>): Source<Buffer> {
  const seen = new Set<string>();
  return {
    next() {
      for (;;) {
        const id = source.next();
        if (id === undefined || id === PAUSE) return id;
        const text = id.toString('latin1');
        if (seen.has(text)) continue;
        seen.add(text);
        return id;
      }
    },
  };
}
