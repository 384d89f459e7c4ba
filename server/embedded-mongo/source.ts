/** What a source answers when its turn is over: nothing is lost, and it goes on when asked again. */
export const PAUSE = Symbol('pause');

/** A flow of items. `undefined` is the end. */
export interface Source<T> {
  next(): T | undefined | typeof PAUSE;
  /** How many bytes of memory its gathered items take, for a source that gathers any. */
  held?: (() => number) | undefined;
}

/** The time a piece of work may take before others must have their turn. */
export class Turn {
  private end = 0;
  private calls = 0;

  /** Starts a turn of so many milliseconds. */
  start(ms: number): void {
    this.end = performance.now() + ms;
    this.calls = 0;
  }

  /** Whether the turn is over; cheap enough to ask for every document, and told a few documents late. */
  isOver(): boolean {
    return (++this.calls & 15) === 0 && this.hasEnded();
  }

  /** Whether the turn is over, told at once: for those who ask after many documents. */
  hasEnded(): boolean {
    return performance.now() > this.end;
  }
}

/** A source over a list that is there already. Whoever makes much of each item gives the turn, so that it may end. */
export function sourceOf<T>(items: readonly T[], turn?: Turn): Source<T> {
  let at = 0;
  return { next: () => (turn?.isOver() ? PAUSE : items[at++]) };
}

/** Passes on what `change` makes of each item; items for which it answers nothing are left out. */
export function mapSource<A, B extends object>(
  source: Source<A>,
  change: (item: A) => B | undefined,
): Source<B> {
  return {
    held: source.held,
    next() {
      for (;;) {
        const item = source.next();
        if (item === undefined || item === PAUSE) return item as undefined | typeof PAUSE;
        const changed = change(item as A);
        if (changed !== undefined) return changed;
      }
    },
  };
}

/** Leaves out the first items, and ends after a number of them; 0 means no end. */
export function limitSource<T>(source: Source<T>, skip: number, limit: number): Source<T> {
  let skipped = 0;
  let passed = 0;
  return {
    held: source.held,
    next() {
      if (limit > 0 && passed >= limit) return undefined;
      for (;;) {
        const item = source.next();
        if (item === undefined || item === PAUSE) return item;
        if (skipped < skip) {
          skipped++;
          continue;
        }
        passed++;
        return item;
      }
    },
  };
}

/**
 * Collects everything, letting others have their turn in between. Once the items are larger together than `limit`,
 * as `sizeOf` has it, `refuse` is called, which must throw.
 */
export function* collectWithin<T extends object>(
  source: Source<T>,
  sizeOf: (item: T) => number,
  limit: number,
  refuse: () => never,
): Generator<void, T[]> {
  let size = 0;
  return yield* collect(
    mapSource(source, (item) => {
      size += sizeOf(item);
      return size > limit ? refuse() : item;
    }),
  );
}

/** Collects everything, letting others have their turn in between. */
export function* collect<T>(source: Source<T>): Generator<void, T[]> {
  const items: T[] = [];
  for (;;) {
    const item = source.next();
    if (item === undefined) return items;
    if (item === PAUSE) yield;
    else items.push(item);
  }
}
