import { ObjectId, Timestamp } from 'bson';
import { type Doc, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { dayOfYear, isoWeekOf } from '../dates/calendar.ts';
import { instantOf, localOf } from '../dates/zone.ts';
import type { Expression, Operator } from '../vars.ts';
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
  $dateFromParts: (operand, compiler) => {
    const fields = ['month', 'day', 'hour', 'minute', 'second', 'millisecond'];
    const spec = namedOperands('$dateFromParts', operand, ['year'], [...fields, 'timezone']);
    const zone = compileZone(spec.has('timezone') ? compiler.compile(spec.get('timezone')) : undefined);
    const compiled = ['year', ...fields].map((field) =>
      spec.has(field) ? compiler.compile(spec.get(field)) : undefined,
    );
    return (root, vars) => {
      const at = zone(root, vars);
      const numbers: number[] = [];
      for (const [i, term] of compiled.entries()) {
        const value: Maybe = term ? term(root, vars) : i <= 2 ? 1 : 0;
        if (isNullish(value)) return null;
        numbers.push(integerOf(value, '$dateFromParts', 40515));
      }
      if (at === undefined) return null;
      const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = numbers;
      return new Date(instantOf(Date.UTC(year, month - 1, day, hour, minute, second, ms), at));
    };
  },
};

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
