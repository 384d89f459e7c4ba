import type { Doc } from '../bson/values.ts';
import { memoryLimit } from '../plan/sort.ts';
import { PAUSE, type Source } from '../source.ts';
import { roughSize } from './rough-size.ts';

/**
 * Gives the same documents each time they are asked for, and reads them once: while the first reader goes through them
 * they are kept, and later ones get what is kept. When they take more memory than they may, or the first reader stopped
 * before their end, they are read anew each time.
 */
export function readingOnce(start: () => Source<Doc>, limit = memoryLimit): () => Source<Doc> {
  let kept: Doc[] | undefined;
  let isTooMuch = false;

  function keeping(): Source<Doc> {
    const source = start();
    let docs: Doc[] | undefined = [];
    let size = 0;
    return {
      next() {
        const doc = source.next();
        if (doc === PAUSE) return PAUSE;
        if (doc === undefined) {
          kept ??= docs;
          return undefined;
        }
        size += docs ? roughSize(doc) : 0;
        if (size > limit) {
          isTooMuch = true;
          docs = undefined;
        }
        docs?.push(doc);
        return doc;
      },
    };
  }

  return () => {
    if (!kept) return isTooMuch ? start() : keeping();
    const docs = kept;
    let at = 0;
    return { next: () => docs[at++] };
  };
}
