import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Closes one part of a process. */
export type Close = () => unknown;

/**
 * Closes parts one after the other, the last opened first. What fails is logged; what takes longer than `patience`
 * milliseconds is logged and left, so that one part that hangs keeps neither the others open nor the process alive: the
 * driver was seen to close for ever after its server was killed.
 */
export async function closeAll(
  opened: readonly Close[],
  log: Pick<Logger, 'error'>,
  patience: number,
): Promise<void> {
  for (const close of opened.toReversed()) {
    const waiting = new AbortController();
    const end = Promise.resolve()
      .then(close)
      .then(
        () => true,
        (error: unknown) => {
          log.error({ err: error }, 'Something did not close cleanly');
          return true;
        },
      );
    const late = pause(patience, false, { signal: waiting.signal }).catch(() => true);
    if (!(await Promise.race([end, late])))
      log.error({ patience }, 'Something did not close in time, and was left');
    waiting.abort();
  }
}
