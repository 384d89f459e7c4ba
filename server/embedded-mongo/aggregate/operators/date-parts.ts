import { ObjectId, Timestamp } from 'bson';
import { type Doc, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { dayOf, dayOfYear, isoWeekOf, startOfIsoWeek } from '../dates/calendar.ts';
import { instantOf, localOf } from '../dates/zone.ts';
import type { Compiler, Expression, Operator } from '../vars.ts';
import { integerOf, isNullish, namedOperands } from './operands.ts';

/** The instant a value stands for: dates, timestamps and object ids have one. */
export function instantOfValue(value: Value): number {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  if (value instanceof Timestamp) return (value.t >>> 0) * 1000;
  return fail(16006, `can't convert from BSON type ${typeNameOf(value)} to Date`);
}

/** Compiles the operand `timezone`; the zone is UTC when absent, and nothing when it is null. */
export function compileZone(
  zone: Expression | undefined,
): (...args: Parameters<Expression>) => string | undefined {
  if (!zone) return () => 'UTC';
  return (root, vars) => {
    const value = zone(root, vars);
    if (isNullish(value)) return undefined;
    return typeof value === 'string'
      ? value
      : fail(40517, `timezone must evaluate to a string, found ${typeNameOf(value)}`);
  };
}

/** Reads one number out of a local time. */
const parts: Record<string, (local: number) => number> = {
  $year: (local) => new Date(local).getUTCFullYear(),
  $month: (local) => new Date(local).getUTCMonth() + 1,
  $dayOfMonth: (local) => new Date(local).getUTCDate(),
  $dayOfWeek: (local) => new Date(local).getUTCDay() + 1,
  $dayOfYear: dayOfYear,
  $hour: (local) => new Date(local).getUTCHours(),
  $minute: (local) => new Date(local).getUTCMinutes(),
  $second: (local) => new Date(local).getUTCSeconds(),
  $millisecond: (local) => new Date(local).getUTCMilliseconds(),
  $week: weekOfYear,
  $isoWeek: (local) => isoWeekOf(local).week,
  $isoWeekYear: (local) => isoWeekOf(local).year,
  $isoDayOfWeek: (local) => ((new Date(local).getUTCDay() + 6) % 7) + 1,
};

/** The week of the year, from 0; weeks begin on Sunday and the days before the first one are week 0. */
export function weekOfYear(local: number): number {
  return Math.floor((dayOfYear(local) - 1 + 7 - new Date(local).getUTCDay()) / 7);
}

export const datePartOperators: Record<string, Operator> = {
  ...Object.fromEntries(Object.entries(parts).map(([name, read]) => [name, partOperator(name, read)])),
  $dateToParts: (operand, compiler) => {
    const spec = namedOperands('$dateToParts', operand, ['date'], ['timezone', 'iso8601']);
    const date = compiler.compile(spec.get('date'));
    const zone = compileZone(spec.has('timezone') ? compiler.compile(spec.get('timezone')) : undefined);
    const names =
      spec.get('iso8601') === true
        ? { isoWeekYear: '$isoWeekYear', isoWeek: '$isoWeek', isoDayOfWeek: '$isoDayOfWeek' }
        : { year: '$year', month: '$month', day: '$dayOfMonth' };
    const all = {
      ...names,
      hour: '$hour',
      minute: '$minute',
      second: '$second',
      millisecond: '$millisecond',
    };
    return (root, vars) => {
      const value = date(root, vars);
      const at = zone(root, vars);
      if (isNullish(value) || at === undefined) return null;
      const local = localOf(instantOfValue(value), at);
      const doc: Doc = new Map();
      for (const [field, part] of Object.entries(all)) doc.set(field, parts[part]?.(local) ?? null);
      return doc;
    };
  },
  $dateFromParts: dateFromParts,
};

const calendarParts = ['year', 'month', 'day'];
const isoParts = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];
const timeParts = ['hour', 'minute', 'second', 'millisecond'];

function dateFromParts(operand: Maybe, compiler: Compiler): Expression {
  if (!isDoc(operand)) return fail(40519, '$dateFromParts only supports an object as its argument');
  for (const name of operand.keys()) {
    if (![...calendarParts, ...isoParts, ...timeParts, 'timezone'].includes(name))
      fail(40518, `Unrecognized argument to $dateFromParts: ${name}`);
  }
  const isIso = operand.has('isoWeekYear');
  if (!isIso && !operand.has('year')) {
    fail(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  }
  if ((isIso ? calendarParts : isoParts).some((name) => operand.has(name))) {
    fail(40489, '$dateFromParts does not allow mixing natural dates with ISO dates');
  }
  const zone = compileZone(operand.has('timezone') ? compiler.compile(operand.get('timezone')) : undefined);
  const terms = [...(isIso ? isoParts : calendarParts), ...timeParts].map((name) => ({
    name,
    value: operand.has(name) ? compiler.compile(operand.get(name)) : undefined,
  }));
  return (root, vars) => {
    const at = zone(root, vars);
    const numbers: number[] = [];
    for (const [i, { name, value }] of terms.entries()) {
      const given: Maybe = value ? value(root, vars) : i <= 2 ? 1 : 0;
      if (isNullish(given)) return null;
      numbers.push(partOf(given, name, i === 0));
    }
    if (at === undefined) return null;
    const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = numbers;
    const date = isIso ? startOfIsoWeek(year, month) + (day - 1) * DAY : dayOf(year, month - 1, day);
    return new Date(instantOf(date + hour * HOUR + minute * 60_000 + second * 1_000 + ms, at));
  };
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function partOf(value: Value, name: string, isYear: boolean): number {
  const n = integerOf(value, `'${name}' in $dateFromParts`, 40515);
  if (isYear && (n < 1 || n > 9999)) {
    fail(40523, `'${name}' must evaluate to an integer in the range 1 to 9999, found ${n}`);
  }
  if (n < -32_768 || n > 32_767) {
    fail(
      31034,
      `'${name}' must evaluate to a value in the range [-32768, 32767]; value ${n} is not in range`,
    );
  }
  return n;
}

function partOperator(name: string, read: (local: number) => number): Operator {
  return (operand, compiler) => {
    const isNamed = isDoc(operand) && operand.has('date');
    const spec = isNamed ? namedOperands(name, operand, ['date'], ['timezone']) : undefined;
    const bare = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand;
    const date = compiler.compile(spec ? spec.get('date') : bare);
    const zone = compileZone(spec?.has('timezone') ? compiler.compile(spec.get('timezone')) : undefined);
    return (root, vars) => {
      const value = date(root, vars);
      const at = zone(root, vars);
      if (isNullish(value) || at === undefined) return null;
      return read(localOf(instantOfValue(value), at));
    };
  };
}
