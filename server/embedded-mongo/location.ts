import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Unix sockets have paths of at most 104 bytes on some systems, the closing zero included. */
const longestSocketPath = 103;

/** Where the database of a directory keeps its files and listens. */
export interface Location {
  /** The directory the caller named, free of symbolic links. */
  dir: string;
  /** The private directory with the data. */
  data: string;
  socket: string;
}

/**
 * Finds, and where need be makes, the places of a database; the same for every process that asks. A socket
 * whose path would be too long for the system goes into a private directory of its own.
 */
export function locate(given: string): Location {
  mkdirSync(given, { recursive: true, mode: 0o700 });
  const dir = realpathSync(given);
  const data = privateDirectory(join(dir, 'database'));
  const socket = join(data, 'mongo.sock');
  if (Buffer.byteLength(socket) <= longestSocketPath) return { dir, data, socket };
  const digest = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  const user = process.getuid?.() ?? 0;
  return {
    dir,
    data,
    socket: join(privateDirectory(join(tmpdir(), `mooring-${user}-${digest}`)), 'mongo.sock'),
  };
}

/** The address of a socket, for any MongoDB driver. */
export function socketUri(socket: string): string {
  return `mongodb://${encodeURIComponent(socket)}/?directConnection=true`;
}

/** A directory only this user can enter. One that belongs to someone else is refused. */
function privateDirectory(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const user = process.getuid?.();
  if (!found.isDirectory() || (user !== undefined && found.uid !== user)) {
    throw new Error(`${path} is not a directory of this user.`);
  }
  if ((found.mode & 0o077) !== 0) chmodSync(path, 0o700);
  return path;
}
