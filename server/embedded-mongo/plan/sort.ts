import { fail } from '../errors.ts';
import { PAUSE, type Source, type Turn } from '../source.ts';

/** Sorting and grouping may hold no more than this in memory, as in MongoDB. */
export const memoryLimit = 100 * 1024 * 1024;

/** So many items are sorted at once: about two milliseconds, after which others may have their turn. */
const runLength = 2048;

interface Row<T> {
  key: Buffer;
  item: T;
  size: number;
}

/**
 * Sorts a flow by the bytes `keyOf` makes of each item; equal items keep their order. With a limit, only the
 * first so many are kept. Past the memory limit it fails with code 292. Sorts in short runs and merges them while
 * they are read, so that no step takes long.
 */
export function sortSource<T>(
  source: Source<T>,
  keyOf: (item: T) => Buffer,
  sizeOf: (item: T) => number,
  limit: number,
  turn: Turn,
): Source<T> {
  let runs: Row<T>[][] = [];
  let run: Row<T>[] = [];
  let bytes = 0;
  let given = 0;
  let merged: (() => Row<T> | undefined) | undefined;

  function endRun(): void {
    run.sort((a, b) => Buffer.compare(a.key, b.key));
    const first = runs[0];
    if (limit > 0 && limit <= runLength) {
      // A few of the first are kept of all runs together.
      runs = [first ? firstOf(first, run, limit) : run.slice(0, limit)];
      bytes = runs[0]?.reduce((sum, { size }) => sum + size, 0) ?? 0;
    } else runs.push(run);
    run = [];
  }

  return {
    held: () => bytes,
    next() {
      while (!merged) {
        const item = source.next();
        if (item === PAUSE) return PAUSE;
        if (item === undefined) {
          endRun();
          merged = mergeRuns(runs);
          break;
        }
        const key = keyOf(item as T);
        const size = sizeOf(item as T) + key.length + 150;
        run.push({ key, item: item as T, size });
        bytes += size;
        if (run.length === runLength) endRun();
        if (bytes > memoryLimit) {
          fail(
            292,
            `Sort exceeded memory limit of ${memoryLimit} bytes, and the embedded database does not sort on disk. Add an index that gives this order.`,
          );
        }
        if (turn.isOver()) return PAUSE;
      }
      if (limit > 0 && given >= limit) return undefined;
      if (turn.isOver()) return PAUSE;
      given++;
      return merged()?.item;
    },
  };
}

/** The first of two sorted lists together; of equal ones those of the first list. */
function firstOf<T>(one: readonly Row<T>[], other: readonly Row<T>[], limit: number): Row<T>[] {
  const next = mergeRuns([one, other]);
  const first: Row<T>[] = [];
  for (let row = next(); row && first.length < limit; row = next()) first.push(row);
  return first;
}

/** A run that is being merged, and how far it is read. */
interface Head<T> {
  run: readonly Row<T>[];
  order: number;
  at: number;
}

/** Reads sorted runs as one: a heap of their heads, equal ones in the order of the runs. */
function mergeRuns<T>(runs: readonly (readonly Row<T>[])[]): () => Row<T> | undefined {
  const heads: Head<T>[] = runs.flatMap((run, order) => (run.length > 0 ? [{ run, order, at: 0 }] : []));
  const isBefore = (a: Head<T>, b: Head<T>) => {
    const order = Buffer.compare((a.run[a.at] as Row<T>).key, (b.run[b.at] as Row<T>).key);
    return order < 0 || (order === 0 && a.order < b.order);
  };
  function sink(from: number): void {
    for (let parent = from; ; ) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        const [a, b] = [heads[child], heads[least]];
        if (a && b && isBefore(a, b)) least = child;
      }
      if (least === parent) return;
      [heads[parent], heads[least]] = [heads[least] as Head<T>, heads[parent] as Head<T>];
      parent = least;
    }
  }
  for (let parent = heads.length >> 1; parent >= 0; parent--) sink(parent);
  return () => {
    const [head] = heads;
    if (!head) return undefined;
    const row = head.run[head.at++];
    if (head.at === head.run.length) {
      const last = heads.pop();
      if (last && last !== head) heads[0] = last;
    }
    sink(0);
    return row;
  };
}
