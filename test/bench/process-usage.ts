import { readFileSync } from 'node:fs';
import { mongo } from 'mongoose';
import { locate, socketUri } from '../../server/embedded-mongo/location.ts';

/** What Linux counts processor time in. */
const TICKS = 100;

/** The processor time a process has used so far, in seconds; Linux only. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may have blanks; the figures follow it.
  const figures = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(figures[11]) + Number(figures[12])) / TICKS;
}

/** What a piece of work cost in processor time, of this process and the database's together, and how long it took. */
export interface Spent<Result> {
  result: Result;
  /** Seconds on a processor; others on the machine do not count. */
  processor: number;
  /** Seconds on the clock. */
  elapsed: number;
}

/** Does some work and says what it cost; `database` is the pid of the embedded one, undefined for another server. */
export async function spentOn<Result>(
  database: number | undefined,
  work: () => Promise<Result>,
): Promise<Spent<Result>> {
  const used = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000_000 + (database === undefined ? 0 : processorSeconds(database));
  };
  const [before, from] = [used(), performance.now()];
  const result = await work();
  return { result, processor: used() - before, elapsed: (performance.now() - from) / 1_000 };
}

/** The memory of a process in megabytes: all that is resident, and the part that no file backs; Linux only. */
export function memoryOf(pid: number): { resident: number; anonymous: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1_024;
  return { resident: megabytes('VmRSS'), anonymous: megabytes('RssAnon') };
}

/** The process of the embedded database over a data directory, as it says itself. */
export async function databasePid(dataDir: string): Promise<number> {
  const client = await mongo.MongoClient.connect(socketUri(locate(dataDir)));
  try {
    const { pid } = await client.db('admin').command({ serverStatus: 1 });
    return Number(pid);
  } finally {
    await client.close();
  }
}
