import { isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { DatabaseError, fail } from '../../errors.ts';
import {
  addToDate,
  dateDifference,
  dateUnit,
  dayOfYear,
  isoWeekOf,
  truncateDate,
  weekdayOf,
} from '../dates/calendar.ts';
import { parseDate, parseDateInFormat } from '../dates/parse.ts';
import { localOf } from '../dates/zone.ts';
import type { Compiler, Expression, Operator, Vars } from '../vars.ts';
import { compileZone, instantOfValue, weekOfYear } from './date-parts.ts';
import { integerOf, isNullish, namedOperands, textOf } from './operands.ts';

export const dateOperators: Record<string, Operator> = {
  $dateToString: (operand, compiler) => {
    const read = reader('$dateToString', operand, compiler, ['date'], ['format', 'timezone', 'onNull']);
    return (root, vars) => {
      const date = read.value('date', root, vars);
      if (isNullish(date)) return read.has('onNull') ? read.value('onNull', root, vars) : null;
      const zone = read.zone(root, vars);
      const format = read.has('format') ? read.value('format', root, vars) : undefined;
      if (zone === undefined || format === null) return null;
      const instant = instantOfValue(date);
      const withZone = zone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
      const pattern = format === undefined ? withZone : textOf(format, '$dateToString', 18533);
      return formatDate(instant, localOf(instant, zone), pattern);
    };
  },
  $dateFromString: (operand, compiler) => {
    const read = reader(
      '$dateFromString',
      operand,
      compiler,
      ['dateString'],
      ['format', 'timezone', 'onError', 'onNull'],
    );
    return (root, vars) => {
      const text = read.value('dateString', root, vars);
      const zone = read.zone(root, vars);
      if (isNullish(text)) return read.has('onNull') ? read.value('onNull', root, vars) : null;
      if (zone === undefined) return null;
      const format = read.has('format') ? read.value('format', root, vars) : undefined;
      if (format === null) return null;
      try {
        const source = textOf(text, '$dateFromString', 241);
        return format === undefined
          ? parseDate(source, zone)
          : parseDateInFormat(source, textOf(format, '$dateFromString', 40684), zone);
      } catch (error) {
        if (!read.has('onError') || !(error instanceof DatabaseError) || error.code !== 241) throw error;
        return read.value('onError', root, vars);
      }
    };
  },
  $dateAdd: shifting('$dateAdd', 1),
  $dateSubtract: shifting('$dateSubtract', -1),
  $dateDiff: (operand, compiler) => {
    const read = reader(
      '$dateDiff',
      operand,
      compiler,
      ['startDate', 'endDate', 'unit'],
      ['timezone', 'startOfWeek'],
    );
    return (root, vars) => {
      const from = read.value('startDate', root, vars);
      const to = read.value('endDate', root, vars);
      const unit = read.value('unit', root, vars);
      const zone = read.zone(root, vars);
      if (isNullish(from) || isNullish(to) || isNullish(unit) || zone === undefined) return null;
      const weekday = read.has('startOfWeek') ? weekdayOf(read.value('startOfWeek', root, vars)) : 0;
      return BigInt(dateDifference(instantOfValue(from), instantOfValue(to), dateUnit(unit), zone, weekday));
    };
  },
  $dateTrunc: (operand, compiler) => {
    const read = reader(
      '$dateTrunc',
      operand,
      compiler,
      ['date', 'unit'],
      ['binSize', 'timezone', 'startOfWeek'],
    );
    return (root, vars) => {
      const date = read.value('date', root, vars);
      const unit = read.value('unit', root, vars);
      const size = read.has('binSize') ? read.value('binSize', root, vars) : 1;
      const zone = read.zone(root, vars);
      if (isNullish(date) || isNullish(unit) || isNullish(size) || zone === undefined) return null;
      const weekday = read.has('startOfWeek') ? weekdayOf(read.value('startOfWeek', root, vars)) : 0;
      const bin = integerOf(size, '$dateTrunc', 5439017);
      if (bin < 1) fail(5439018, "$dateTrunc requires 'binSize' to be greater than 0");
      return new Date(truncateDate(instantOfValue(date), dateUnit(unit), bin, zone, weekday));
    };
  },
};

interface OperandReader {
  has(field: string): boolean;
  value(field: string, root: Maybe, vars: Vars): Maybe;
  zone(root: Maybe, vars: Vars): string | undefined;
}

function reader(
  name: string,
  operand: Maybe,
  compiler: Compiler,
  required: string[],
  optional: string[],
): OperandReader {
  if (!isDoc(operand)) return fail(5166301, `${name} expects an object as its argument`);
  const spec = namedOperands(name, operand, required, optional);
  const compiled = new Map<string, Expression>();
  for (const [field, value] of spec) compiled.set(field, compiler.compile(value));
  return {
    has: (field) => compiled.has(field),
    value: (field, root, vars) => compiled.get(field)?.(root, vars),
    zone: compileZone(compiled.get('timezone')),
  };
}

function shifting(name: string, direction: 1 | -1): Operator {
  return (operand, compiler) => {
    const read = reader(name, operand, compiler, ['startDate', 'unit', 'amount'], ['timezone']);
    return (root, vars): Value => {
      const date = read.value('startDate', root, vars);
      const unit = read.value('unit', root, vars);
      const amount = read.value('amount', root, vars);
      const zone = read.zone(root, vars);
      if (isNullish(date) || isNullish(unit) || isNullish(amount) || zone === undefined) return null;
      const count = integerOf(amount, name, 5166405) * direction;
      const shifted = new Date(addToDate(instantOfValue(date), dateUnit(unit), count, zone));
      return Number.isNaN(shifted.getTime()) ? fail(5166406, `${name} overflowed`) : shifted;
    };
  };
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function formatDate(instant: number, local: number, format: string): string {
  const date = new Date(local);
  const offset = Math.round((local - instant) / 60_000);
  const pad = (n: number, length: number) => String(n).padStart(length, '0');
  return format.replace(/%(.?)/g, (_, letter: string) => {
    switch (letter) {
      case 'Y':
        return pad(date.getUTCFullYear(), 4);
      case 'm':
        return pad(date.getUTCMonth() + 1, 2);
      case 'b':
        return (monthNames[date.getUTCMonth()] ?? '').slice(0, 3);
      case 'B':
        return monthNames[date.getUTCMonth()] ?? '';
      case 'd':
        return pad(date.getUTCDate(), 2);
      case 'H':
        return pad(date.getUTCHours(), 2);
      case 'M':
        return pad(date.getUTCMinutes(), 2);
      case 'S':
        return pad(date.getUTCSeconds(), 2);
      case 'L':
        return pad(date.getUTCMilliseconds(), 3);
      case 'j':
        return pad(dayOfYear(local), 3);
      case 'w':
        return String(date.getUTCDay() + 1);
      case 'u':
        return String(((date.getUTCDay() + 6) % 7) + 1);
      case 'U':
        return pad(weekOfYear(local), 2);
      case 'V':
        return pad(isoWeekOf(local).week, 2);
      case 'G':
        return pad(isoWeekOf(local).year, 4);
      case 'z': {
        const size = Math.abs(offset);
        return `${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${pad(size % 60, 2)}`;
      }
      case 'Z':
        return `${offset < 0 ? '-' : '+'}${Math.abs(offset)}`;
      case '%':
        return '%';
      default:
        return fail(18536, `Invalid format character '%${letter}' in format string`);
    }
  });
}
