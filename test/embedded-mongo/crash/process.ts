import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Client, type Db, MongoClient } from '../served.ts';

/** A database in a process of its own, to be killed. */
export interface ServedProcess {
  client: Client;
  /** Whether it has ended already, by itself. */
  hasEnded(): boolean;
  kill(): Promise<void>;
}

/** Starts a program of this folder as a process. */
export function forkScript(name: string, ...args: string[]): ChildProcess {
  return fork(fileURLToPath(new URL(name, import.meta.url)), args, {
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Whether a process is over. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Kills a process, if it is still there, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Serves a directory's database in a process of its own. */
export async function start(dir: string): Promise<ServedProcess> {
  const child = forkScript('crash-server.ts', dir);
  const uri = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', (code, signal) => reject(new Error(`The database did not start (${signal ?? code})`)));
  });
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3_000 });
  return {
    client,
    hasEnded: () => hasEnded(child),
    async kill() {
      await end(child);
      // The driver's close now and then never ends when its server died with a call under way.
      await Promise.race([client.close(), sleep(5_000)]);
    },
  };
}

/** What the database finds wrong with its collections, of each that has any. */
export async function validateAll(db: Db): Promise<string[]> {
  const faults: string[] = [];
  for (const { name } of await db.listCollections().toArray()) {
    const { valid, errors, nInvalidDocuments } = await db.command({ validate: name, full: true });
    if (!valid || nInvalidDocuments > 0) {
      faults.push(`${name} is inconsistent: ${(errors as string[]).slice(0, 3).join('; ')}`);
    }
  }
  return faults;
}
