import type { CellType, ColumnPlan, TableKind } from './table.ts';

/** A cell that cannot be read as its column says; the words are for the list of refused rows. */
export interface CellFault {
  fault: string;
}

export type CellValue = string | number | boolean | CellFault;

const YES = new Set(['true', 'yes', 'y', '1', 'on', 'tak', 't', 'да', 'prawda']);
const NO = new Set(['false', 'no', 'n', '0', 'off', 'nie', 'нет', 'fałsz']);

/** A cell read as its column's type. An empty cell says nothing and must not get here. */
export function readCell(text: string, type: CellType): CellValue {
  const value = text.trim();
  switch (type) {
    case 'text':
      return value;
    case 'number-point':
      return numberOf(value, '.');
    case 'number-comma':
      return numberOf(value, ',');
    case 'yes-no': {
      const word = value.toLowerCase();
      if (YES.has(word)) return true;
      return NO.has(word) ? false : { fault: `“${short(value)}” is neither yes nor no` };
    }
    default:
      return dateOf(value, type);
  }
}

export function isFault(value: CellValue): value is CellFault {
  return typeof value === 'object';
}

/** `1,234.50`, `1 234,50`, `(12)`, `€ 9.99`, `12 %`: what accountants and spreadsheets write. */
function numberOf(text: string, point: '.' | ','): number | CellFault {
  const group = point === '.' ? ',' : '.';
  const bare = text.replace(/^[€$£¥₽zł\s]+|[€$£¥₽%złруб.\s]+$/giu, '').replace(/[\s'’\u00a0\u202f]/g, '');
  const isNegative = /^\(.*\)$/.test(bare);
  const body = isNegative ? bare.slice(1, -1) : bare;
  const pattern =
    point === '.' ? /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/ : /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/;
  if (!pattern.test(body)) return { fault: `“${short(text)}” is not a number` };
  const value = Number(body.replaceAll(group, '').replace(point, '.'));
  if (!Number.isFinite(value)) return { fault: `“${short(text)}” is not a number` };
  return isNegative ? -value : value;
}

/** A date alone is midnight UTC; with a time it is kept, in UTC where it names no zone. */
function dateOf(text: string, type: CellType): string | CellFault {
  const fault = { fault: `“${short(text)}” is not a date` };
  const match =
    /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (!match) return fault;
  const [, a = '', b = '', c = '', hour = '0', minute = '0', second = '0', zone] = match;
  const [year, month, day] =
    type === 'date-ymd' || a.length === 4 ? [a, b, c] : type === 'date-mdy' ? [c, a, b] : [c, b, a];
  const fullYear = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2_000 : 1_900) : Number(year);
  if (year.length === 3 || fullYear < 1_900 || fullYear > 2_199) return fault;
  const at = Date.UTC(fullYear, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const date = new Date(at);
  const isReal =
    date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && Number(hour) < 24;
  if (!isReal) return fault;
  return new Date(at - offsetOf(zone)).toISOString();
}

function offsetOf(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes * 60_000 * (match[1] === '-' ? -1 : 1);
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

const addressPattern = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/;

/** Whether a text is one e-mail address. */
export function isEmail(text: string): boolean {
  return text.length <= 320 && addressPattern.test(text);
}

const known: readonly (readonly [RegExp, ColumnPlan['target'], TableKind?])[] = [
  [/^(user ?id|contact ?id|external ?id|customer ?id|uid|id)$/, 'id', 'contacts'],
  [/^(account ?id|company ?id|group ?id|organi[sz]ation ?id|external ?id|id)$/, 'id', 'accounts'],
  [/^(e ?mail|e ?mail address|adres e ?mail|эл\.? ?почта|почта)$/, 'email', 'contacts'],
  [/^(account|account ?id|company ?id|group ?id|organi[sz]ation ?id)$/, 'account', 'contacts'],
];

/** Traits that have a name of their own here, by how spreadsheets call them. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^(first ?name|given ?name|imię|имя)$/, 'firstName'],
  [/^(last ?name|surname|family ?name|nazwisko|фамилия)$/, 'lastName'],
  [/^(name|full ?name|company|company ?name|account ?name|nazwa|название)$/, 'name'],
  [/^(time ?zone|tz)$/, 'timezone'],
  [/^(locale|language)$/, 'locale'],
  [/^(created|created ?at|sign ?up ?date|signed ?up|registered)$/, 'createdAt'],
  [/^(mrr|monthly recurring revenue)$/, 'mrr'],
  [/^(plan|plan ?name|tier)$/, 'plan'],
  [/^(seats|licen[cs]es)$/, 'seats'],
  [/^(renews ?at|renewal|renewal ?date)$/, 'renewsAt'],
];

/** What a column probably is, from its heading and some of its cells. Consent is never guessed. */
export function guessColumn(heading: string, samples: readonly string[], kind: TableKind): ColumnPlan {
  const plain = heading
    .trim()
    .toLowerCase()
    .replace(/[_\-\s]+/g, ' ');
  const type = guessType(samples);
  const target = known.find(
    ([pattern, , only]) => (only === undefined || only === kind) && pattern.test(plain),
  )?.[1];
  if (target !== undefined) return { target, type: 'text' };
  if (plain === '' || plain.length > 100 || heading.startsWith('$')) return { target: 'skip', type: 'text' };
  const trait = names.find(([pattern]) => pattern.test(plain))?.[1] ?? heading.trim();
  return { target: 'trait', trait, type };
}

/** The one type that every sample can be read as; text where several or none can. */
export function guessType(samples: readonly string[]): CellType {
  const full = samples.map((sample) => sample.trim()).filter(Boolean);
  if (full.length === 0) return 'text';
  const fits = (type: CellType) => full.every((sample) => !isFault(readCell(sample, type)));
  // Codes such as 00123 are no numbers, and a lone 0 or 1 is no answer.
  if (full.some((sample) => /^0\d/.test(sample) && !/[-/.:]/.test(sample))) return 'text';
  for (const type of ['date-ymd', 'date-dmy', 'date-mdy'] as const) if (fits(type)) return type;
  if (full.every((sample) => !/^[01]$/.test(sample)) && fits('yes-no')) return 'yes-no';
  if (fits('number-point')) return 'number-point';
  return fits('number-comma') ? 'number-comma' : 'text';
}
