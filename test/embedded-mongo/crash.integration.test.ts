import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { killInRounds } from './crash/rounds.ts';
import { freshDirectory } from './served.ts';

describe('a database killed with -9 under load', () => {
  it('comes back with all it acknowledged, and consistent', { timeout: 90_000 }, async () => {
    const dir = await freshDirectory();
    try {
      const verdict = await killInRounds({ dir, rounds: 4, seed: 'four rounds' });
      expect(verdict.faults).toEqual([]);
      expect(verdict.acknowledged).toBeGreaterThan(50);
      expect(verdict.documents).toBeGreaterThan(0);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
