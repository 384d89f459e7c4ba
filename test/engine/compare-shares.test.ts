import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOfShares, leaderOf, verdictOn } from '../../server/engine/compare-shares.ts';

const arm = fc
  .tuple(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([entered, share]) => ({ entered, goals: Math.round(entered * share) }));

describe('the difference of two shares', () => {
  it('is Newcombe’s own example', () => {
    // Newcombe (1998), method 10: 56/70 against 48/80 lies within 0.0524 and 0.3339.
    const found = differenceOfShares({ entered: 70, goals: 56 }, { entered: 80, goals: 48 });
    expect(found?.difference).toBeCloseTo(0.2, 10);
    expect(found?.low).toBeCloseTo(0.0524, 4);
    expect(found?.high).toBeCloseTo(0.3339, 4);
  });

  it('lies within its bounds, which never leave −1 and 1, and turns around with its groups', () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const there = differenceOfShares(a, b);
        const back = differenceOfShares(b, a);
        if (!there || !back) throw new Error('both groups have somebody');
        expect(there.low).toBeLessThanOrEqual(there.difference + 1e-12);
        expect(there.high).toBeGreaterThanOrEqual(there.difference - 1e-12);
        expect(there.low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(there.high).toBeLessThanOrEqual(1 + 1e-12);
        expect(back.low).toBeCloseTo(-there.high, 10);
        expect(back.high).toBeCloseTo(-there.low, 10);
      }),
    );
  });

  it('is none where a group is empty', () => {
    expect(differenceOfShares({ entered: 0, goals: 0 }, { entered: 5, goals: 1 })).toBeUndefined();
  });
});

describe('the verdict on a control group', () => {
  it('says nothing about small groups, however great the difference', () => {
    expect(verdictOn({ entered: 29, goals: 29 }, { entered: 500, goals: 0 })).toBe('too-few');
  });

  it('says that it helps or harms only where the interval leaves out zero', () => {
    expect(verdictOn({ entered: 900, goals: 300 }, { entered: 100, goals: 20 })).toBe('helps');
    expect(verdictOn({ entered: 900, goals: 100 }, { entered: 100, goals: 30 })).toBe('harms');
    expect(verdictOn({ entered: 900, goals: 200 }, { entered: 100, goals: 20 })).toBe('unclear');
  });
});

describe('the path of a split that leads', () => {
  const path = (id: string, entered: number, goals: number, decided = entered) => ({
    id,
    entered,
    goals,
    decided,
  });

  it('is ahead of each other path beyond doubt', () => {
    expect(leaderOf([path('a', 400, 40), path('b', 400, 90)])).toBe('b');
    expect(leaderOf([path('a', 400, 90), path('b', 400, 40), path('c', 400, 35)])).toBe('a');
    expect(leaderOf([path('a', 400, 90), path('b', 400, 85), path('c', 400, 35)])).toBeUndefined();
  });

  it('is told only where the interval of 99 % leaves out zero', () => {
    const [a, b] = [path('a', 200, 30), path('b', 200, 48)];
    expect(differenceOfShares(b, a)?.low).toBeGreaterThan(0);
    expect(leaderOf([a, b])).toBeUndefined();
  });

  it('is not told while few are done on a path, or many are on their way', () => {
    expect(leaderOf([path('a', 29, 0), path('b', 500, 400)])).toBeUndefined();
    expect(leaderOf([path('a', 400, 40, 359), path('b', 400, 90)])).toBeUndefined();
    expect(leaderOf([path('a', 400, 40, 360), path('b', 400, 90)])).toBe('b');
    expect(leaderOf([path('a', 400, 90)])).toBeUndefined();
    expect(leaderOf([path('a', 400, 0), path('b', 400, 0)])).toBeUndefined();
  });
});
