import { formatDateTime } from '../i18n/format.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A value of a trait or property as people read it: texts bare, moments as dates, everything else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? '';
  if (instant.test(value) && !Number.isNaN(Date.parse(value))) return formatDateTime(value);
  return value === '' ? '“”' : value;
}
