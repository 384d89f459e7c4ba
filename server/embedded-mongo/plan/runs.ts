/*
 * Rows that are being sorted lie as bytes in few large blocks. As objects of their own, a hundred thousand of them would
 * have the garbage collector stop everything for a long time, and take more memory than anybody counted.
 */

/** So many rows are sorted at once at most: about three milliseconds, after which others may have their turn. */
const mostRows = 2_048;

/** A run grows no larger than this, unless a single row is. */
const blockSize = 1024 * 1024;

/** The lengths of a row's key, id and document, in front of them. */
const headLength = 12;

/** What a row is sorted by, and what is kept of it. */
export interface Row {
  key: Buffer;
  id: Buffer;
  bytes: Buffer;
}

/** Rows in their order, one behind the other. */
export type Run = Buffer;

/** How many bytes a row takes in a run. */
export function sizeOfRow({ key, id, bytes }: Row): number {
  return headLength + key.length + id.length + bytes.length;
}

/** Takes rows in any order and makes runs of them. */
export class RunWriter {
  private block: Buffer | undefined;
  private readonly starts = new Uint32Array(mostRows);
  private readonly firsts = new Float64Array(mostRows);
  private count = 0;
  private end = 0;

  /** Whether a row of this size would be too much, so that the run has to be finished first. */
  isFullFor(size: number): boolean {
    return this.count === mostRows || (this.count > 0 && this.end + size > blockSize);
  }

  add(row: Row): void {
    const { key, id, bytes } = row;
    this.block ??= Buffer.allocUnsafeSlow(Math.max(blockSize, sizeOfRow(row)));
    const { block, end } = this;
    this.starts[this.count] = end;
    this.firsts[this.count++] = firstOfKey(key, 0, key.length);
    block.writeUInt32LE(key.length, end);
    block.writeUInt32LE(id.length, end + 4);
    block.writeUInt32LE(bytes.length, end + 8);
    block.set(key, end + headLength);
    block.set(id, end + headLength + key.length);
    block.set(bytes, end + headLength + key.length + id.length);
    this.end += sizeOfRow(row);
  }

  /** The rows that came so far, sorted; equal ones as they came. Then the next run begins. */
  finish(): Run {
    const { block = Buffer.alloc(0), starts, firsts, count } = this;
    const order = Uint16Array.from({ length: count }, (_, row) => row).sort(
      (a, b) =>
        (firsts[a] as number) - (firsts[b] as number) ||
        compareKeys(block, starts[a] as number, block, starts[b] as number) ||
        a - b,
    );
    const run = Buffer.allocUnsafeSlow(this.end);
    let end = 0;
    for (const row of order) {
      const start = starts[row] as number;
      end += block.copy(run, end, start, endOfRow(block, start));
    }
    if (block.length > blockSize) this.block = undefined;
    this.count = 0;
    this.end = 0;
    return run;
  }
}

/** Reads runs as one, a row at a time; of equal rows those of the earlier run come first. */
export class RunReader {
  /** A heap: no head comes before the one above it. */
  private readonly heads: Head[];
  private isBegun = false;

  constructor(runs: readonly Run[]) {
    this.heads = runs.flatMap((run, order) => (run.length > 0 ? [new Head(run, order)] : []));
    for (let above = this.heads.length >> 1; above >= 0; above--) this.sink(above);
  }

  /** Goes to the next row and says where it lies; nothing when there is none. */
  next(): { run: Run; start: number } | undefined {
    const { heads } = this;
    const [passed] = heads;
    if (this.isBegun && passed) {
      if (!passed.advance()) {
        const last = heads.pop() as Head;
        if (last !== passed) heads[0] = last;
      }
      this.sink(0);
    }
    this.isBegun = true;
    return heads[0];
  }

  private sink(from: number): void {
    const { heads } = this;
    for (let above = from; ; ) {
      let least = above;
      for (let below = 2 * above + 1; below <= 2 * above + 2 && below < heads.length; below++) {
        if (isBefore(heads[below] as Head, heads[least] as Head)) least = below;
      }
      if (least === above) return;
      [heads[above], heads[least]] = [heads[least] as Head, heads[above] as Head];
      above = least;
    }
  }
}

/** How far a run is read. */
class Head {
  readonly run: Run;
  readonly order: number;
  start = 0;
  first: number;

  constructor(run: Run, order: number) {
    this.run = run;
    this.order = order;
    this.first = this.readFirst();
  }

  advance(): boolean {
    this.start = endOfRow(this.run, this.start);
    if (this.start === this.run.length) return false;
    this.first = this.readFirst();
    return true;
  }

  private readFirst(): number {
    const { run, start } = this;
    return firstOfKey(run, start + headLength, run.readUInt32LE(start));
  }
}

function isBefore(a: Head, b: Head): boolean {
  if (a.first !== b.first) return a.first < b.first;
  const order = compareKeys(a.run, a.start, b.run, b.start);
  return order < 0 || (order === 0 && a.order < b.order);
}

/** The row that starts there, sharing the memory of its run. */
export function rowAt(run: Run, start: number): Row {
  const id = start + headLength + run.readUInt32LE(start);
  const bytes = id + run.readUInt32LE(start + 4);
  return {
    key: run.subarray(start + headLength, id),
    id: run.subarray(id, bytes),
    bytes: run.subarray(bytes, bytes + run.readUInt32LE(start + 8)),
  };
}

/** A run of no more than the first rows of two; the key of the last of them where there are so many. */
export function firstOfRuns(runs: readonly Run[], count: number): { run: Run; last: Buffer | undefined } {
  const reader = new RunReader(runs);
  const rows: Buffer[] = [];
  let last: Buffer | undefined;
  for (let row = reader.next(); row && rows.length < count; row = reader.next()) {
    rows.push(row.run.subarray(row.start, endOfRow(row.run, row.start)));
    if (rows.length === count) last = Buffer.from(rowAt(row.run, row.start).key);
  }
  return { run: Buffer.concat(rows), last };
}

function endOfRow(run: Buffer, start: number): number {
  return (
    start + headLength + run.readUInt32LE(start) + run.readUInt32LE(start + 4) + run.readUInt32LE(start + 8)
  );
}

/** The first bytes of a key as a number: it tells most keys apart without a call out of the engine. */
function firstOfKey(bytes: Buffer, start: number, length: number): number {
  if (length >= 6) return bytes.readUIntBE(start, 6);
  return length === 0 ? 0 : bytes.readUIntBE(start, length) * 256 ** (6 - length);
}

function compareKeys(one: Buffer, at: number, other: Buffer, otherAt: number): number {
  const [start, otherStart] = [at + headLength, otherAt + headLength];
  return one.compare(
    other,
    otherStart,
    otherStart + other.readUInt32LE(otherAt),
    start,
    start + one.readUInt32LE(at),
  );
}
