import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

/** Unit tests touch no process, socket or disk; integration tests run on a database; browser tests in Chromium. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/support/property-runs.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.integration.test.ts', 'test/**/*.browser.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          setupFiles: ['test/support/property-runs.ts'],
          include: ['test/**/*.integration.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // A browser starved for a moment must not fail a whole run; what passed only again is told in the report.
          retry: 1,
        },
      },
    ],
  },
});
