import { describe, expect, it } from 'vitest';
import { Cursors } from '../../server/embedded-mongo/cursors.ts';
import { limitSource, mapSource, type Source } from '../../server/embedded-mongo/source.ts';

const MB = 1024 * 1024;
const holding = (bytes: number): Source<Buffer> => ({ next: () => Buffer.alloc(1), held: () => bytes });

describe('open cursors', () => {
  it('are closed, the longest unused first, when what waits behind them takes too much memory', () => {
    const cursors = new Cursors();
    const made = [40, 0, 40, 40].map((size, at) => cursors.create('a.b', holding(size * MB), at));
    for (const cursor of made) cursors.keep(cursor);
    const [oldest, light, next, newest] = made.map(({ id }) => id);
    expect(() => cursors.get(oldest ?? 0n)).toThrow(expect.objectContaining({ code: 43 }));
    for (const id of [light, next, newest]) expect(cursors.get(id ?? 0n)).toBeDefined();
  });

  it('are no more than a thousand; those in use stay', () => {
    const cursors = new Cursors();
    const made = Array.from({ length: 1_005 }, (_, at) => cursors.create('a.b', holding(0), at));
    made.forEach((cursor, at) => {
      cursor.isBusy = at === 0;
      cursors.keep(cursor);
    });
    expect(cursors.count).toBe(1_000);
    expect(cursors.get(made[0]?.id ?? 0n)).toBeDefined();
    expect(() => cursors.get(made[5]?.id ?? 0n)).toThrow(expect.objectContaining({ code: 43 }));
  });

  it('know what waits behind them through whatever changes it on the way', () => {
    const flow = limitSource(
      mapSource(holding(7), (item) => item),
      0,
      5,
    );
    expect(new Cursors().create('a.b', flow, 0).held).toBe(7);
  });
});
