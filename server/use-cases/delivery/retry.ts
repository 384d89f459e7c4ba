import { hash32 } from '../../engine/hash.ts';

/** Attempts before a message counts as failed: with the pauses below, over about nine hours. */
export const MAX_ATTEMPTS = 13;
/** Most failures pass within seconds. */
const FIRST_PAUSE = 10_000;
const LONGEST_PAUSE = 3 * 3_600_000;

/**
 * When to try again after this many failed attempts: twice as long each time, three quarters to five quarters of it
 * by the message’s id so that a crowd does not come back at once, and never before the provider asked for.
 */
export function retryAt(message: { id: string; attempts: number }, now: Date, retryAfterSeconds = 0): Date {
  const pause = Math.min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE);
  const jitter = 0.75 + spread(`${message.id} ${message.attempts}`) / 2;
  const asked = Math.min(retryAfterSeconds * 1_000, LONGEST_PAUSE);
  return new Date(now.getTime() + Math.round(Math.max(pause * jitter, asked)));
}

/** A steady place in [0, 1) for a text. */
export function spread(text: string): number {
  return hash32(text) / 2 ** 32;
}
