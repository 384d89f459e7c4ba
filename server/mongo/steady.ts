import { setTimeout as pause } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { problem } from '../../shared/problems.ts';

/** How long a call waits for a lost database, in milliseconds; restarting one takes well under this. */
export const PATIENCE = 10_000;
const FIRST_PAUSE = 5;
const LONGEST_PAUSE = 800;

/**
 * Codes of a server that is stopping, starting or handing over. 43, a lost cursor, is among them: a read that spans
 * a restart finds its cursor gone and starts again.
 */
const passing = new Set([43, 89, 91, 189, 10107, 11600, 11602, 13435, 13436]);

/** Failures of a socket itself, which reach the caller bare when a write meets a connection just closed. */
const broken = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ENOENT',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/**
 * Repeats `work` while the database restarts, then throws DATABASE_UNAVAILABLE. A repeated attempt may follow one
 * that was applied unseen, so `work` must recognise its own traces: `attempt` counts from 1.
 */
export async function steadily<Result>(
  work: (attempt: number) => Promise<Result>,
  patience: number = PATIENCE,
): Promise<Result> {
  const start = performance.now();
  let giveUpAt = 0;
  let length = FIRST_PAUSE;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!isPassing(error)) throw error;
      const now = performance.now();
      // The driver's own search for a server counts as waiting; a long query that then broke is tried once more.
      giveUpAt ||= Math.max(start + patience, now + patience / 2);
      if (now >= giveUpAt) throw problem('DATABASE_UNAVAILABLE', {}, { cause: error });
      await pause(length);
      length = Math.min(length * 2, LONGEST_PAUSE);
    }
  }
}

/** Whether the failure says nothing about the call, only that the server was not there for it. */
export function isPassing(error: unknown): boolean {
  if (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoOperationTimeoutError
  )
    return true;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && broken.has(error.code))
    return true;
  if (
    error instanceof mongo.MongoBulkWriteError &&
    error.code === undefined &&
    writeErrorsOf(error).length === 0
  )
    // Bulk writes hide the driver's error in one of their own, without a code.
    return true;
  return error instanceof mongo.MongoServerError && typeof error.code === 'number' && passing.has(error.code);
}

/** The failures of single operations inside a bulk write. */
export function writeErrorsOf(error: mongo.MongoBulkWriteError): mongo.WriteError[] {
  return [error.writeErrors].flat();
}
