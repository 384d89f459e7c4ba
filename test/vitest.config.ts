import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

/** How long `expect.poll` waits for what follows an answer: of one second, a busy machine makes a failure. */
const poll = { timeout: 20_000 };

/** Properties walk many examples; the five seconds by default are short where the machine is busy. */
const unitTimeout = 20_000;

/**
 * Unit tests, those of the editor among them, touch no process, socket or disk; integration tests run on a database;
 * browser tests in Chromium.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/support/property-runs.ts', 'test/support/imports-settled.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.integration.test.ts', 'test/**/*.browser.test.ts', 'test/editor/**'],
          // They touch nothing but memory and put back what they change there, so that the product is loaded once a
          // worker and not once a file.
          isolate: false,
          maxWorkers: '100%',
          testTimeout: unitTimeout,
        },
      },
      {
        test: {
          name: 'editor',
          setupFiles: ['test/support/property-runs.ts'],
          include: ['test/editor/**/*.test.ts'],
          // The editor's modules hold what the screen shows, which parts are loaded and which texts: each file starts anew.
          maxWorkers: '100%',
          testTimeout: unitTimeout,
        },
      },
      {
        test: {
          name: 'integration',
          setupFiles: ['test/support/property-runs.ts', 'test/support/one-crowd.ts'],
          include: ['test/**/*.integration.test.ts'],
          // Most take a second; a machine that is busy with others makes a minute of it.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Each file has a database of its own, on a server that those of one worker share. The product is loaded
          // once a worker, too.
          isolate: false,
          globalSetup: ['test/support/run-directory.ts'],
          // Many of them wait for processes to die and come back, rather than work.
          maxWorkers: 4,
          expect: { poll },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          expect: { poll },
          // A browser starved for a moment must not fail a whole run; what passed only again is told in the report.
          retry: 1,
        },
      },
    ],
  },
});
