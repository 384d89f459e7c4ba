import i18next from 'i18next';
import { withMinus } from '../../shared/minus.ts';
import { type DurationUnit, durationParts } from '../../shared/time.ts';

const unitNames: Record<DurationUnit, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' };

/** A number as the language writes it; Polish would leave four digits ungrouped, so grouping is always on. */
export function formatNumber(value: number, language = i18next.language): string {
  return withMinus(new Intl.NumberFormat(language, { useGrouping: 'always' }).format(value));
}

/** A share between 0 and 1 as a percentage, e.g. 12.4 %. */
export function formatShare(value: number, language = i18next.language): string {
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return withMinus(share.format(value));
}

/** A duration such as `3d` in words: 3 days, 3 dni, 3 дня. Anything else is shown as it is. */
export function formatDuration(text: string, language = i18next.language): string {
  try {
    const { amount, unit } = durationParts(text);
    const options = {
      style: 'unit',
      unit: unitNames[unit],
      unitDisplay: 'long',
      useGrouping: 'always',
    } as const;
    return new Intl.NumberFormat(language, options).format(amount);
  } catch {
    return text;
  }
}

/** What a unit of time is called beside a number: day beside 1, days beside 3. */
export function unitName(unit: DurationUnit, amount: number, language = i18next.language): string {
  const options = { style: 'unit', unit: unitNames[unit], unitDisplay: 'long' } as const;
  const parts = new Intl.NumberFormat(language, options).formatToParts(amount);
  return parts.find(({ type }) => type === 'unit')?.value ?? unitNames[unit];
}

/** A day, e.g. 3 June 2026; the year is left out when it is this year. */
export function formatDay(at: string | Date, language = i18next.language, now = new Date()): string {
  const date = new Date(at);
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...year,
  }).format(date);
}

/** From one day to another, e.g. 30 Aug – 28 Nov 2026. */
export function formatSpan(from: string | Date, to: string | Date, language = i18next.language): string {
  const days = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
  return days.formatRange(new Date(from), new Date(to));
}

/** A month with its year in digits, as on a card: 11/2028. */
export function formatCardMonth(at: string | Date, language = i18next.language): string {
  return new Intl.DateTimeFormat(language, { month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(at),
  );
}

/** A day and time in short, e.g. 3 Jun 2026, 14:05. */
export function formatDateTime(at: string | Date, language = i18next.language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** A time of day, e.g. 14:05. */
export function formatTime(at: string | Date, language = i18next.language): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}

const steps: [limit: number, seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [45, 1, 'second'],
  [45 * 60, 60, 'minute'],
  [22 * 3_600, 3_600, 'hour'],
  [26 * 86_400, 86_400, 'day'],
  [320 * 86_400, 30 * 86_400, 'month'],
];

/** How far away a moment is, e.g. 3 hours ago, in 2 days. */
export function formatRelative(at: string | Date, language = i18next.language, now = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1_000;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [limit, size, unit] of steps) {
    if (Math.abs(seconds) < limit) return format.format(Math.round(seconds / size), unit);
  }
  return format.format(Math.round(seconds / (365 * 86_400)), 'year');
}

/** For how long something has been so: whole days, 34 days; hours on the first. */
export function formatAge(since: string | Date, language = i18next.language, now = new Date()): string {
  const hours = Math.max(1, (now.getTime() - new Date(since).getTime()) / 3_600_000);
  return formatDuration(hours < 24 ? `${Math.floor(hours)}h` : `${Math.floor(hours / 24)}d`, language);
}
