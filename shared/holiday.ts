import { z } from 'zod';
import { isZone } from './time.ts';

/** Whether a text is a day there is, as `2026-12-24`. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** A day on which send windows stay shut: for everybody, or for people of some time zones or countries. */
export const holiday = z.strictObject({
  name: z.string().trim().min(1).max(100),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'Write a day as 2026-12-24.')
    .refine(isDay, 'There is no such day.'),
  /** Every year on that day, whichever year is written. */
  yearly: z.boolean().default(true),
  zones: z.array(z.string().refine(isZone, 'Use a time zone name such as Europe/Warsaw.')).max(50).optional(),
  /** ISO codes such as PL, as contacts and accounts have them in the trait `country`. */
  countries: z
    .array(
      z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]{2}$/, 'Use a country code such as PL.'),
    )
    .max(50)
    .optional(),
});
export type Holiday = z.infer<typeof holiday>;

/** Whether a day (`2026-12-24`) is a holiday where somebody is. */
export function isHolidayFor(
  { date, yearly, zones = [], countries = [] }: Holiday,
  day: string,
  where: { zone: string; country: string | undefined },
): boolean {
  if (yearly ? date.slice(5) !== day.slice(5) : date !== day) return false;
  if (zones.length === 0 && countries.length === 0) return true;
  return zones.includes(where.zone) || (where.country !== undefined && countries.includes(where.country));
}
