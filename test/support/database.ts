import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectOptions, connectMongo, type Database } from '../../server/mongo/connect.ts';
import { RUN_DIRECTORY } from './run-directory.ts';

/** A database of its own for one test file, empty at first. */
export interface TestDatabase {
  database: Database;
  /** Names the database, too, so that others can connect to the same one. */
  uri: string;
  /** The process of the embedded database; undefined where MONGODB_URI names a server. */
  pid(): number | undefined;
  /** Deletes the database and closes the connection. */
  drop(): Promise<void>;
}

interface Server {
  uri: string;
  pid(): number | undefined;
}

let server: Promise<Server> | undefined;

/**
 * Opens a new database under a random name: on the server MONGODB_URI names, or on an embedded one in a temporary
 * directory, which all databases of this process share, of one test file after the other, and which ends with it.
 */
export async function openTestDatabase(options: ConnectOptions = {}): Promise<TestDatabase> {
  server ??= startServer();
  const { uri: serverUri, pid } = await server;
  const uri = inDatabase(serverUri, `test-${randomBytes(6).toString('hex')}`);
  const database = await connectMongo(uri, options);
  return {
    database,
    uri,
    pid,
    async drop() {
      await database.drop();
      await database.close();
    },
  };
}

async function startServer(): Promise<Server> {
  const uri = process.env.MONGODB_URI;
  if (uri) return { uri, pid: () => undefined };
  // Loaded only where it is used: with it comes a native library.
  const { startEmbeddedDatabase } = await import('../../server/embedded-mongo/index.ts');
  const dir = await mkdtemp(join(process.env[RUN_DIRECTORY] ?? tmpdir(), 'mooring-test-'));
  const embedded = await startEmbeddedDatabase({ dir, log: () => undefined, join: false });
  return { uri: embedded.uri, pid: () => embedded.pid() };
}

/** The URI with another database name; hosts may be a list or a socket, which no URL parser takes. */
function inDatabase(uri: string, name: string): string {
  const [, hosts = uri, , options = ''] = /^([^/]+:\/\/[^/?]+)(\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${hosts}/${name}${options}`;
}
