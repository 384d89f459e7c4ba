import { type ChildProcess, fork } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ChildMessage } from './child.ts';
import { type Location, locate, socketUri } from './location.ts';
import type { LogLine } from './server.ts';

/** A running database, wherever it runs. */
export interface EmbeddedDatabase {
  /** The address for MongoDB drivers; it stays the same when the database is restarted. */
  uri: string;
  /** The process of the database, when it is a child of this one and running. */
  pid(): number | undefined;
  /** Ends the database if it is a child of this process, or stops sharing the other's. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The directory that holds, or will hold, the data. */
  dir: string;
  log?: ((line: LogLine) => void) | undefined;
  /** Whether clients must prove that they know the secret of the directory; on Windows they must, unless told otherwise. */
  asksForSecret?: boolean | undefined;
  /** Whether to share a database that another process of ours serves already. */
  join?: boolean | undefined;
}

const firstDelay = 50;
const longestDelay = 5_000;

/** A child that ran this long was well; the next failure is a new one. */
const healthyAfter = 10_000;

/** How long to wait for a database that someone else is just starting, in milliseconds. */
const joinPatience = 15_000;

/** How long a child may take to stop before it is ended by force, in milliseconds. */
const stopPatience = 5_000;

/**
 * Starts a directory's database as a child of this process, and starts it again whenever it dies. With
 * `join`, a database another process serves is shared instead; should that process die, this one takes over.
 * Resolves when connections are accepted; throws when another process serves the directory (unless joining)
 * or the data cannot be read. The child never outlives this process.
 */
export async function startEmbeddedDatabase(options: StartOptions): Promise<EmbeddedDatabase> {
  const location = locate(options.dir, options.asksForSecret);
  const supervisor = new Supervisor(location, options.log ?? (() => undefined));
  await supervisor.start(options.join === true);
  return {
    uri: socketUri(location),
    pid: () => supervisor.pid(),
    stop: () => supervisor.stop(),
  };
}

type Outcome = { kind: 'running' } | { kind: 'failed'; message: string; isServed: boolean };

class Supervisor {
  private readonly location: Location;
  private readonly log: (line: LogLine) => void;
  private child: ChildProcess | undefined;
  private watch: Socket | undefined;
  private delay = firstDelay;
  private readonly stopping = new AbortController();

  constructor(location: Location, log: (line: LogLine) => void) {
    this.location = location;
    this.log = log;
  }

  pid(): number | undefined {
    return this.child?.pid;
  }

  async start(mayJoin: boolean): Promise<void> {
    const giveUpAt = Date.now() + joinPatience;
    for (;;) {
      if (mayJoin && (await this.join())) return;
      const outcome = await this.spawn();
      if (outcome.kind === 'running') return;
      // Someone was faster; a moment later their database will answer.
      if (!mayJoin || !outcome.isServed || Date.now() > giveUpAt) throw new Error(outcome.message);
      await sleep(firstDelay);
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.watch?.destroy();
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (child.connected) child.send('stop', () => undefined);
    else child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopPatience);
    await exited;
    clearTimeout(timer);
  }

  /** Shares the database that answers on the socket, if one does, and notices when it goes. */
  private join(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.location.socket);
      socket.once('error', () => resolve(false));
      socket.once('connect', () => {
        socket.on('error', () => undefined);
        socket.once('close', () => {
          this.watch = undefined;
          void this.recover('The process that served the embedded database is gone');
        });
        // Watching is no reason to keep this process alive.
        socket.unref();
        this.watch = socket;
        resolve(true);
      });
    });
  }

  private spawn(): Promise<Outcome> {
    return new Promise((resolve) => {
      const entry = childEntry();
      const child = fork(
        entry.path,
        [this.location.dir, ...(this.location.secret === undefined ? [] : ['secret'])],
        {
          execPath: process.execPath,
          execArgv: entry.execArgv,
          stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        },
      );
      let isRunning = false;
      let output = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-4000);
      });
      const startedAt = Date.now();
      child.on('message', (message: ChildMessage) => {
        if (message.type === 'log') this.log(message.line);
        else if (message.type === 'ready') {
          isRunning = true;
          this.child = child;
          release(child);
          resolve({ kind: 'running' });
        } else resolve({ kind: 'failed', message: message.message, isServed: message.isServed });
      });
      child.once('error', (error) => resolve({ kind: 'failed', message: error.message, isServed: false }));
      child.once('exit', (code, signal) => {
        const message = `The embedded database ended (${signal ?? code})${output ? `: ${output.trim()}` : ''}`;
        resolve({ kind: 'failed', message, isServed: false });
        if (!isRunning) return;
        this.child = undefined;
        if (Date.now() - startedAt > healthyAfter) this.delay = firstDelay;
        void this.recover(message);
      });
    });
  }

  /** Gets the database running again, by whichever process is first. */
  private async recover(reason: string): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.log({ level: 'warn', message: reason });
    for (;;) {
      try {
        await sleep(this.delay, undefined, { signal: this.stopping.signal });
      } catch {
        return;
      }
      this.delay = Math.min(this.delay * 2, longestDelay);
      if (await this.join()) return;
      const outcome = await this.spawn();
      if (this.stopping.signal.aborted) return void this.stop();
      if (outcome.kind === 'running') {
        this.log({ level: 'info', message: 'The embedded database is running again' });
        return;
      }
      if (!outcome.isServed) this.log({ level: 'error', message: outcome.message });
    }
  }
}

/** A running child must not keep its parent from ending. */
function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  (child.stderr as Socket | null)?.unref();
}

/** The program of the child: compiled beside this file, or in source, which needs a loader. */
function childEntry(): { path: string; execArgv: string[] } {
  const isSource = import.meta.url.endsWith('.ts');
  const path = fileURLToPath(new URL(isSource ? './child.ts' : './child.js', import.meta.url));
  return { path, execArgv: isSource ? ['--import', import.meta.resolve('tsx')] : [] };
}
