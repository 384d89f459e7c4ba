import type { SchedulerLog } from './log.ts';
import type { SchedulerTimes } from './times.ts';

/** At most this many things of a kind in one pass, so that a lost lease is noticed soon. */
export const PASS_LIMIT = 500;
const LONGEST_BACKOFF = 5_000;
/** So many looks in a row that found nothing make the loop drowsy: ten seconds. */
const DROWSY_AFTER = 40;

export interface WorkerLoop {
  /** Something is due now: ends an idle sleep at once; a busy loop finds it in its next pass. */
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
  times: Pick<SchedulerTimes, 'busy' | 'idle' | 'drowsy'>;
}): WorkerLoop {
  const { owned, work, nextDue, now, log, times } = options;
  let isStopped = false;
  let isWoken = false;
  let failures = 0;
  let idleLooks = 0;
  let cutShort: (() => void) | undefined;
  let endIdling: (() => void) | undefined;
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

  async function sleep(milliseconds: number, mayBeWoken: boolean): Promise<void> {
    if (isStopped || milliseconds === 0 || (mayBeWoken && isWoken)) return immediately();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      cutShort = end;
      if (mayBeWoken) endIdling = end;
    });
    cutShort = undefined;
    endIdling = undefined;
  }

  function pauseAfter(done: number): number {
    if (failures > 0) return Math.min(times.idle * 2 ** failures, LONGEST_BACKOFF);
    if (done >= PASS_LIMIT) return 0;
    if (done > 0) return times.busy;
    return idleLooks < DROWSY_AFTER ? times.idle : times.drowsy;
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
      idleLooks = done > 0 ? 0 : idleLooks + 1;
      // A wake ends an idle sleep only: in a busy stretch each pass gathers what came meanwhile, and after a failure
      // wakes must not turn the backing off into a hot loop.
      const isIdle = done === 0 && failures === 0;
      await sleep(pauseAfter(done), isIdle);
    }
  }

  const running = run();
  return {
    wake() {
      isWoken = true;
      endIdling?.();
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

function immediately(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
