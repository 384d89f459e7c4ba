import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { killInMoments } from './crash/moments.ts';
import { killInRounds } from './crash/rounds.ts';
import { freshDirectory } from './served.ts';

describe('a database killed with -9 under load', () => {
  it('comes back with all it acknowledged, and consistent', { timeout: 90_000 }, async () => {
    const dir = await freshDirectory();
    try {
      const verdict = await killInRounds({ dir, rounds: 4, seed: 'four rounds', least: 50 });
      expect(verdict.faults).toEqual([]);
      expect(verdict.acknowledged).toBeGreaterThan(50);
      expect(verdict.documents).toBeGreaterThan(0);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });

  it('has done long work wholly or not at all', { timeout: 90_000 }, async () => {
    const { kills, faults } = await killInMoments(1, 'one of each');
    expect(faults).toEqual([]);
    expect(kills).toBe(5);
  });
});
