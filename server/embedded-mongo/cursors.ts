import { randomBytes } from 'node:crypto';
import { fail } from './errors.ts';
import { PAUSE, type Source } from './source.ts';

/**
 * A batch is sent when it reaches this many bytes, however many documents it has: MongoDB sends up to four times as many,
 * but nobody else is served while an answer is put together.
 */
const largestBatch = 4 * 1024 * 1024;

/** How large a batch may be that no other follows. */
const largestSingle = 16 * 1024 * 1024;

/** A cursor nobody has asked for this long is closed. */
const idleLimit = 10 * 60 * 1000;

/** So many cursors may be open at once; past that the ones longest unused are closed. */
const mostCursors = 1_000;

/** So many bytes may lie gathered behind open cursors, of sorts and groups whose rest nobody has fetched. */
const mostHeld = 96 * 1024 * 1024;

/** An open result: encoded documents still to be fetched. */
export class Cursor {
  readonly id: bigint;
  readonly namespace: string;
  lastUsed: number;
  isBusy = false;
  private readonly source: Source<Buffer>;
  private next: Buffer | undefined;

  constructor(id: bigint, namespace: string, source: Source<Buffer>, now: number) {
    this.id = id;
    this.namespace = namespace;
    this.source = source;
    this.lastUsed = now;
  }

  /** How many bytes of memory wait behind it. */
  get held(): number {
    return (this.source.held?.() ?? 0) + (this.next?.length ?? 0);
  }

  /** The next documents, at most `most` and in a single batch more bytes than in one of several; the cursor is at its end when `isDone` says so. */
  *batch(most: number, isSingle = false): Generator<void, { documents: Buffer[]; isDone: boolean }> {
    const largest = isSingle ? largestSingle : largestBatch;
    const documents: Buffer[] = [];
    let bytes = 0;
    while (documents.length < most) {
      const next = this.next ?? this.source.next();
      this.next = undefined;
      if (next === undefined) return { documents, isDone: true };
      if (next === PAUSE) {
        yield;
        continue;
      }
      if (bytes + next.length > largest && documents.length > 0) {
        this.next = next;
        break;
      }
      bytes += next.length;
      documents.push(next);
    }
    return { documents, isDone: false };
  }
}

/** All open cursors of the server. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();

  get count(): number {
    return this.open.size;
  }

  /** How many bytes of memory wait behind all of them. */
  get held(): number {
    let held = 0;
    for (const cursor of this.open.values()) held += cursor.held;
    return held;
  }

  /** Makes a cursor that is not registered yet: most results end with their first batch. */
  create(namespace: string, source: Source<Buffer>, now: number): Cursor {
    // Guessing the id of someone else's cursor must be hopeless.
    const id = randomBytes(8).readBigInt64LE() & 0x7fffffffffffffffn;
    return new Cursor(id === 0n ? 1n : id, namespace, source, now);
  }

  keep(cursor: Cursor): void {
    this.open.set(cursor.id, cursor);
    this.makeRoom(cursor);
  }

  /**
   * Closes cursors, the longest unused first, until what is open is within bounds: results that somebody forgot must
   * not fill the memory. The one in hand stays; whoever comes back to a closed one is told so (code 43).
   */
  makeRoom(inHand: Cursor): void {
    let { held } = this;
    if (held <= mostHeld && this.open.size <= mostCursors) return;
    const oldest = [...this.open.values()]
      .filter((cursor) => cursor !== inHand && !cursor.isBusy)
      .sort((a, b) => a.lastUsed - b.lastUsed);
    for (const cursor of oldest) {
      if (held <= mostHeld && this.open.size <= mostCursors) return;
      if (held > mostHeld && cursor.held === 0 && this.open.size <= mostCursors) continue;
      held -= cursor.held;
      this.open.delete(cursor.id);
    }
  }

  get(id: bigint): Cursor {
    return this.open.get(id) ?? fail(43, `cursor id ${id} not found`);
  }

  close(id: bigint): boolean {
    return this.open.delete(id);
  }

  closeIdle(now: number): void {
    for (const cursor of this.open.values()) {
      if (!cursor.isBusy && now - cursor.lastUsed > idleLimit) this.open.delete(cursor.id);
    }
  }
}
