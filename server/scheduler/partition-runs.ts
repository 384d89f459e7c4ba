import type { Job } from 'agenda';
import type { Holdings } from './holdings.ts';
import type { SchedulerLog } from './log.ts';
import { PARTITIONS, type SchedulerTimes } from './times.ts';

export interface PartitionRuns {
  /** Agenda's handler: keeps the job locked and the lease held until one of them must end. */
  run(job: Job<{ p: number }>): Promise<void>;
  /** Renews every lease, then touches every job; what cannot be renewed is given up at once. */
  beat(): Promise<void>;
  /** Gives up what exceeds this process's share. */
  shrinkTo(share: number): Promise<void>;
  /**
   * Takes partitions that nobody has a lease of, up to the share. Agenda may lock a job and lose the answer in a
   * restart of the database, and then nobody runs it until the lock ends; the lease alone decides whose work it is.
   */
  adopt(share: number): Promise<void>;
  /** Ends every run; leases are left to the caller. */
  endAll(): void;
}

interface Run {
  job: Job<{ p: number }>;
  end(): void;
  /** The renewal under way; a run is not over before it. */
  renewal: Promise<void>;
}

/**
 * The runs of the partition jobs in this process. Agenda decides where a partition would be welcome; whether it may
 * be worked on is decided by our lease alone.
 */
export function startPartitionRuns(options: {
  holdings: Holdings;
  /** A partition is ours from now on. */
  onTaken(): void;
  /** Resolves when no pass uses the partitions as they were. */
  passed(): Promise<void>;
  log: SchedulerLog;
  times: Pick<SchedulerTimes, 'hold' | 'grace' | 'heartbeat'>;
}): PartitionRuns {
  const { holdings, onTaken, passed, log, times } = options;
  const runs = new Map<number, Run>();
  /** Held under our lease without a run of their job. */
  const adopted = new Set<number>();
  let isEnding = false;

  async function giveUp(partition: number): Promise<void> {
    holdings.forget(partition);
    adopted.delete(partition);
    await passed();
    // Released before the job is unlocked, so that whoever gets the job finds the lease free.
    await holdings.release(partition).catch((error: unknown) => {
      log.warn({ err: error, partition }, 'a lease could not be released; it will run out');
    });
    runs.get(partition)?.end();
  }

  async function renew(partition: number, run: Run): Promise<void> {
    const lost = (reason: unknown) => {
      const why = reason instanceof Error ? reason.message : String(reason);
      log.warn({ partition, reason: why }, 'a partition is lost');
      holdings.forget(partition);
      run.end();
    };
    try {
      if (!(await holdings.take(partition))) return lost(new Error('another worker has the lease'));
    } catch (error) {
      // The database does not answer: what is leased stays ours until the lease itself is over.
      return holdings.has(partition) ? undefined : lost(error);
    }
    // A touch after the end of its run would lock the job for a run that nobody makes.
    if (runs.get(partition) === run) await within(times.heartbeat, run.job.touch()).catch(lost);
  }

  async function renewAdopted(partition: number): Promise<void> {
    try {
      if (await holdings.take(partition)) return;
    } catch {
      if (holdings.has(partition)) return;
    }
    adopted.delete(partition);
    holdings.forget(partition);
  }

  /** Between two runs the partition stays ours for a moment: the next scan starts its job again. */
  function releaseUnlessRunAgain(partition: number): void {
    const timer = setTimeout(() => {
      if (!isEnding && !runs.has(partition) && !adopted.has(partition) && holdings.has(partition))
        void giveUp(partition);
    }, times.grace);
    timer.unref();
  }

  return {
    async run(job) {
      const partition = job.attrs.data.p;
      if (isEnding || runs.has(partition) || !(await holdings.take(partition))) return;
      if (isEnding) return holdings.release(partition);
      adopted.delete(partition);
      let timer: NodeJS.Timeout | undefined;
      const ended = new Promise<void>((resolve) => {
        const jitter = 0.8 + Math.random() * 0.4;
        timer = setTimeout(resolve, times.hold * jitter);
        runs.set(partition, { job, end: resolve, renewal: Promise.resolve() });
      });
      onTaken();
      await ended;
      clearTimeout(timer);
      const renewal = runs.get(partition)?.renewal;
      runs.delete(partition);
      await renewal;
      if (!isEnding && holdings.has(partition)) releaseUnlessRunAgain(partition);
    },
    async beat() {
      await Promise.all(
        [...runs].map(([partition, run]) => {
          run.renewal = renew(partition, run);
          return run.renewal;
        }),
      );
      await Promise.all([...adopted].map(renewAdopted));
    },
    async shrinkTo(share) {
      const excess = [...runs.keys(), ...adopted].slice(share);
      if (excess.length > 0) log.info({ partitions: excess }, 'handing partitions to another worker');
      await Promise.all(excess.map(giveUp));
    },
    async adopt(share) {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        if (isEnding || runs.size + adopted.size >= share) return;
        if (runs.has(partition) || adopted.has(partition) || holdings.has(partition)) continue;
        if (!(await holdings.take(partition))) continue;
        if (isEnding) return holdings.release(partition);
        if (!runs.has(partition)) adopted.add(partition);
        onTaken();
      }
    },
    endAll() {
      isEnding = true;
      adopted.clear();
      for (const partition of holdings.owned()) holdings.forget(partition);
      for (const { end } of runs.values()) end();
    },
  };
}

/** The promise, or a failure when it takes longer: the driver can wait for ever on a connection that died. */
async function within<Result>(milliseconds: number, what: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([what, late]);
  } finally {
    clearTimeout(timer);
  }
}
