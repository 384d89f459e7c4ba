import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const note = z.object({ by: z.string(), host: z.string(), pid: z.number() });

/** What a worker is called in the database, and whom it follows. */
export interface WorkerName {
  by: string;
  /** A worker of this machine that is known to be dead: what it held need not be waited for. */
  predecessor?: string | undefined;
  release(): Promise<void>;
}

/**
 * Finds out whether the worker that ran here before was killed, and leaves a note for the one that comes after. Without
 * it, work would rest after a crash until the dead worker's leases end.
 */
export async function claimWorkerName(directory: string, unique: string): Promise<WorkerName> {
  const file = join(directory, 'worker.json');
  const host = hostname();
  const by = `${host}-${process.pid}-${unique}`;
  const before = await readNote(file);
  const isDead = before?.host === host && !isRunning(before.pid);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // A second worker of this machine leaves the note of the first alone.
  const isOurs = before === undefined || isDead || before.host !== host;
  if (isOurs) await writeFile(file, JSON.stringify({ by, host, pid: process.pid }), { mode: 0o600 });
  return {
    by,
    predecessor: isDead ? before.by : undefined,
    release: () => (isOurs ? rm(file, { force: true }) : Promise.resolve()),
  };
}

async function readNote(file: string): Promise<z.infer<typeof note> | undefined> {
  try {
    return note.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  // In a container every start has the same number: whoever had it before us is gone.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process has this number; it cannot be told whether ours had it.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
