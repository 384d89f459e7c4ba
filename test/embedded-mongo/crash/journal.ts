import { isDeepStrictEqual } from 'node:util';

/** What a record is: a document, the state of an index… `undefined` where there is none. */
export type State = unknown;

/** A change about to be asked for: each record it touches and what that is afterwards. */
export type Change = ReadonlyMap<string, State>;

/**
 * What one client knows to be stored. Its records are changed by nobody else, and by one call at a time, so after
 * a crash each is as last acknowledged, or as the one call without an answer was about to make it.
 */
export class Journal {
  acknowledged = 0;
  private readonly states = new Map<string, State>();
  private inFlight: { change: Change; isInOrder: boolean } | undefined;

  get(key: string): State {
    return this.states.get(key);
  }

  /** The keys of all records there are. */
  keys(): string[] {
    return [...this.states.keys()];
  }

  /**
   * Asks for a change. Without an answer it stays in flight and the error is thrown. `isInOrder` says that of a
   * change done in part, the part is the beginning.
   */
  async perform(change: Change, ask: () => Promise<unknown>, isInOrder = false): Promise<void> {
    this.inFlight = { change, isInOrder };
    await ask();
    for (const [key, state] of change) this.set(key, state);
    this.inFlight = undefined;
    this.acknowledged += 1;
  }

  /** Compares with what is stored after a crash, says what is wrong, and takes what was found for true. */
  reconcile(found: ReadonlyMap<string, State>): string[] {
    const faults: string[] = [];
    const change = this.inFlight?.change ?? new Map();
    for (const key of new Set([...this.states.keys(), ...found.keys(), ...change.keys()])) {
      const now = found.get(key);
      const isAsBefore = isDeepStrictEqual(now, this.states.get(key));
      const isAsAsked = change.has(key) && isDeepStrictEqual(now, change.get(key));
      if (!isAsBefore && !isAsAsked) {
        faults.push(`${key} is ${text(now)}, acknowledged was ${text(this.states.get(key))}`);
      }
    }
    if (this.inFlight?.isInOrder) faults.push(...this.gaps(change, found));
    this.inFlight = undefined;
    this.states.clear();
    for (const [key, state] of found) this.set(key, state);
    return faults;
  }

  private gaps(change: Change, found: ReadonlyMap<string, State>): string[] {
    const done = [...change].map(([key, state]) => ({
      key,
      isDone: isDeepStrictEqual(found.get(key), state),
      // What was asked for may be what was there already.
      isTold: !isDeepStrictEqual(this.states.get(key), state),
    }));
    const firstMissing = done.findIndex(({ isDone }) => !isDone);
    if (firstMissing < 0) return [];
    return done
      .slice(firstMissing)
      .filter(({ isDone, isTold }) => isDone && isTold)
      .map(({ key }) => `${key} was changed before ${done[firstMissing]?.key}, which came first`);
  }

  private set(key: string, state: State): void {
    if (state === undefined) this.states.delete(key);
    else this.states.set(key, state);
  }
}

function text(state: State): string {
  return state === undefined ? 'missing' : JSON.stringify(state).slice(0, 200);
}
