import { mapSource, PAUSE, type Source } from '../source.ts';

/** Keys in order, all beginning with the same bytes, which are as many as `prefixLength` says. */
export interface KeyStream {
  prefixLength: number;
  keys: Source<Buffer>;
}

/** An item and the bytes it is sorted by. */
export interface Keyed<T> {
  item: T;
  key: Buffer;
}

/** The first item of a source that has not been handed out yet. */
interface Head<T> {
  item: T;
  from: number;
}

type Before<T> = (a: Head<T>, b: Head<T>) => boolean;

/** Merges streams of keys into one, in the order of what follows each stream's prefix. */
export function mergeKeys(streams: readonly KeyStream[], isReversed: boolean): Source<Buffer> {
  const lengths = streams.map(({ prefixLength }) => prefixLength);
  return merge(
    streams.map(({ keys }) => keys),
    (a, b) => {
      const order = a.item.compare(b.item, lengths[b.from], b.item.length, lengths[a.from], a.item.length);
      return isReversed ? order > 0 : order < 0;
    },
  );
}

/** Merges sources whose items come in the order of their keys, as `keyOf` makes them, into one of that order. */
export function mergeSorted<T>(sources: readonly Source<T>[], keyOf: (item: T) => Buffer): Source<Keyed<T>> {
  const keyed = sources.map((source) => mapSource(source, (item) => ({ item, key: keyOf(item) })));
  return merge(keyed, (a, b) => a.item.key.compare(b.item.key) < 0);
}

/**
 * Merges sources that are each in order by themselves. Only the head of each is held; the heads form a heap, so that
 * an item costs as many comparisons as there are bits in the number of sources.
 */
function merge<T>(sources: readonly Source<T>[], isBefore: Before<T>): Source<T> {
  const heap: Head<T>[] = [];
  let waiting = sources.map((_, from) => from);
  return {
    next() {
      while (waiting.length > 0) {
        const from = waiting.at(-1) as number;
        const item = sources[from]?.next();
        if (item === PAUSE) return PAUSE;
        waiting.pop();
        if (item !== undefined) push(heap, { item: item as T, from }, isBefore);
      }
      const first = pop(heap, isBefore);
      if (!first) return undefined;
      waiting = [first.from];
      return first.item;
    },
  };
}

function push<T>(heap: Head<T>[], head: Head<T>, isBefore: Before<T>): void {
  let at = heap.push(head) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(head, heap[above] as Head<T>)) break;
    heap[at] = heap[above] as Head<T>;
    at = above;
  }
  heap[at] = head;
}

function pop<T>(heap: Head<T>[], isBefore: Before<T>): Head<T> | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!first || !last || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let below = at * 2 + 1;
    if (below >= heap.length) break;
    const other = below + 1;
    if (other < heap.length && isBefore(heap[other] as Head<T>, heap[below] as Head<T>)) below = other;
    if (!isBefore(heap[below] as Head<T>, last)) break;
    heap[at] = heap[below] as Head<T>;
    at = below;
  }
  heap[at] = last;
  return first;
}
