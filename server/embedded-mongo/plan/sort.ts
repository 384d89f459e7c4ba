import { fail } from '../errors.ts';
import { PAUSE, type Source, type Turn } from '../source.ts';
import { firstOfRuns, type Row, type Run, RunReader, RunWriter, rowAt, sizeOfRow } from './runs.ts';
import { Entry } from './scan.ts';

/** Sorting and grouping may hold no more than this in memory, as in MongoDB. */
export const memoryLimit = 100 * 1024 * 1024;

/** Up to so many of the first are kept of all that came, and the rest is forgotten at once. */
const fewest = 2_048;

/**
 * Sorts a flow by the bytes `keyOf` makes of each entry; equal entries keep their order. With a limit, only the first so
 * many are kept. Past the memory limit it fails with code 292. Sorts in short runs and merges them while they are read,
 * so that no step takes long.
 */
export function sortSource(
  source: Source<Entry>,
  keyOf: (entry: Entry) => Buffer,
  limit: number,
  turn: Turn,
): Source<Entry> {
  const writer = new RunWriter();
  const keepsFew = limit > 0 && limit <= fewest;
  let runs: Run[] = [];
  let bytes = 0;
  let given = 0;
  let merged: RunReader | undefined;
  /** The key nothing need be kept behind, where few are. */
  let bar: Buffer | undefined;

  function endRun(): void {
    runs.push(writer.finish());
    if (!keepsFew) return;
    const { run, last } = firstOfRuns(runs, limit);
    runs = [run];
    bar = last;
    bytes = run.length;
  }

  function add(entry: Entry): void {
    const key = keyOf(entry);
    if (bar && bar.compare(key) <= 0) return;
    const row: Row = { key, id: entry.id, bytes: entry.encoded };
    const size = sizeOfRow(row);
    if (writer.isFullFor(size)) endRun();
    bytes += size;
    if (bytes > memoryLimit) {
      fail(
        292,
        `Sort exceeded memory limit of ${memoryLimit} bytes, and the embedded database does not sort on disk. Add an index that gives this order.`,
      );
    }
    writer.add(row);
  }

  return {
    held: () => bytes,
    next() {
      while (!merged) {
        const entry = source.next();
        if (entry === PAUSE) return PAUSE;
        if (entry === undefined) {
          endRun();
          merged = new RunReader(runs);
          break;
        }
        add(entry as Entry);
        if (turn.isOver()) return PAUSE;
      }
      if (limit > 0 && given >= limit) return undefined;
      if (turn.isOver()) return PAUSE;
      const next = merged.next();
      if (!next) return undefined;
      given++;
      const { id, bytes: document } = rowAt(next.run, next.start);
      return new Entry(id, document);
    },
  };
}
