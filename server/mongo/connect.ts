import { setTimeout as pause } from 'node:timers/promises';
import mongoose, { type mongo } from 'mongoose';
import { problem } from '../../shared/problems.ts';
import type { Stores } from '../ports/index.ts';
import { endWritesOnClosedSockets } from './closed-sockets.ts';
import type { Definition } from './definition.ts';
import { watchConnections } from './lost-connections.ts';
import { migrate } from './migrate.ts';
import { Shelf } from './shelf.ts';
import { isPassing, PATIENCE, steadily } from './steady.ts';
import { createStores } from './stores.ts';

export interface ConnectOptions {
  /** The database; by default the one the URI names. */
  name?: string | undefined;
  /** How long calls wait for a lost database, in milliseconds, before they throw DATABASE_UNAVAILABLE. */
  patience?: number | undefined;
  /** Sees every command as it is sent; for tests and measuring. */
  observe?: ((command: mongo.CommandStartedEvent) => void) | undefined;
}

/** An open database with its stores. */
export interface Database {
  stores: Stores;
  /** The driver's database, for Agenda; it closes with this. */
  native: mongo.Db;
  /** The database's own time, which leases and clocks are set by. */
  databaseNow(): Promise<Date>;
  /** Whether it answers right now, without waiting for it to come back. */
  ping(): Promise<boolean>;
  /** Deletes everything in it. */
  drop(): Promise<void>;
  close(): Promise<void>;
}

const PING_TIMEOUT = 2_000;

/** How long a server may say nothing while it works, in milliseconds: long enough to index millions of documents. */
const LONGEST_SILENCE = 120_000;

/**
 * Opens the database at `uri`, a MongoDB of version 6 or later or the embedded one, and brings it to this version's
 * shape. Throws DATABASE_UNAVAILABLE when nothing answers.
 */
export async function connectMongo(uri: string, options: ConnectOptions = {}): Promise<Database> {
  const connection = await open(uri, options);
  try {
    const definitions: Definition[] = [];
    const database = nativeDatabase(connection);
    const connections = watchConnections(connection.getClient());
    const stores = createStores((definition) => {
      definitions.push(definition);
      connection.model(definition.name, definition.schema);
      // The driver's own collection: no hydration, and no buffering of calls behind a lost connection.
      return new Shelf(database, definition.name, options.patience ?? PATIENCE, connections);
    });
    await migrate(connection, definitions);
    return {
      stores,
      native: database,
      databaseNow: () => steadily(() => readTime(database), options.patience),
      ping: () => ping(database),
      drop: () => connection.dropDatabase(),
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function open(uri: string, options: ConnectOptions): Promise<mongoose.Connection> {
  endWritesOnClosedSockets();
  const connection = mongoose.createConnection(uri, {
    ...(options.name === undefined ? {} : { dbName: options.name }),
    appName: 'mooring',
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    // An undefined field is an absent one.
    ignoreUndefined: true,
    // What is acknowledged is on disk.
    writeConcern: { w: 'majority', journal: true },
    // A guard is only as good as the revision that was read: never from a member that lags behind.
    readPreference: 'primary',
    // `steadily` repeats what is safe to repeat; a standalone server does not know retryable writes.
    retryWrites: false,
    maxPoolSize: 20,
    // Half of the patience, so that the search is begun anew at least once.
    serverSelectionTimeoutMS: (options.patience ?? PATIENCE) / 2,
    connectTimeoutMS: 5_000,
    // Bounds every call, Agenda's too: one whose answer never comes otherwise keeps its connection out of the pool
    // until none is left. The stores' own calls end sooner, by `watchConnections`. (The driver ignores `timeoutMS`.)
    socketTimeoutMS: LONGEST_SILENCE,
    // How soon a lost server is looked for again: a restarted embedded one is back in less than the default.
    minHeartbeatFrequencyMS: 100,
    monitorCommands: options.observe !== undefined,
  });
  try {
    await connection.asPromise();
  } catch (error) {
    await connection.close();
    throw isUnreachable(error) ? problem('DATABASE_UNAVAILABLE', {}, { cause: error }) : error;
  }
  if (options.observe) connection.getClient().on('commandStarted', options.observe);
  return connection;
}

function nativeDatabase(connection: mongoose.Connection): mongo.Db {
  if (!connection.db) throw new Error('The connection has no database.');
  return connection.db;
}

async function readTime(database: mongo.Db): Promise<Date> {
  const { localTime } = await database.command({ hello: 1 });
  if (!(localTime instanceof Date)) throw new Error('The database does not tell its time.');
  return localTime;
}

function ping(database: mongo.Db): Promise<boolean> {
  const answer = database.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
  // The driver would go on looking for a lost server; whoever asks wants to know how it is now.
  return Promise.race([answer, pause(PING_TIMEOUT, false, { ref: false })]);
}

/** Mongoose wraps the driver's error of a server that was not found in one of its own. */
function isUnreachable(error: unknown): boolean {
  return error instanceof mongoose.Error.MongooseServerSelectionError || isPassing(error);
}
