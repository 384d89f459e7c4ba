const blockSize = 64 * 1024;

/**
 * Keys in the order they came, as bytes in few blocks: a hundred thousand objects would take ten times as much memory, and
 * keep the garbage collector busy while others wait.
 */
export class KeyList implements Iterable<Buffer> {
  private readonly blocks: Buffer[] = [];
  private end = blockSize;

  push(key: Buffer): void {
    if (this.end + 2 + key.length > blockSize) {
      // A length of zero, which no key has, ends a block.
      this.blocks.push(Buffer.alloc(blockSize + 2));
      this.end = 0;
    }
    const block = this.blocks.at(-1) as Buffer;
    block.writeUInt16LE(key.length, this.end);
    block.set(key, this.end + 2);
    this.end += 2 + key.length;
  }

  *[Symbol.iterator](): Generator<Buffer, void> {
    for (const block of this.blocks) {
      let start = 2;
      for (let length = block.readUInt16LE(0); length > 0; length = block.readUInt16LE(start - 2)) {
        yield block.subarray(start, start + length);
        start += length + 2;
      }
    }
  }
}
