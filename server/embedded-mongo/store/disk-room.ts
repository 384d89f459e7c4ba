import { statfsSync } from 'node:fs';

/**
 * What must stay free on the disk, in bytes. More than one transaction can write: LMDB cannot be trusted after a
 * write it had no room for, so that must not come to pass.
 */
export const reservedRoom = 128 * 1024 * 1024;

/** How many bytes this user may still write to the disk a directory is on; endless where the system does not tell. */
export function roomOnDisk(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
