import { withMinus } from '../minus.ts';
import { type DurationUnit, durationParts, parseInstant } from '../time.ts';
import type { Unit } from './fact-definition.ts';
import { type Language, wordsFor } from './words.ts';

const LONGEST_TEXT = 80;
const LONGEST_LIST = 5;

/** A value as a sentence shows it: numbers and dates by the language's rules, texts quoted and cut, lists counted. */
export function formatValue(value: unknown, language: Language, unit?: Unit): string {
  switch (typeof value) {
    case 'number':
      return formatNumber(value, language, unit);
    case 'string':
      return formatText(value, language);
    case 'boolean':
      return wordsFor(value ? 'values.true' : 'values.false', language);
    default:
      if (value === null || value === undefined) return wordsFor('values.null', language);
      return Array.isArray(value)
        ? formatList(value, language, unit)
        : value instanceof Date
          ? formatInstant(value.getTime(), language)
          : wordsFor('values.object', language);
  }
}

/** A duration such as `30d` in words: “30 days”; what is no duration yet stays as it is. */
export function formatDuration(duration: string, language: Language): string {
  if (!/^\d+[smhdw]$/.test(duration) || duration.length > 6) return String(duration);
  const { amount, unit } = durationParts(duration);
  return numbers(language, intlUnits[unit]).format(amount);
}

function formatNumber(value: number, language: Language, unit: Unit | undefined): string {
  if (unit === 'days') return withMinus(numbers(language, 'day').format(value));
  return withMinus((unit === 'share' ? shares(language) : numbers(language)).format(value));
}

function formatText(text: string, language: Language): string {
  if (text === '') return wordsFor('values.emptyText', language);
  const instant = parseInstant(text);
  if (instant !== undefined) return formatInstant(instant, language);
  const characters = Array.from(text.slice(0, 2 * LONGEST_TEXT + 2));
  const cut = characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT - 1).join('')}…` : text;
  return wordsFor('values.quoted', language, { text: cut });
}

function formatList(list: readonly unknown[], language: Language, unit: Unit | undefined): string {
  if (list.length === 0) return wordsFor('values.emptyList', language);
  const shown = list
    .slice(0, LONGEST_LIST)
    .map((entry) =>
      Array.isArray(entry) ? wordsFor('values.object', language) : formatValue(entry, language, unit),
    )
    .join(', ');
  return list.length <= LONGEST_LIST
    ? shown
    : wordsFor('values.more', language, { list: shown, count: list.length - LONGEST_LIST });
}

function formatInstant(at: number, language: Language): string {
  return Number.isNaN(at) ? wordsFor('values.null', language) : dates(language).format(at);
}

const intlUnits: Record<DurationUnit, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' };

// Making a formatter costs as much as a thousand uses of it.
const numberFormats = new Map<string, Intl.NumberFormat>();
const shareFormats = new Map<Language, Intl.NumberFormat>();
const dateFormats = new Map<Language, Intl.DateTimeFormat>();

function numbers(language: Language, unit?: string): Intl.NumberFormat {
  const key = `${language} ${unit ?? ''}`;
  const known = numberFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(language, {
    maximumFractionDigits: 6,
    ...(unit === undefined ? {} : { style: 'unit', unit, unitDisplay: 'long' }),
  });
  numberFormats.set(key, made);
  return made;
}

function shares(language: Language): Intl.NumberFormat {
  const known = shareFormats.get(language);
  if (known) return known;
  const made = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 });
  shareFormats.set(language, made);
  return made;
}

function dates(language: Language): Intl.DateTimeFormat {
  const known = dateFormats.get(language);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  dateFormats.set(language, made);
  return made;
}
