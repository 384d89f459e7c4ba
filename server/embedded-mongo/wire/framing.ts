import { largestMessage } from '../commands/hello.ts';

/** The smallest message: nothing but its header. */
const headerLength = 16;

/** A message with its terminator and checksum may be a little longer than the documents in it. */
const limit = largestMessage + 16 * 1024;

/**
 * Cuts the bytes of a connection into messages. A length that no message can have is refused as soon as its
 * four bytes are there, so that a stranger's protocol does not leave the server waiting.
 */
export class Framer {
  private chunks: Buffer[] = [];
  private size = 0;
  private wanted = 0;

  /** Adds received bytes and returns the messages that are now complete. Throws when the stream is no good. */
  push(bytes: Buffer): Buffer[] {
    this.chunks.push(bytes);
    this.size += bytes.length;
    const messages: Buffer[] = [];
    for (;;) {
      if (this.wanted === 0) {
        if (this.size < 4) return messages;
        this.wanted = this.merged().readInt32LE(0);
        if (this.wanted < headerLength || this.wanted > limit) {
          throw new Error(`a message claims ${this.wanted} bytes`);
        }
      }
      if (this.size < this.wanted) return messages;
      const all = this.merged();
      messages.push(all.subarray(0, this.wanted));
      const rest = all.subarray(this.wanted);
      this.chunks = rest.length > 0 ? [rest] : [];
      this.size = rest.length;
      this.wanted = 0;
    }
  }

  private merged(): Buffer {
    const [first] = this.chunks;
    if (this.chunks.length === 1 && first) return first;
    const all = Buffer.concat(this.chunks, this.size);
    this.chunks = [all];
    return all;
  }
}
