import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userName } from './authentication.ts';

/** Unix sockets have paths of at most 104 bytes on some systems, the closing zero included. */
const longestSocketPath = 103;

/** Where the database of a directory keeps its files and listens. */
export interface Location {
  /** The directory the caller named, free of symbolic links. */
  dir: string;
  /** The private directory with the data. */
  data: string;
  /** The path of a socket, or the name of a pipe on Windows. */
  socket: string;
  /** What clients must know, where the socket itself keeps nobody out. */
  secret: string | undefined;
}

/**
 * Finds, and where need be makes, the places of a database; the same for every process that asks. A socket
 * whose path would be too long for the system goes into a private directory of its own. Pipes of Windows have names
 * that everybody sees and anybody could take first: there, or where `asksForSecret`, clients and server show each other
 * that they know what only this user can read.
 */
export function locate(given: string, asksForSecret = process.platform === 'win32'): Location {
  mkdirSync(given, { recursive: true, mode: 0o700 });
  const dir = realpathSync(given);
  const data = privateDirectory(join(dir, 'database'));
  const secret = asksForSecret ? secretIn(data) : undefined;
  const digest = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  // Drivers take what ends like this for the path of a socket.
  if (process.platform === 'win32')
    return { dir, data, socket: `\\\\.\\pipe\\mooring-${digest}.sock`, secret };
  const socket = join(data, 'mongo.sock');
  if (Buffer.byteLength(socket) <= longestSocketPath) return { dir, data, socket, secret };
  const user = process.getuid?.() ?? 0;
  return {
    dir,
    data,
    socket: join(privateDirectory(join(tmpdir(), `mooring-${user}-${digest}`)), 'mongo.sock'),
    secret,
  };
}

/** The address of a socket, for any MongoDB driver. */
export function socketUri({ socket, secret }: Pick<Location, 'socket' | 'secret'>): string {
  return uriOf(encodeURIComponent(socket), secret);
}

/** The address of a host, as it stands in a URI; with the secret, where there is one. */
export function uriOf(host: string, secret: string | undefined): string {
  if (secret === undefined) return `mongodb://${host}/?directConnection=true`;
  const options = 'directConnection=true&authSource=admin&authMechanism=SCRAM-SHA-256';
  return `mongodb://${userName}:${secret}@${host}/?${options}`;
}

/** The secret of a data directory, made by whoever asks first. */
function secretIn(data: string): string {
  const path = join(data, 'secret');
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  // Linked into place when it is whole: nobody reads half a secret, and of two that make one the first counts.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}

/** A directory only this user can enter. One that belongs to someone else is refused. */
function privateDirectory(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const user = process.getuid?.();
  if (!found.isDirectory() || (user !== undefined && found.uid !== user)) {
    throw new Error(`${path} is not a directory of this user.`);
  }
  if (user !== undefined && (found.mode & 0o077) !== 0) chmodSync(path, 0o700);
  return path;
}
