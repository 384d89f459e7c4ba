import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What must stay free on the disk, in bytes. More than one transaction can write: LMDB cannot be trusted after a
 * write it had no room for, so that must not come to pass.
 */
export const reservedRoom = 128 * 1024 * 1024;

/** How large a file of this process may become, in bytes; endless where there is no limit or the system does not tell. */
function largestFile(): number {
  try {
    const [, soft] = /^Max file size\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    const limit = Number(soft);
    return Number.isFinite(limit) && limit > 0 ? limit : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

const fileLimit = largestFile();

/** How many bytes the database of a directory may still grow by, before and while it is served. */
export function roomForData(dir: string): number {
  const data = join(dir, 'database');
  return roomOnDisk(existsSync(data) ? data : dir);
}

/**
 * How many bytes the data of a directory may still grow by: what the disk has free for this user, and what a limit on
 * the size of files leaves. Endless where the system does not tell.
 */
export function roomOnDisk(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory);
    const free = bavail * bsize;
    return fileLimit === Number.POSITIVE_INFINITY
      ? free
      : Math.min(free, fileLimit - statSync(join(directory, 'data.mdb')).size);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
