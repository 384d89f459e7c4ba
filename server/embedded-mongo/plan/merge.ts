import { PAUSE, type Source } from '../source.ts';

/** Keys in order, all beginning with the same bytes, which are as many as `prefixLength` says. */
export interface KeyStream {
  prefixLength: number;
  keys: Source<Buffer>;
}

interface Head {
  key: Buffer;
  stream: KeyStream;
}

/**
 * Merges streams into one, in the order of what follows each stream's prefix. Only the head of each stream is
 * held; the streams with heads form a heap, so that a key costs as many comparisons as there are bits in their
 * number.
 */
export function mergeKeys(streams: readonly KeyStream[], isReversed: boolean): Source<Buffer> {
  const heap: Head[] = [];
  let waiting = [...streams];
  const isBefore = (a: Head, b: Head) => {
    const order = a.key.compare(
      b.key,
      b.stream.prefixLength,
      b.key.length,
      a.stream.prefixLength,
      a.key.length,
    );
    return isReversed ? order > 0 : order < 0;
  };
  return {
    next() {
      while (waiting.length > 0) {
        const stream = waiting.at(-1) as KeyStream;
        const key = stream.keys.next();
        if (key === PAUSE) return PAUSE;
        waiting.pop();
        if (key !== undefined) push(heap, { key, stream }, isBefore);
      }
      const first = pop(heap, isBefore);
      if (!first) return undefined;
      waiting = [first.stream];
      return first.key;
    },
  };
}

function push(heap: Head[], head: Head, isBefore: (a: Head, b: Head) => boolean): void {
  let at = heap.push(head) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(head, heap[above] as Head)) break;
    heap[at] = heap[above] as Head;
    at = above;
  }
  heap[at] = head;
}

function pop(heap: Head[], isBefore: (a: Head, b: Head) => boolean): Head | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!first || !last || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let below = at * 2 + 1;
    if (below >= heap.length) break;
    const other = below + 1;
    if (other < heap.length && isBefore(heap[other] as Head, heap[below] as Head)) below = other;
    if (!isBefore(heap[below] as Head, last)) break;
    heap[at] = heap[below] as Head;
    at = below;
  }
  heap[at] = last;
  return first;
}
