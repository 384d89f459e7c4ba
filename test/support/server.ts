import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built product as a process of its own, ready to be called. */
export interface RunningServer {
  url: string;
  pid: number;
  dataDir: string;
  /** The one-time set-up link, or the address where there is an admin already. */
  link: string;
  /** What it has printed and logged so far. */
  output(): string;
  /** Sends a signal and resolves when the process has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Sends a signal and does not wait: SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  /** Stops it cleanly, and removes its data where they were made for it. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  env?: Record<string, string>;
  /** Kept on stop; without it the server gets an empty one that is removed. */
  dataDir?: string;
  args?: readonly string[];
  /** What to start: the server, or only a worker beside it (which has no address). */
  command?: 'serve' | 'worker';
  /** The port to listen on, for a server that comes back where it was. */
  port?: number;
}

const PATIENCE = 60_000;
const bin = fileURLToPath(new URL('../../server/bin.mjs', import.meta.url));

/** Starts `mooring serve` (or `worker`) on a free port of 127.0.0.1 and waits until it is ready. Builds first where that is due. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'mooring-server-')));
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [bin, options.command ?? 'serve', ...(options.args ?? [])], {
    env: {
      ...ownEnvironment(),
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: options.command === 'worker' ? 'info' : 'warn',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  const output = () => Buffer.concat(chunks).toString();
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(child, 'exit');

  async function kill(signal: NodeJS.Signals): Promise<void> {
    if (!hasEnded(child)) child.kill(signal);
    await ended;
  }

  async function stop(): Promise<void> {
    // A stopped process takes no SIGTERM.
    if (!hasEnded(child)) child.kill('SIGCONT');
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await kill('SIGTERM');
    clearTimeout(timer);
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  try {
    if (options.command === 'worker') await said('The worker is ready', child, output);
    else await ready(url, child, output);
  } catch (error) {
    await stop();
    throw error;
  }
  const link = /Mooring is ready: (\S+)/.exec(output())?.[1] ?? url;
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    link,
    output,
    kill,
    signal: (signal) => void child.kill(signal),
    stop,
  };
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port was free');
  return address.port;
}

/** Settings of whoever runs the tests must not reach the server: they may name a real database or provider. */
function ownEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'SystemRoot'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

async function said(text: string, child: ChildProcess, output: () => string): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (!output().includes(text)) {
    if (hasEnded(child)) throw new Error(`the process ended:\n${output()}`);
    if (performance.now() > until) throw new Error(`the process was not ready in time:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function ready(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (performance.now() < until) {
    if (hasEnded(child)) throw new Error(`the server ended:\n${output()}`);
    const isReady = await fetch(`${url}/readyz`).then(
      (response) => response.ok && output().includes('Mooring is ready'),
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the server was not ready in time:\n${output()}`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
