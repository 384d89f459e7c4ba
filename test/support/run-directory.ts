import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the databases of a test run lie; what workers leave behind goes when the run is over. */
export const RUN_DIRECTORY = 'MOORING_TEST_RUN';

/** Makes the directory of a test run; answers how it is removed. Vitest calls it by this name. */
export async function setup(): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'mooring-run-'));
  process.env[RUN_DIRECTORY] = dir;
  // Servers end with the worker they belong to, but a moment later.
  return () => rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
