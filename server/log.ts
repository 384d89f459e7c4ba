import { type Logger, pino } from 'pino';
import { describeError, redactedPaths } from './http/log-requests.ts';

/** Structured logs on standard error: standard output belongs to what commands answer. */
export function createLog(level: string, destination: pino.DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: redactedPaths, censor: '…' },
      serializers: { err: describeError },
    },
    destination,
  );
}

/**
 * Lets the embedded database, which knows no logger, write into ours. That it serves is no news to whoever started
 * the product: one address is printed, and nothing beside it.
 */
export function databaseLog(
  log: Logger,
): (line: { level: 'info' | 'warn' | 'error'; message: string }) => void {
  const part = log.child({ part: 'database' });
  return ({ level, message }) => part[level === 'info' ? 'debug' : level](message);
}
