/** A value of a trait or property as people read it: texts bare, everything else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '“”' : value;
  return JSON.stringify(value) ?? '';
}
