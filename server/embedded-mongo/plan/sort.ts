import { fail } from '../errors.ts';
import { PAUSE, type Source, type Turn } from '../source.ts';

/** Sorting and grouping may hold no more than this in memory, as in MongoDB. */
export const memoryLimit = 100 * 1024 * 1024;

/**
 * Sorts a flow by the bytes `keyOf` makes of each item; equal items keep their order. With a limit, only the
 * first so many are kept. Past the memory limit it fails with code 292.
 */
export function sortSource<T>(
  source: Source<T>,
  keyOf: (item: T) => Buffer,
  sizeOf: (item: T) => number,
  limit: number,
  turn: Turn,
): Source<T> {
  let kept: { key: Buffer; item: T; size: number }[] = [];
  let bytes = 0;
  let at = -1;
  const order = () => kept.sort((a, b) => Buffer.compare(a.key, b.key));
  return {
    next() {
      while (at < 0) {
        const item = source.next();
        if (item === PAUSE) return PAUSE;
        if (item === undefined) {
          order();
          at = 0;
          break;
        }
        const key = keyOf(item as T);
        const size = sizeOf(item as T) + key.length + 100;
        kept.push({ key, item: item as T, size });
        bytes += size;
        if (limit > 0 && kept.length > limit * 2 + 1000) {
          order();
          kept = kept.slice(0, limit);
          bytes = kept.reduce((sum, one) => sum + one.size, 0);
        }
        if (bytes > memoryLimit) {
          fail(
            292,
            `Sort exceeded memory limit of ${memoryLimit} bytes, and the embedded database does not sort on disk. Add an index that gives this order.`,
          );
        }
        if (turn.isOver()) return PAUSE;
      }
      if (limit > 0 && at >= limit) return undefined;
      return kept[at++]?.item;
    },
  };
}
