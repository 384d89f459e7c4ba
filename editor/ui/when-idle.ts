import { afterFirstPicture } from './first-picture.ts';

/** The longest that idleness is waited for, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Runs something once the first page is drawn and the browser has nothing else to do, so that what is only fetched
 * beforehand never comes in the way of what somebody waits for. Returns how to stop.
 */
export function whenIdle(run: () => void): () => void {
  let stop = afterFirstPicture(() => {
    stop = onceIdle(run);
  });
  return () => stop();
}

function onceIdle(run: () => void): () => void {
  // Safari cannot tell when it is idle.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, PATIENCE / 4);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(run, { timeout: PATIENCE });
  return () => cancelIdleCallback(request);
}
