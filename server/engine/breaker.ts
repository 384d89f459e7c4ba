/**
 * What is known of a provider that fails. A provider that works has none. `id` names it: `mail:sendgrid`,
 * `hook:api.example.com`, `billing:stripe`.
 */
export interface Breaker {
  id: string;
  rev: number;
  /** Failures one after another, the first of them at `since`; a call that works ends them. */
  failures: number;
  since: Date;
  /** Nothing is handed over until then; after it one call tries. */
  openUntil?: Date | undefined;
  /** How often in a row it was opened. */
  opened: number;
  /** What failed last, as the provider or the network said it. */
  reason: string;
  /** Who tries, and until when nobody else does. */
  probe?: { by: string; until: Date } | undefined;
}

export interface ProviderFailure {
  reason: string;
  /** The provider asked for so much time. */
  retryAfterSeconds?: number | undefined;
}

/** So many failures in a row within the window mean that the provider is down, and not one call wrong. */
const FAILURES = 5;
const WINDOW = 60_000;
const SHORTEST = 15_000;
const LONGEST = 5 * 60_000;
/** A call that tries is over by then, or its process is. */
const PROBE = 60_000;

/** Whether calls may be made: all, none until a moment, or one that tries. */
export type Gate = { type: 'closed' } | { type: 'open'; until: Date } | { type: 'half-open' };

/** Where a provider stands. */
export function gateOf(breaker: Breaker | undefined, now: Date): Gate {
  if (!breaker?.openUntil) return { type: 'closed' };
  if (breaker.openUntil > now) return { type: 'open', until: breaker.openUntil };
  if (breaker.probe && breaker.probe.until > now) return { type: 'open', until: breaker.probe.until };
  return { type: 'half-open' };
}

/** The breaker after a call failed. Each time the provider fails the try it is left alone twice as long. */
export function afterFailure(
  was: Breaker | undefined,
  id: string,
  { reason, retryAfterSeconds = 0 }: ProviderFailure,
  now: Date,
): Breaker {
  const rev = (was?.rev ?? 0) + 1;
  // A call that had begun before it opened tells nothing new.
  if (was?.openUntil && was.openUntil > now) return { ...was, rev, reason };
  const isTry = was?.openUntil !== undefined;
  const isRun = was !== undefined && (isTry || was.since.getTime() > now.getTime() - WINDOW);
  const failures = isRun ? was.failures + 1 : 1;
  const since = isRun ? was.since : now;
  const opened = isRun ? was.opened : 0;
  const asked = Math.min(retryAfterSeconds * 1_000, LONGEST);
  const isDown = isTry || failures >= FAILURES;
  const pause = isDown ? Math.min(SHORTEST * 2 ** opened, LONGEST) : 0;
  const wait = Math.max(pause, asked);
  return {
    id,
    rev,
    failures,
    since,
    reason,
    opened: isDown ? opened + 1 : opened,
    ...(wait > 0 ? { openUntil: new Date(now.getTime() + wait) } : {}),
  };
}

/** The breaker while somebody tries; only where it is half-open. */
export function withProbe(breaker: Breaker, by: string, now: Date): Breaker {
  return { ...breaker, rev: breaker.rev + 1, probe: { by, until: new Date(now.getTime() + PROBE) } };
}
