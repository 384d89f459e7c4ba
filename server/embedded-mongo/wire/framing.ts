import { largestMessage } from '../commands/hello.ts';

/** The smallest message: nothing but its header. */
const headerLength = 16;

/** A message with its terminator and checksum may be a little longer than the documents in it. */
const limit = largestMessage + 16 * 1024;

/** Pieces smaller than this are put together. */
const smallPiece = 4 * 1024;

/** What it costs to hold a piece, besides its bytes. */
const costOfPiece = 200;

/** The room all connections of a server share for messages that have not come whole. */
export class Budget {
  private left: number;

  constructor(bytes: number) {
    this.left = bytes;
  }

  /** Takes, or with a negative number gives back, so many bytes; false when there is no room. */
  take(bytes: number): boolean {
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }
}

/**
 * Cuts the bytes of a connection into messages. A length that no message can have is refused as soon as its
 * four bytes are there, so that a stranger's protocol does not leave the server waiting. Claiming a long message
 * costs nothing: only what has really come is held.
 */
export class Framer {
  private readonly budget: Budget;
  private chunks: Buffer[] = [];
  private size = 0;
  private wanted = 0;
  private held = 0;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  /** Whether the beginning of a message is here, and its end is not. */
  get isWaiting(): boolean {
    return this.size > 0;
  }

  /** Adds received bytes and returns the messages that are now complete. Throws when the stream is no good. */
  push(bytes: Buffer): Buffer[] {
    const messages: Buffer[] = [];
    let rest = this.size > 0 && this.size < 4 ? Buffer.concat([...this.chunks, bytes]) : bytes;
    if (rest !== bytes) this.close();
    while (rest.length > 0) {
      if (this.size === 0) this.wanted = rest.length < 4 ? headerLength : lengthOf(rest);
      const missing = this.wanted - this.size;
      if (rest.length < missing) {
        this.keep(rest);
        break;
      }
      const end = rest.subarray(0, missing);
      messages.push(this.size === 0 ? end : Buffer.concat([...this.chunks, end], this.wanted));
      this.close();
      rest = rest.subarray(missing);
    }
    return messages;
  }

  /** Forgets what has come of a message. */
  close(): void {
    this.budget.take(-this.held);
    this.chunks = [];
    this.size = 0;
    this.held = 0;
  }

  private keep(bytes: Buffer): void {
    const last = this.chunks.at(-1);
    this.size += bytes.length;
    // Small pieces are put together: a slow sender must not fill the memory with what it costs to hold a piece.
    if (last && last.length < smallPiece) {
      this.chunks[this.chunks.length - 1] = Buffer.concat([last, bytes]);
    } else this.chunks.push(bytes.length < smallPiece ? Buffer.from(bytes) : bytes);
    const growth = this.size + this.chunks.length * costOfPiece - this.held;
    if (!this.budget.take(growth))
      throw new Error('too many messages are under way that have not come whole');
    this.held += growth;
  }
}

function lengthOf(bytes: Buffer): number {
  const length = bytes.readInt32LE(0);
  if (length < headerLength || length > limit) throw new Error(`a message claims ${length} bytes`);
  return length;
}
