import { fail } from '../../errors.ts';
import { instantOf } from './zone.ts';

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/;

/** Reads an ISO 8601 date; without an offset of its own it is local to `zone`. */
export function parseDate(text: string, zone: string): Date {
  const match = isoPattern.exec(text.trim());
  if (!match) return fail(241, `Error parsing date string '${text}'`);
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset] = match;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Math.floor(Number(`0.${fraction}`) * 1000),
  );
  const back = new Date(local);
  if (back.getUTCMonth() !== Number(month) - 1 || back.getUTCDate() !== Number(day)) {
    fail(241, `Error parsing date string '${text}'`);
  }
  return new Date(instantOf(local, offset ?? zone));
}

const readers: Record<string, [pattern: string, field: string]> = {
  Y: ['(\\d{4})', 'year'],
  m: ['(\\d{1,2})', 'month'],
  d: ['(\\d{1,2})', 'day'],
  H: ['(\\d{1,2})', 'hour'],
  M: ['(\\d{1,2})', 'minute'],
  S: ['(\\d{1,2})', 'second'],
  L: ['(\\d{1,3})', 'millisecond'],
  z: ['(Z|[+-]\\d{2}:?\\d{2})', 'zone'],
  Z: ['([+-]\\d+)', 'minutes'],
};

/** Reads a date in the format `$dateFromString` was given. */
export function parseDateInFormat(text: string, format: string, zone: string): Date {
  const fields: string[] = [];
  const pattern = format.replace(/%(.)|[.*+?^${}()|[\]\\]/g, (all, letter?: string) => {
    if (letter === undefined) return `\\${all}`;
    if (letter === '%') return '%';
    const reader = readers[letter];
    if (!reader) return fail(18535, `Invalid format character '%${letter}' in format string`);
    fields.push(reader[1]);
    return reader[0];
  });
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (!match)
    return fail(241, `Error parsing date string '${text}'; it does not match the format '${format}'`);
  const read = new Map(fields.map((field, i) => [field, match[i + 1] as string]));
  const number = (field: string, otherwise: number) => Number(read.get(field) ?? otherwise);
  const local = Date.UTC(
    number('year', 1970),
    number('month', 1) - 1,
    number('day', 1),
    number('hour', 0),
    number('minute', 0),
    number('second', 0),
    number('millisecond', 0),
  );
  return new Date(instantOf(local, read.get('zone') ?? zone));
}
