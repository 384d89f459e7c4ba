import { fail } from '../../errors.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The offset of a time zone from UTC at an instant, in milliseconds, positive to the east. Zones are Olson
 * names or offsets such as `+05:30`.
 */
export function zoneOffset(zone: string, instant: number): number {
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    return (fixed[1] === '-' ? -minutes : minutes) * 60_000;
  }
  const parts: Record<string, number> = {};
  for (const part of formatOf(zone).formatToParts(instant)) parts[part.type] = Number(part.value);
  const local = Date.UTC(
    parts.year ?? 0,
    (parts.month ?? 1) - 1,
    parts.day ?? 1,
    parts.hour ?? 0,
    parts.minute ?? 0,
    parts.second ?? 0,
  );
  return local - Math.floor(instant / 1000) * 1000;
}

/** The instant at which clocks in the zone show `local` (milliseconds as if they were UTC). */
export function instantOf(local: number, zone: string): number {
  const guess = local - zoneOffset(zone, local);
  const corrected = local - zoneOffset(zone, guess);
  // A local time skipped by a change to summer time is read with the offset before the change.
  return corrected + zoneOffset(zone, corrected) === local ? corrected : guess;
}

/** Milliseconds whose UTC fields are what clocks in the zone show. */
export function localOf(instant: number, zone: string): number {
  return instant + zoneOffset(zone, instant);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
    return format;
  } catch {
    return fail(40485, `unrecognized time zone identifier: "${zone}"`);
  }
}
