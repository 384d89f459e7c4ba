import { describe, expect, it } from 'vitest';
import { turmoil } from './turmoil.ts';

describe('a turmoil of killed processes, a failing provider and repeated events', () => {
  it('ends with everybody through, nothing missing and nothing twice', async () => {
    const people = 200;
    const report = await turmoil({
      people,
      workers: 2,
      pause: [1.5, 3],
      seed: 7,
      // A refusal costs a pause of half a minute: a few are enough here, `npm run bench -- chaos` has many.
      shares: { failing: 0.02, hanging: 0 },
      patience: 200,
    });
    expect(report).toMatchObject({
      entered: people,
      completed: people,
      mails: { missing: 0, twice: 0 },
      calls: { missing: 0 },
      tasks: { found: people / 2 },
    });
    // Only what a killed process had handed over a moment ago can be unknown.
    expect(report.mails.unknown).toBeLessThanOrEqual(40);
    expect(Object.values(report.kills).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(2);
  }, 300_000);
});
