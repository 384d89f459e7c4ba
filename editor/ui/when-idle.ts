/** The longest that idleness is waited for, in milliseconds. */
const PATIENCE = 2_000;

/** Runs something once the browser has nothing else to do; returns how to stop. */
export function whenIdle(run: () => void): () => void {
  // Safari cannot tell when it is idle.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, PATIENCE / 4);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(run, { timeout: PATIENCE });
  return () => cancelIdleCallback(request);
}
