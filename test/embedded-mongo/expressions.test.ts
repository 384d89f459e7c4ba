import { Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { describe, expect, it } from 'vitest';
import { commandVars, compileExpression } from '../../server/embedded-mongo/aggregate/expression.ts';
import { doc, plain, value } from './plain.ts';

const at = new Date('2024-03-31T01:30:15.250Z');
/** A branch of `$switch`; an object literal with this field would pass for a promise. */
const branch = (condition: unknown, result: unknown) =>
  Object.fromEntries([
    ['case', condition],
    ['then', result],
  ]);

const root = {
  a: 1,
  b: 5,
  s: 'Hello',
  n: null,
  arr: [3, 1, 2],
  docs: [{ x: 1 }, { x: 2 }, {}],
  at,
  nested: { deep: { v: 7 } },
  id: new ObjectId('65f000000000000000000001'),
  d: 2.5,
  big: 2n ** 53n + 1n,
};

function evaluate(expression: unknown): unknown {
  const vars = commandVars(undefined);
  return plain(compileExpression(value(expression), vars)(doc(root), vars));
}

const cases: [expression: unknown, result: unknown][] = [
  ['$a', 1],
  ['$docs.x', [1, 2]],
  ['$nested.deep.v', 7],
  ['$nothing', undefined],
  ['$$ROOT.a', 1],
  [{ $add: ['$a', '$b'] }, 6],
  [{ $add: ['$at', 1000] }, new Date(at.getTime() + 1000)],
  [{ $add: ['$a', '$nothing'] }, null],
  [{ $add: ['$big', 1] }, 2n ** 53n + 2n],
  [{ $subtract: ['$b', 7] }, -2],
  [{ $subtract: ['$at', new Date(0)] }, BigInt(at.getTime())],
  [{ $multiply: ['$b', 2.5] }, 12.5],
  [{ $divide: [5, 2] }, 2.5],
  [{ $mod: [-7, 3] }, -1],
  [{ $round: [2.5] }, new Double(2)],
  [{ $round: [1.255, 2] }, 1.25],
  [{ $round: [1234, -2] }, 1200],
  [{ $trunc: [-2.7] }, new Double(-2)],
  [{ $pow: [2, 10] }, 1024],
  [{ $abs: -3 }, 3],
  [{ $cond: [{ $gt: ['$a', 0] }, 'yes', 'no'] }, 'yes'],
  [
    {
      $cond: Object.fromEntries([
        ['if', '$n'],
        ['then', 1],
        ['else', 2],
      ]),
    },
    2,
  ],
  [{ $ifNull: ['$n', '$nothing', 'x'] }, 'x'],
  [{ $switch: { branches: [branch({ $eq: ['$a', 2] }, 'two')], default: 'other' } }, 'other'],
  [{ $eq: ['$nothing', null] }, false],
  [{ $lt: ['$nothing', null] }, true],
  [{ $gt: ['x', 5] }, true],
  [{ $cmp: [1, new Double(1)] }, 0],
  [{ $and: ['$a', '$n'] }, false],
  [{ $not: ['$n'] }, true],
  [{ $concat: ['$s', ' ', 'you'] }, 'Hello you'],
  [{ $concat: ['$s', '$n'] }, null],
  [{ $toUpper: '$s' }, 'HELLO'],
  [{ $substrCP: ['$s', 1, 3] }, 'ell'],
  [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
  [{ $trim: { input: '  x ' } }, 'x'],
  [{ $indexOfCP: ['$s', 'l'] }, 2],
  [{ $strLenCP: 'é' }, 1],
  [{ $strLenBytes: 'é' }, 2],
  [{ $replaceAll: { input: 'aba', find: 'a', replacement: 'x' } }, 'xbx'],
  [{ $regexMatch: { input: '$s', regex: 'hell', options: 'i' } }, true],
  [{ $regexFind: { input: '$s', regex: 'l+(o)' } }, { match: 'llo', idx: 2, captures: ['o'] }],
  [{ $size: '$arr' }, 3],
  [{ $arrayElemAt: ['$arr', -1] }, 2],
  [{ $arrayElemAt: ['$arr', 9] }, undefined],
  [{ $slice: ['$arr', 1, 1] }, [1]],
  [{ $concatArrays: ['$arr', [9]] }, [3, 1, 2, 9]],
  [{ $filter: { input: '$arr', as: 'x', cond: { $gt: ['$$x', 1] } } }, [3, 2]],
  [{ $map: { input: '$docs', as: 'd', in: '$$d.x' } }, [1, 2, null]],
  [{ $reduce: { input: '$arr', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [{ $in: [2, '$arr'] }, true],
  [{ $indexOfArray: ['$arr', 2] }, 2],
  [{ $range: [0, 5, 2] }, [0, 2, 4]],
  [{ $reverseArray: '$arr' }, [2, 1, 3]],
  [{ $sortArray: { input: '$arr', sortBy: 1 } }, [1, 2, 3]],
  [{ $first: '$arr' }, 3],
  [{ $maxN: { n: 2, input: '$arr' } }, [3, 2]],
  [{ $sum: '$arr' }, 6],
  [{ $sum: ['$a', '$b', 'x'] }, 6],
  [{ $avg: '$arr' }, new Double(2)],
  [{ $max: ['$a', '$b'] }, 5],
  [{ $setUnion: ['$arr', [2, 4]] }, [1, 2, 3, 4]],
  [{ $setIsSubset: [[1], '$arr'] }, true],
  [{ $anyElementTrue: [[null, 1]] }, true],
  [{ $mergeObjects: ['$nested', { z: 1 }, null] }, { deep: { v: 7 }, z: 1 }],
  [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
  [{ $arrayToObject: [[['k', 1]]] }, { k: 1 }],
  [{ $getField: { field: 'x', input: { x: 3 } } }, 3],
  [{ $setField: { field: 'x', input: { a: 1 }, value: 2 } }, { a: 1, x: 2 }],
  [{ $let: { vars: { v: '$a' }, in: { $add: ['$$v', 1] } } }, 2],
  [{ $literal: '$a' }, '$a'],
  [{ $type: '$nothing' }, 'missing'],
  [{ $type: '$a' }, 'int'],
  [{ $toString: '$b' }, '5'],
  [{ $toInt: '12' }, 12],
  [{ $toLong: '12' }, 12n],
  [{ $toDouble: '1.5' }, 1.5],
  [{ $toDecimal: '1.10' }, Decimal128.fromString('1.10')],
  [{ $toDate: '$id' }, new ObjectId('65f000000000000000000001').getTimestamp()],
  [{ $toObjectId: '65f000000000000000000001' }, new ObjectId('65f000000000000000000001')],
  [{ $convert: { input: 'x', to: 'int', onError: 0 } }, 0],
  [
    { a: '$a', gone: '$nothing', list: ['$nothing', 1] },
    { a: 1, list: [null, 1] },
  ],
  [{ $year: '$at' }, 2024],
  [{ $dayOfWeek: '$at' }, 1],
  [{ $isoWeek: '$at' }, 13],
  [{ $hour: { date: '$at', timezone: 'Europe/Berlin' } }, 3],
  [
    { $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M:%S.%L %z', timezone: '+02:00' } },
    '2024-03-31 03:30:15.250 +0200',
  ],
  [{ $dateToString: { date: '$at' } }, '2024-03-31T01:30:15.250Z'],
  [
    { $dateFromString: { dateString: '2024-02-29', timezone: 'Europe/Berlin' } },
    new Date('2024-02-28T23:00:00Z'),
  ],
  [{ $dateAdd: { startDate: '$at', unit: 'month', amount: 11 } }, new Date('2025-02-28T01:30:15.250Z')],
  [{ $dateSubtract: { startDate: '$at', unit: 'hour', amount: 2 } }, new Date('2024-03-30T23:30:15.250Z')],
  [
    {
      $dateAdd: {
        startDate: new Date('2024-03-30T12:00:00Z'),
        unit: 'day',
        amount: 1,
        timezone: 'Europe/Berlin',
      },
    },
    new Date('2024-03-31T11:00:00Z'),
  ],
  [{ $dateDiff: { startDate: new Date('2023-12-31T23:00:00Z'), endDate: '$at', unit: 'month' } }, 3n],
  [{ $dateDiff: { startDate: new Date('2024-03-29T23:00:00Z'), endDate: '$at', unit: 'day' } }, 2n],
  [{ $dateTrunc: { date: '$at', unit: 'day', timezone: 'Europe/Berlin' } }, new Date('2024-03-30T23:00:00Z')],
  [{ $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday' } }, new Date('2024-03-25T00:00:00Z')],
  [{ $dateTrunc: { date: '$at', unit: 'minute', binSize: 15 } }, new Date('2024-03-31T01:30:00Z')],
  [{ $dateFromParts: { year: 2024, month: 2, day: 29 } }, new Date('2024-02-29T00:00:00Z')],
  [{ $dateFromParts: { year: 2024, month: 14, hour: -1 } }, new Date('2025-01-31T23:00:00Z')],
  [{ $dateFromParts: { year: 50, day: 2 } }, new Date('0050-01-02T00:00:00Z')],
  [{ $dateFromParts: { isoWeekYear: 2021 } }, new Date('2021-01-04T00:00:00Z')],
  [{ $dateFromParts: { isoWeekYear: 2020, isoWeek: 53, isoDayOfWeek: 5 } }, new Date('2021-01-01T00:00:00Z')],
  [
    { $dateFromParts: { isoWeekYear: 2017, isoWeek: 1, hour: 12, timezone: '+02:00' } },
    new Date('2017-01-02T10:00:00Z'),
  ],
  [{ $dateFromParts: { isoWeekYear: 2017, isoWeek: null } }, null],
  [{ $dateToString: { date: '$at', format: '%d %b %B %Y' } }, '31 Mar March 2024'],
  [{ $bitAnd: ['$b', 4] }, 4],
  [{ $bitOr: [1, 2n] }, 3n],
  [{ $bitXor: [3, '$nothing'] }, null],
  [{ $bitNot: 5 }, -6],
  [{ $sin: 0 }, new Double(0)],
  [{ $atan2: [0, 1] }, new Double(0)],
  [{ $tanh: null }, null],
  [{ $binarySize: 'é' }, 2],
  [{ $bsonSize: {} }, 5],
  [{ $tsSecond: new Timestamp({ t: 5, i: 2 }) }, 5n],
  [{ $tsIncrement: new Timestamp({ t: 5, i: 2 }) }, 2n],
  [{ $lt: [{ $rand: {} }, 1] }, true],
  [
    { $dateToParts: { date: '$at' } },
    { year: 2024, month: 3, day: 31, hour: 1, minute: 30, second: 15, millisecond: 250 },
  ],
];

describe('an expression', () => {
  it.each(
    cases.map(([expression, result]) => [
      JSON.stringify(expression, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)),
      expression,
      result,
    ]),
  )('%s', (_, expression, result) => {
    expect(evaluate(expression)).toEqual(result);
  });

  it.each([
    [{ $nothing: 1 }, 168],
    ['$$unknown', 17276],
    [{ $divide: [1, 0] }, 2],
    [{ $add: ['x', 1] }, 14],
    [{ $size: 5 }, 17124],
    [{ $pow: [0, -1] }, 28764],
    [{ $bitAnd: [1, 'x'] }, 14],
    [{ $asin: 2 }, 50989],
    [{ $sin: Decimal128.fromString('1') }, 115],
    [{ $function: {} }, 115],
    [{ $bsonSize: 1 }, 31393],
    [{ $tsSecond: 1 }, 5687301],
    [{ $toInt: 'x' }, 241],
    [{ $cond: [1, 2] }, 16020],
    [{ $add: 1, $subtract: 2 }, 15983],
    [{ $dateToString: { date: 5 } }, 16006],
    [{ $dateFromParts: 5 }, 40519],
    [{ $dateFromParts: { year: 2024, week: 1 } }, 40518],
    [{ $dateFromParts: { month: 1 } }, 40516],
    [{ $dateFromParts: { isoWeekYear: 2024, month: 1 } }, 40489],
    [{ $dateFromParts: { year: 0 } }, 40523],
    [{ $dateFromParts: { year: 2024, day: 1.5 } }, 40515],
    [{ $dateFromParts: { year: 2024, day: 40_000 } }, 31034],
  ])('refuses %j with code %i', (expression, code) => {
    expect(() => evaluate(expression)).toThrow(expect.objectContaining({ code }));
  });
});
