import { Decimal128, Double } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../server/embedded-mongo/bson/compare.ts';
import { encodeCompoundKey, encodeKey } from '../../server/embedded-mongo/bson/key-encoding.ts';
import { KeyReader } from '../../server/embedded-mongo/bson/key-reading.ts';
import { isNumeric, numberOf } from '../../server/embedded-mongo/bson/numbers.ts';
import { isDoc, type Value } from '../../server/embedded-mongo/bson/values.ts';
import { numbers, values } from './arbitrary-values.ts';

describe('the reading of keys', () => {
  it('gives values that have the same keys, one after the other', () => {
    const directions = fc.array(fc.constantFrom(1, -1), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 3, maxLength: 3 }), directions, (parts, order) => {
        const reader = new KeyReader(encodeCompoundKey(parts, order));
        for (const [i, part] of parts.entries()) {
          const read = reader.next(order[i] === -1);
          // Of a number beyond a double's digits only the nearest double is read.
          if (!hasNumber(part)) expect(encodeKey(read).toString('hex')).toBe(encodeKey(part).toString('hex'));
          else if (isNumeric(part)) expect(read).toBe(numberOf(part) + 0);
        }
        expect(reader.end).toBe(encodeCompoundKey(parts, order).length);
      }),
      { numRuns: 2000 },
    );
  });
});

function hasNumber(value: Value): boolean {
  if (isDoc(value)) return [...value.values()].some(hasNumber);
  return Array.isArray(value) ? value.some(hasNumber) : isNumeric(value);
}

describe('the encoding of keys', () => {
  it('orders any two values as they compare', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(Math.sign(Buffer.compare(encodeKey(a), encodeKey(b)))).toBe(Math.sign(compareValues(a, b)));
      }),
      { numRuns: 3000 },
    );
  });

  it('orders numbers of all types exactly', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(Math.sign(Buffer.compare(encodeKey(a), encodeKey(b)))).toBe(Math.sign(compareValues(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  it('orders several fields one after the other, each in its own direction', () => {
    const directions = fc.tuple(fc.constantFrom(1, -1), fc.constantFrom(1, -1));
    fc.assert(
      fc.property(values, values, values, values, directions, (a, b, c, d, [first, second]) => {
        const expected = compareValues(a, c) * first || compareValues(b, d) * second;
        const left = encodeCompoundKey([a, b], [first, second]);
        const right = encodeCompoundKey([c, d], [first, second]);
        expect(Math.sign(Buffer.compare(left, right))).toBe(Math.sign(expected) + 0);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the same number the same key in every type', () => {
    const key = encodeKey(5).toString('hex');
    for (const same of [5n, new Double(5), Decimal128.fromString('5'), Decimal128.fromString('5.00')]) {
      expect(encodeKey(same).toString('hex')).toBe(key);
    }
  });

  it('tells whole numbers apart that a double cannot', () => {
    expect(compareValues(2n ** 53n + 1n, 2 ** 53)).toBeGreaterThan(0);
    expect(Buffer.compare(encodeKey(2n ** 53n + 1n), encodeKey(2 ** 53))).toBe(1);
    expect(compareValues(2n ** 53n + 1n, Decimal128.fromString('9007199254740993'))).toBe(0);
  });
});
