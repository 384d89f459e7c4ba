import type { DeliveryOutcome, Mailer } from '../../ports/delivery.ts';

/** Failures one after another that mean the provider is down, not the message wrong. */
const FAILURES = 5;
const SHORTEST = 15_000;
const LONGEST = 5 * 60_000;

interface Health {
  failures: number;
  until: number;
}

/** Each process learns for itself; a restart tries again at once. */
const health = new WeakMap<Mailer, Health>();

/** Until when nothing is handed to this provider, since it was down a moment ago; undefined when it works. */
export function pausedUntil(mailer: Mailer, now: Date): Date | undefined {
  const until = health.get(mailer)?.until ?? 0;
  return until > now.getTime() ? new Date(until) : undefined;
}

/** Notes what the provider made of a call: after some failures it is left alone, longer each time. */
export function noteOutcome(mailer: Mailer, outcome: DeliveryOutcome, now: Date): void {
  if (outcome.type === 'sent' || (outcome.type === 'failed' && !outcome.retryable)) {
    health.delete(mailer);
    return;
  }
  const failures = (health.get(mailer)?.failures ?? 0) + 1;
  const pause =
    failures < FAILURES ? 0 : Math.min(SHORTEST * 2 ** Math.floor((failures - FAILURES) / FAILURES), LONGEST);
  const asked = outcome.type === 'failed' ? Math.min((outcome.retryAfterSeconds ?? 0) * 1_000, LONGEST) : 0;
  health.set(mailer, { failures, until: now.getTime() + Math.max(pause, asked) });
}
