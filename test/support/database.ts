import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectOptions, connectMongo, type Database } from '../../server/mongo/connect.ts';

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
  stop(): Promise<void>;
}

let server: Promise<Server> | undefined;
let users = 0;

/**
 * Opens a new database under a random name: on the server MONGODB_URI names, or on an embedded one in a temporary
 * directory, which all databases of this process share and which stops with the last of them.
 */
export async function openTestDatabase(options: ConnectOptions = {}): Promise<TestDatabase> {
  users += 1;
  server ??= startServer();
  const { uri: serverUri, pid } = await server;
  const uri = inDatabase(serverUri, `test-${randomBytes(6).toString('hex')}`);
  const database = await connectMongo(uri, options);
  return {
    database,
    uri,
    pid,
    async drop() {
      users -= 1;
      // With a server of our own all its databases go.
      if (users > 0 || pid() === undefined) await database.drop();
      await database.close();
      if (users > 0) return;
      const last = server;
      server = undefined;
      await (await last)?.stop();
    },
  };
}

async function startServer(): Promise<Server> {
  const uri = process.env.MONGODB_URI;
  if (uri) return { uri, pid: () => undefined, stop: async () => undefined };
  // Loaded only where it is used: with it comes a native library.
  const { startEmbeddedDatabase } = await import('../../server/embedded-mongo/index.ts');
  const dir = await mkdtemp(join(tmpdir(), 'mooring-test-'));
  const embedded = await startEmbeddedDatabase({ dir, log: () => undefined, join: false });
  return {
    uri: embedded.uri,
    pid: () => embedded.pid(),
    async stop() {
      await embedded.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The URI with another database name; hosts may be a list or a socket, which no URL parser takes. */
function inDatabase(uri: string, name: string): string {
  const [, hosts = uri, , options = ''] = /^([^/]+:\/\/[^/?]+)(\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${hosts}/${name}${options}`;
}
