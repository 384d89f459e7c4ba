import { randomBytes } from 'node:crypto';
import { fail } from './errors.ts';
import { PAUSE, type Source } from './source.ts';

/** A batch is sent when it reaches this many bytes, however many documents it has. */
const largestBatch = 16 * 1024 * 1024;

/** A cursor nobody has asked for this long is closed. */
const idleLimit = 10 * 60 * 1000;

/** An open result: encoded documents still to be fetched. */
export class Cursor {
  readonly id: bigint;
  readonly namespace: string;
  lastUsed: number;
  isBusy = false;
  private readonly source: Source<Buffer>;
  private held: Buffer | undefined;

  constructor(id: bigint, namespace: string, source: Source<Buffer>, now: number) {
    this.id = id;
    this.namespace = namespace;
    this.source = source;
    this.lastUsed = now;
  }

  /** The next documents, at most `most`; the cursor is at its end when `isDone` says so. */
  *batch(most: number): Generator<void, { documents: Buffer[]; isDone: boolean }> {
    const documents: Buffer[] = [];
    let bytes = 0;
    while (documents.length < most) {
      const next = this.held ?? this.source.next();
      this.held = undefined;
      if (next === undefined) return { documents, isDone: true };
      if (next === PAUSE) {
        yield;
        continue;
      }
      if (bytes + next.length > largestBatch && documents.length > 0) {
        this.held = next;
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

  /** Makes a cursor that is not registered yet: most results end with their first batch. */
  create(namespace: string, source: Source<Buffer>, now: number): Cursor {
    // Guessing the id of someone else's cursor must be hopeless.
    const id = randomBytes(8).readBigInt64LE() & 0x7fffffffffffffffn;
    return new Cursor(id === 0n ? 1n : id, namespace, source, now);
  }

  keep(cursor: Cursor): void {
    this.open.set(cursor.id, cursor);
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
