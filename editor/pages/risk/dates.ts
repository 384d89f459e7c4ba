/** A day such as `2026-05-01` in short, e.g. 1 May. */
export function formatDate(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** A month such as `2026-05` in short, e.g. May; with its year where that is not this one. */
export function formatMonth(month: string, language: string, now = new Date()): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  const isThisYear = date.getUTCFullYear() === now.getUTCFullYear();
  return new Intl.DateTimeFormat(language, {
    month: 'short',
    timeZone: 'UTC',
    ...(isThisYear ? {} : { year: '2-digit' }),
  }).format(date);
}
