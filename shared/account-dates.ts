import { parseInstant } from './time.ts';

/**
 * Epoch milliseconds of a date as accounts carry it: ISO 8601 with a zone, a bare day (midnight UTC), or epoch
 * milliseconds. Undefined for anything else.
 */
export function accountDate(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? inRange(value) : undefined;
  if (typeof value !== 'string') return undefined;
  return parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value);
}

/** The last moment the stored card is good for; undefined where no card, or none with a date, is stored. */
export function cardEnd(card: unknown): number | undefined {
  return typeof card === 'object' && card !== null
    ? accountDate((card as { expiresAt?: unknown }).expiresAt)
    : undefined;
}

function inRange(at: number): number | undefined {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : parseInstant(date.toISOString());
}
