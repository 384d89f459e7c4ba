import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDocument } from '../../server/embedded-mongo/bson/encode.ts';
import { Entry } from '../../server/embedded-mongo/plan/scan.ts';
import { sortSource } from '../../server/embedded-mongo/plan/sort.ts';
import { PAUSE, type Source, sourceOf, Turn } from '../../server/embedded-mongo/source.ts';

interface Item {
  key: number[];
  at: number;
}

function entryOf({ key, at }: Item): Entry {
  return new Entry(Buffer.from(`${at}`), encodeDocument({ key: Buffer.from(key).toString('hex'), at }));
}

function sortedEntries(source: Source<Entry>, limit: number): { entries: Entry[]; pauses: number } {
  const turn = new Turn();
  turn.start(0);
  const keyOf = (entry: Entry) => Buffer.from(String(entry.doc.get('key')), 'hex');
  const sorting = sortSource(source, keyOf, limit, turn);
  const entries: Entry[] = [];
  let pauses = 0;
  for (let entry = sorting.next(); entry !== undefined; entry = sorting.next()) {
    if (entry === PAUSE) pauses += 1;
    else entries.push(entry as Entry);
  }
  return { entries, pauses };
}

function sorted(items: readonly Item[], limit = 0): { places: unknown[]; pauses: number } {
  const { entries, pauses } = sortedEntries(sourceOf(items.map(entryOf)), limit);
  const places = entries.map(({ doc }) => doc.get('at'));
  // What an entry is called and what is in it must have stayed together.
  expect(entries.map(({ id }) => id.toString())).toEqual(places.map(String));
  return { places, pauses };
}

describe('sorting in memory', () => {
  it('gives what a stable sort gives, whatever the number of items, their keys and the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }),
        fc.array(fc.array(fc.constantFrom(0, 1, 255), { maxLength: 9 }), { minLength: 1, maxLength: 40 }),
        fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000 })),
        fc.integer(),
        (count, keys, limit, seed) => {
          const items = Array.from({ length: count }, (_, at) => ({
            key: keys[Math.abs((at * 7919 + seed) % keys.length)] as number[],
            at,
          }));
          const order = (a: Item, b: Item) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));
          const expected = items.toSorted(order).slice(0, limit || undefined);
          expect(sorted(items, limit).places).toEqual(expected.map(({ at }) => at));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('lets others have their turn while it gathers', () => {
    const items = Array.from({ length: 5_000 }, (_, at) => ({ key: [at % 10], at }));
    expect(sorted(items).pauses).toBeGreaterThan(100);
  });

  it('sorts documents larger than what it sorts at once', () => {
    const large = { text: 'x'.repeat(3 * 1024 * 1024) };
    const entries = [5, 3, 4].map((key) => Entry.made(new Map(Object.entries({ key: `0${key}`, ...large }))));
    const keys = sortedEntries(sourceOf(entries), 0).entries.map(({ doc }) => doc.get('key'));
    expect(keys).toEqual(['03', '04', '05']);
  });

  it('is refused past the memory limit, and needs little memory for the first few of many', () => {
    const bytes = encodeDocument({ key: '07', text: 'x'.repeat(1024 * 1024) });
    const many = (count: number): Source<Entry> => {
      let left = count;
      return { next: () => (left-- > 0 ? new Entry(Buffer.from([left]), bytes) : undefined) };
    };
    expect(() => sortedEntries(many(101), 0)).toThrow(expect.objectContaining({ code: 292 }));
    expect(sortedEntries(many(120), 3).entries).toHaveLength(3);
  });
});
