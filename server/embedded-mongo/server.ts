import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { Gate } from './authentication.ts';
import type { ServerState } from './commands/command.ts';
import { mostConnections } from './commands/diagnostics.ts';
import { Usage } from './commands/usage.ts';
import { type ConnectionHost, serveConnection } from './connection.ts';
import { Cursors } from './cursors.ts';
import { Executor } from './executor.ts';
import { expiryInterval } from './expiry.ts';
import { startHousekeeping } from './housekeeping.ts';
import { locate, socketUri, uriOf } from './location.ts';
import { collectAlone, garbageCollector, MemoryKeeper } from './memory/memory-keeper.ts';
import { openLinuxMemory } from './memory/system-memory.ts';
import { Turn } from './source.ts';
import { roomOnDisk } from './store/disk-room.ts';
import { takeOwnership } from './store/ownership.ts';
import { Store } from './store/store.ts';
import { Budget } from './wire/framing.ts';

/** Pipes of Windows are no files. */
const isWindows = process.platform === 'win32';

/** How many lines of the log `getLog` tells. */
const longestLog = 200;

/** Open cursors that hold more bytes than these are waited for before garbage is looked for. */
const muchHeld = 16 * 1024 * 1024;

/** The bytes of messages under way that may be held at once, of all connections together. */
const roomForIncoming = 128 * 1024 * 1024;

/** One thing worth telling about the database. */
export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
}

export interface ServeOptions {
  /** The directory that holds, or will hold, the data. */
  dir: string;
  /** Listen on this socket instead of the one derived from the directory. */
  socket?: string | undefined;
  /** Listen on this port of the loopback interface as well; 0 takes any free one. */
  port?: number | undefined;
  /** Whether clients must prove that they know the secret of the directory; on Windows they must, unless told otherwise. */
  asksForSecret?: boolean | undefined;
  /** How often expired documents are deleted, in milliseconds; a minute unless said otherwise. */
  expireEvery?: number | undefined;
  /**
   * Gives memory back to the system as soon as it is not needed, where the system is Linux; for a process that does
   * nothing else.
   */
  staysSmall?: boolean | undefined;
  /** Tells how many bytes are free for the data; the disk is asked unless said otherwise. */
  room?: (() => number) | undefined;
  log?: ((line: LogLine) => void) | undefined;
}

export interface ServedDatabase {
  /** The address for MongoDB drivers; that of the port when one was asked for. */
  uri: string;
  /** Stops listening, drops all connections and closes the data. What was acknowledged is on the disk. */
  close(): Promise<void>;
}

/**
 * Serves a directory's database in this process. Throws when another process serves it, or when the data is
 * of a format this version does not read.
 */
export async function serveDatabase(options: ServeOptions): Promise<ServedDatabase> {
  const recentLog: string[] = [];
  const log = (line: LogLine) => {
    recentLog.push(`${new Date().toISOString()} ${line.level} ${line.message}`);
    if (recentLog.length > longestLog) recentLog.shift();
    options.log?.(line);
  };
  const location = locate(options.dir, options.asksForSecret);
  const socket = options.socket ?? location.socket;
  const store = new Store(location.data);
  let release: (() => void) | undefined;
  try {
    release = takeOwnership(store, location.data);
    store.load();
  } catch (error) {
    release?.();
    await store.close();
    throw error;
  }
  const giveBack = release;
  const open = new Set<Socket>();
  const state: ServerState = {
    store,
    cursors: new Cursors(),
    turn: new Turn(),
    room: options.room ?? (() => roomOnDisk(location.data)),
    startedAt: Date.now(),
    counts: new Map(),
    usage: new Usage(store),
    examined: { keysExamined: 0, docsExamined: 0 },
    connections: () => open.size,
    operations: () => executor.operations(),
    recentLog,
  };
  const executor = new Executor(state, () => keeper?.wake());
  if (options.staysSmall) collectAlone();
  const keeper = options.staysSmall ? await keepSmall(location.data, state, executor, log) : undefined;
  const host: ConnectionHost = {
    state,
    executor,
    gate: location.secret === undefined ? undefined : new Gate(location.secret),
    incoming: new Budget(roomForIncoming),
    warn: (message) => log({ level: 'warn', message }),
  };
  let lastConnection = 0;
  const accept = (connection: Socket) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    serveConnection(host, connection, ++lastConnection);
  };
  const servers: Server[] = [];
  const housekeeping = startHousekeeping(state, executor, options.expireEvery ?? expiryInterval, host.warn);
  const close = async () => {
    housekeeping.stop();
    keeper?.stop();
    host.executor.close();
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    for (const connection of open) connection.destroy();
    await Promise.all(closed);
    giveBack();
    await store.close();
  };
  try {
    // Whoever owns the data owns the socket: one that is still there was left behind.
    if (!isWindows) rmSync(socket, { force: true });
    servers.push(await listen(accept, { path: socket }, log));
    if (!isWindows) chmodSync(socket, 0o600);
    let uri = socketUri({ socket, secret: location.secret });
    if (options.port !== undefined) {
      const server = await listen(accept, { port: options.port, host: '127.0.0.1' }, log);
      servers.push(server);
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : options.port;
      uri = uriOf(`127.0.0.1:${port}`, location.secret);
    }
    log({ level: 'info', message: `The embedded database serves ${dirname(location.data)}` });
    return { uri, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(
  accept: (connection: Socket) => void,
  where: { path: string } | { port: number; host: string },
  log: (line: LogLine) => void,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(accept);
    server.maxConnections = mostConnections;
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      // A connection that could not be taken, for want of file handles, is no reason to end.
      server.on('error', (error) => log({ level: 'warn', message: `A connection failed: ${error.message}` }));
      resolve(server);
    });
  });
}

/** Watches over the memory of this process; where that cannot be done, the database serves all the same. */
async function keepSmall(
  data: string,
  { cursors }: ServerState,
  executor: Executor,
  log: (line: LogLine) => void,
): Promise<MemoryKeeper | undefined> {
  try {
    const memory = await openLinuxMemory(join(data, 'data.mdb'));
    return new MemoryKeeper(memory, garbageCollector(), {
      isUnderWay: () => executor.isWorking,
      holdsMuch: () => executor.isReadingLong || cursors.held > muchHeld,
    });
  } catch (error) {
    const reason = (error as Error).message;
    log({ level: 'info', message: `Memory is left to the system to take back: ${reason}` });
    return undefined;
  }
}
