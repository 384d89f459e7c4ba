/** Calls of this process that are not answered yet. */
export interface Unfinished {
  /**
   * Notes these and resolves when no more than a few of all that were noted are still going on. Throws what one failed
   * with since it was asked last.
   */
  allButFew(calls: readonly Promise<unknown>[]): Promise<void>;
  /** Resolves when none is going on; throws as above. */
  settled(): Promise<void>;
}

/** So many calls may hang before others wait for them. */
const FEW = 20;

/** Lets a pass end while up to `few` calls hang: they hold up themselves, and the next pass goes on with others. */
export function createUnfinished(few = FEW): Unfinished {
  const going = new Set<Promise<unknown>>();
  const waiting = new Set<{ few: number; go: () => void }>();
  let failures: unknown[] = [];

  function note(call: Promise<unknown>): void {
    going.add(call);
    const over = () => {
      going.delete(call);
      for (const each of waiting) {
        if (going.size > each.few) continue;
        waiting.delete(each);
        each.go();
      }
    };
    call.then(over, (failure: unknown) => {
      failures.push(failure);
      over();
    });
  }
  function until(few: number): Promise<void> {
    if (going.size <= few) return Promise.resolve();
    return new Promise((go) => waiting.add({ few, go }));
  }

  function throwFailure(): void {
    const [failure] = failures;
    failures = [];
    if (failure !== undefined) throw failure;
  }

  return {
    async allButFew(calls) {
      for (const call of calls) note(call);
      await until(few);
      throwFailure();
    },
    async settled() {
      await until(0);
      throwFailure();
    },
  };
}
