import type { SchedulerLog } from './log.ts';
import type { SchedulerTimes } from './times.ts';

/** At most this many things of a kind in one pass, so that a lost lease is noticed soon. */
export const PASS_LIMIT = 500;
const LONGEST_BACKOFF = 5_000;

export interface WorkerLoop {
  /** Something is due now: cuts the sleep short, or adds a pass after the one that runs. */
  wake(): void;
  /** Resolves when the pass that is running now is over. */
  passed(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Advances everything this process owns: one pass at a time, soon again after a pass that did something, seldom
 * otherwise. What is owned is asked before every pass and never remembered across one.
 */
export function startWorkerLoop(options: {
  owned(): number[];
  /** Does what is due in these partitions; answers how much it did. */
  work(partitions: readonly number[], limit: number): Promise<number>;
  /** When something is due next; without it every idle look is a pass. */
  nextDue?: ((partitions: readonly number[]) => Promise<Date | undefined>) | undefined;
  now(): Date;
  log: SchedulerLog;
  times: Pick<SchedulerTimes, 'busy' | 'idle'>;
}): WorkerLoop {
  const { owned, work, nextDue, now, log, times } = options;
  let isStopped = false;
  let isWoken = false;
  let failures = 0;
  let cutShort: (() => void) | undefined;
  let pass: Promise<unknown> = Promise.resolve();

  async function look(isDue: boolean): Promise<number> {
    if (!isDue && nextDue) {
      const partitions = owned();
      const next = partitions.length > 0 ? await nextDue(partitions) : undefined;
      if (!next || next > now()) return 0;
    }
    // Asked here, since the question before may have taken longer than the leases lasted.
    const partitions = owned();
    return partitions.length > 0 ? work(partitions, PASS_LIMIT) : 0;
  }

  async function lookSafely(isDue: boolean): Promise<number> {
    try {
      const done = await look(isDue);
      failures = 0;
      return done;
    } catch (error) {
      failures += 1;
      log.error({ err: error, failures }, 'a pass of the worker failed');
      return 0;
    }
  }

  function sleep(milliseconds: number): Promise<void> {
    if (isWoken || isStopped || milliseconds === 0) return new Promise((resolve) => setImmediate(resolve));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      cutShort = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function pauseAfter(done: number): number {
    if (failures > 0) return Math.min(times.idle * 2 ** failures, LONGEST_BACKOFF);
    if (done >= PASS_LIMIT) return 0;
    return done > 0 ? times.busy : times.idle;
  }

  async function run(): Promise<void> {
    let done = 0;
    while (!isStopped) {
      const isDue = isWoken || done > 0;
      isWoken = false;
      pass = lookSafely(isDue).then((count) => {
        done = count;
      });
      await pass;
      const pause = pauseAfter(done);
      // After a failure a wake must not turn the backing off into a hot loop.
      if (failures > 0) isWoken = false;
      await sleep(pause);
      cutShort = undefined;
    }
  }

  const running = run();
  return {
    wake() {
      isWoken = true;
      if (failures === 0) cutShort?.();
    },
    async passed() {
      await pass;
    },
    async stop() {
      isStopped = true;
      cutShort?.();
      await running;
    },
  };
}
