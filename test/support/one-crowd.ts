import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { RUN_DIRECTORY } from './run-directory.ts';

/*
 * Files in `test/chaos` start several servers each and kill them while they work. Two such files side by side starve
 * each other on a small machine, and what is to come within a minute does not: each waits until the one before is over.
 */
const PATIENCE = 600_000;
const runDirectory = process.env[RUN_DIRECTORY];
const isCrowd = /[\\/]test[\\/]chaos[\\/]/.test(expect.getState().testPath ?? '');

if (runDirectory && isCrowd) {
  const lock = join(runDirectory, 'crowd');
  beforeAll(async () => {
    while (!(await taken(lock))) await new Promise((resolve) => setTimeout(resolve, 200));
  }, PATIENCE);
  afterAll(() => rm(lock, { recursive: true, force: true }));
}

async function taken(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
  } catch {
    if (!(await isLeft(lock))) return false;
    await rm(lock, { recursive: true, force: true });
    return taken(lock);
  }
  await writeFile(join(lock, 'pid'), String(process.pid));
  return true;
}

/** Whether whoever took it died before giving it back. */
async function isLeft(lock: string): Promise<boolean> {
  const pid = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => 0));
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
