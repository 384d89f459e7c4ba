import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyList } from '../../server/embedded-mongo/store/key-list.ts';

describe('a list of keys', () => {
  it('gives back what was put into it, in that order, however many and long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 1_978 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 40 }),
        (some, times) => {
          const keys = Array.from({ length: times }, () => some.map((key) => Buffer.from(key))).flat();
          const list = new KeyList();
          for (const key of keys) list.push(key);
          expect(Buffer.concat([...list]).equals(Buffer.concat(keys))).toBe(true);
          expect([...list].map((key) => key.length)).toEqual(keys.map((key) => key.length));
        },
      ),
    );
  });
});
