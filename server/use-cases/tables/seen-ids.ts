import { createHash } from 'node:crypto';

/** Room for one and a half million ids in 16 MB, whatever the file holds. */
const SLOTS = 2 ** 21;
const MOST = 1_500_000;

/**
 * Remembers which ids came before in a file, in memory that does not grow. Past its room it remembers no more: then a
 * second row of an id changes the first as a later call would, and is not listed.
 */
export function createSeenIds(): { sawBefore(id: string): boolean } {
  const slots = new Float64Array(SLOTS);
  let kept = 0;
  return {
    sawBefore(id) {
      const digest = createHash('md5').update(id).digest();
      // 52 bits, and never the 0 of an empty slot.
      const key = (digest.readUInt32LE(0) & 0xfffff) * 2 ** 32 + digest.readUInt32LE(4) + 1;
      let at = digest.readUInt32LE(8) % SLOTS;
      for (; slots[at] !== 0; at = (at + 1) % SLOTS) if (slots[at] === key) return true;
      if (kept < MOST) {
        slots[at] = key;
        kept += 1;
      }
      return false;
    },
  };
}
