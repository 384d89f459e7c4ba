import { z } from 'zod';

/** Milliseconds in a day: in Mooring a day is always 24 hours; calendar words are computed with a zone. */
export const DAY = 86_400_000;

/** The UTC day an instant lies in: whole days since 1970-01-01. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY);
}

const unitMilliseconds = { s: 1_000, m: 60_000, h: 3_600_000, d: DAY, w: 7 * DAY } as const;
export type DurationUnit = keyof typeof unitMilliseconds;

const durationPattern = /^(\d{1,5})(s|m|h|d|w)$/;

/** A length of time as people write it in a workflow: `30s`, `90m`, `36h`, `3d`, `2w`; more than zero, at most ten years. */
export const duration = z
  .string()
  .regex(durationPattern, {
    // Later checks read the parts, which only a matching text has.
    abort: true,
    error: 'Write a duration as a number and a unit: 30s, 90m, 36h, 3d or 2w.',
  })
  .refine((text) => {
    const length = durationMilliseconds(text);
    return length > 0 && length <= 3_660 * DAY;
  }, 'A duration is longer than zero and at most ten years.');

/** Milliseconds of a duration such as `3d`. Throws a plain Error for anything else: parse with `duration` first. */
export function durationMilliseconds(text: string): number {
  const { amount, unit } = durationParts(text);
  return amount * unitMilliseconds[unit];
}

/** The number and the unit of a duration such as `3d`. Throws a plain Error for anything else. */
export function durationParts(text: string): { amount: number; unit: DurationUnit } {
  const match = durationPattern.exec(text);
  if (!match) throw new Error(`"${text}" is not a duration`);
  return { amount: Number(match[1]), unit: match[2] as DurationUnit };
}

const EARLIEST = Date.UTC(1971, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * Epoch milliseconds of an ISO 8601 instant with a zone, or undefined when the text is none or lies outside
 * 1971–2200: no sentinel zeros get in.
 */
export function parseInstant(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i.test(text))
    return undefined;
  const at = Date.parse(text);
  return isInRange(at) ? at : undefined;
}

/** Whether epoch milliseconds lie in 1971–2200: dates outside are refused, so that no sentinel zero gets in. */
export function isInRange(at: number): boolean {
  return at >= EARLIEST && at < LATEST;
}

/** An instant in JSON: ISO 8601 with a zone, between 1971 and 2200. */
export const instant = z
  .string()
  .refine(
    (text) => parseInstant(text) !== undefined,
    'Write an instant in ISO 8601 with a zone, between 1971 and 2200.',
  );

/** Whether the name is a time zone this machine knows, e.g. `Europe/Warsaw`. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The earlier of two moments. */
export function earlier(a: Date, b: Date): Date {
  return a.getTime() < b.getTime() ? a : b;
}

/** The later of two moments. */
export function later(a: Date, b: Date): Date {
  return a.getTime() > b.getTime() ? a : b;
}

/** The earliest of the moments that are known. */
export function earliest(...dates: (Date | undefined)[]): Date | undefined {
  return dates.reduce((first, date) => (!first || (date && date < first) ? date : first), undefined);
}
