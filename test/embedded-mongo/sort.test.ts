import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortSource } from '../../server/embedded-mongo/plan/sort.ts';
import { PAUSE, sourceOf, Turn } from '../../server/embedded-mongo/source.ts';

interface Item {
  key: number;
  at: number;
}

function sorted(items: readonly Item[], limit = 0, sizeOf = () => 0): { items: Item[]; pauses: number } {
  const turn = new Turn();
  turn.start(0);
  const keyOf = ({ key }: Item) => Buffer.from([key >> 8, key & 255]);
  const source = sortSource(sourceOf(items), keyOf, sizeOf, limit, turn);
  const result: Item[] = [];
  let pauses = 0;
  for (let item = source.next(); item !== undefined; item = source.next()) {
    if (item === PAUSE) pauses += 1;
    else result.push(item);
  }
  return { items: result, pauses };
}

describe('sorting in memory', () => {
  it('gives what a stable sort gives, whatever the number of items and the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_000 }),
        fc.integer({ min: 1, max: 400 }),
        fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000 })),
        fc.integer(),
        (count, different, limit, seed) => {
          const items = Array.from({ length: count }, (_, at) => ({
            key: Math.abs((at * 7919 + seed) % different),
            at,
          }));
          const expected = [...items].sort((a, b) => a.key - b.key).slice(0, limit || undefined);
          expect(sorted(items, limit).items).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('lets others have their turn while it gathers', () => {
    const items = Array.from({ length: 5_000 }, (_, at) => ({ key: at % 10, at }));
    expect(sorted(items).pauses).toBeGreaterThan(100);
  });

  it('is refused past the memory limit, and needs little memory for the first few of many', () => {
    const items = Array.from({ length: 300 }, (_, at) => ({ key: at, at }));
    const large = () => 1024 * 1024;
    expect(() => sorted(items, 0, large)).toThrow(expect.objectContaining({ code: 292 }));
    const many = Array.from({ length: 300_000 }, (_, at) => ({ key: at & 1023, at }));
    expect(sorted(many, 3, () => 1_024).items).toHaveLength(3);
  });
});
