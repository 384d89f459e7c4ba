import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A name for this process that no other process ever has, and that tells its neighbours where it lives. */
export function workerName(unique: string): string {
  return `${place()}.${process.pid}.${unique}`;
}

/**
 * Whether a worker of that name certainly lives no more: it ran where this process runs, and its process is gone or
 * is now this one. Workers elsewhere, and in other containers, are never taken for dead.
 */
export function isGone(name: string): boolean {
  const [where, pid] = name.split('.');
  if (where !== place() || !pid || !/^\d+$/.test(pid)) return false;
  return Number(pid) === process.pid || !isRunning(Number(pid));
}

/** The machine since it was started, and the space of process ids in it. */
function place(): string {
  const parts = [hostname(), contentOf('/proc/sys/kernel/random/boot_id'), linkOf('/proc/self/ns/pid')];
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 12);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM says that somebody else's process has the id.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
