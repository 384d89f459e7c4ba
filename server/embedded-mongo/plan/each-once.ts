import { fail } from '../errors.ts';
import { PAUSE, type Source } from '../source.ts';
import { isPoint } from './intervals.ts';
import type { IndexPlan } from './plan.ts';
import { memoryLimit } from './sort.ts';

/** What it costs to remember an id, besides its bytes. */
const perId = 48;

/**
 * Leaves out ids that came before. They have to be remembered; when they take more than `limit` bytes it fails with
 * code 292, as a sort does.
 */
export function eachOnce(source: Source<Buffer>, limit = memoryLimit): Source<Buffer> {
  const seen = new Set<string>();
  let bytes = 0;
  return {
    held: () => bytes + (source.held?.() ?? 0),
    next() {
      for (;;) {
        const id = source.next();
        if (id === undefined || id === PAUSE) return id;
        const text = id.toString('latin1');
        if (seen.has(text)) continue;
        seen.add(text);
        bytes += text.length + perId;
        if (bytes > limit) {
          fail(
            292,
            `Telling apart documents that an index leads to several times took more than ${limit} bytes of memory. Ask for one value of the array at a time, or let the search use another index.`,
          );
        }
        return id;
      }
    },
  };
}

/** Whether a plan reads all entries of one key and no others: of a document there is one at most, be it multikey. */
export function readsOnePoint({ index, bounds }: IndexPlan): boolean {
  return (
    !index.isClipped &&
    bounds.length === index.fields.length &&
    bounds.every(([interval, ...others]) => interval && others.length === 0 && isPoint(interval))
  );
}
