const last = new WeakMap<object, Promise<unknown>>();

/**
 * Runs `work` after whatever runs under the same `key`. Changes to people read, decide and write; two at once could
 * otherwise both find that another admin is left, or both use one link.
 */
export function oneAtATime<Result>(key: object, work: () => Promise<Result>): Promise<Result> {
  const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
  last.set(key, turn);
  return turn;
}
