import { clearCommand } from './clearing.ts';
import { type Command, ownContext, type ServerState } from './commands/command.ts';
import type { Executor } from './executor.ts';
import { expireCommand } from './expiry.ts';

/** How often cursors are looked for that nobody asks for any more, in milliseconds. */
const cursorInterval = 60_000;

/** What the server does by itself: deleting what has expired, clearing what was dropped, closing idle cursors. */
export function startHousekeeping(
  state: ServerState,
  executor: Executor,
  expireEvery: number,
  warn: (message: string) => void,
): { stop(): void } {
  const expire = ownWork(state, executor, expireCommand, (error) =>
    warn(`Deleting expired documents failed: ${error.message}`),
  );
  const clear = ownWork(
    state,
    executor,
    clearCommand,
    (error) => warn(`Clearing what was dropped failed: ${error.message}`),
    () => state.store.nextToClear !== undefined,
  );
  state.store.onCondemned = clear;
  clear();
  const timers = [
    setInterval(() => {
      expire();
      // What failed, for want of room perhaps, is tried again.
      clear();
    }, expireEvery),
    setInterval(() => state.cursors.closeIdle(Date.now()), cursorInterval),
  ];
  for (const timer of timers) timer.unref();
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/**
 * Makes a function that submits a command of the server's own, unless it is running still; where `isLeft` tells, for as long as
 * something is left to do.
 */
function ownWork(
  state: ServerState,
  executor: Executor,
  command: Command,
  onError: (error: Error) => void,
  isLeft?: () => boolean,
): () => void {
  const context = ownContext(state);
  let isRunning = false;
  const submit = () => {
    if (isRunning || isLeft?.() === false) return;
    isRunning = true;
    executor.submit({
      startedAt: performance.now(),
      context,
      command,
      deadline: Number.POSITIVE_INFINITY,
      done(outcome) {
        isRunning = false;
        if (outcome instanceof Error) onError(outcome);
        else if (isLeft) submit();
      },
    });
  };
  return submit;
}
