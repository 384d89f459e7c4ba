import type { Agenda } from 'agenda';
import type { Clock } from '../ports/clock.ts';
import type { LeaseStore } from '../ports/workspace.ts';
import { openAgenda, type SchedulerDatabase } from './agenda-database.ts';
import { keepHoldings } from './holdings.ts';
import type { SchedulerLog } from './log.ts';
import { startPartitionRuns } from './partition-runs.ts';
import { defineRecurring, type RecurringWork } from './recurring.ts';
import { PARTITIONS, type SchedulerTimes, schedulerTimes } from './times.ts';
import { startWorkerLoop } from './worker-loop.ts';

/** Work in the partitions this process owns, in a loop of its own. */
export interface PartitionWork {
  /** Does at most `limit` things of a kind that are due in these partitions; answers how many it did. */
  work(partitions: readonly number[], limit: number): Promise<number>;
  /** When something is due next in these partitions; makes idling cheaper. */
  nextDue?(partitions: readonly number[]): Promise<Date | undefined>;
}

export interface SchedulerOptions extends PartitionWork {
  /** An open connection's database; the scheduler never closes it. */
  database: SchedulerDatabase;
  /** This process, unique among all that ever lived. */
  by: string;
  /** A process known to be dead, whose partitions may be taken without waiting for its leases to end. */
  predecessor?: string | undefined;
  leases: LeaseStore;
  clock: Pick<Clock, 'now'>;
  log: SchedulerLog;
  /**
   * Work that may take long and is guarded by claims of its own: it never holds up `work`, and a partition is handed
   * over without waiting for it.
   */
  beside?: readonly PartitionWork[];
  /** Work that belongs to no partition and resumes from what is stored. */
  recurring?: readonly RecurringWork[];
  times?: Partial<SchedulerTimes>;
}

export interface Scheduler {
  /** Something is due now; nothing happens where another process owns it. */
  wake(): void;
  /** The partitions this process works on right now. */
  owned(): number[];
  /** Finishes the running pass and hands everything over, within a second. */
  stop(): Promise<void>;
}

/**
 * Shares sixteen partitions of work among all processes that run one. Agenda wakes; it never carries correctness:
 * a partition is worked on only under a lease by the database's time, and every write is guarded by its revision.
 */
export async function startScheduler(options: SchedulerOptions): Promise<Scheduler> {
  const { by, clock, leases, log, predecessor } = options;
  const times = { ...schedulerTimes, ...options.times };
  const { agenda, partitionsWithJob, unlockAllOf } = await openAgenda({ ...options, times });
  if (predecessor) await Promise.all([leases.leave(predecessor), unlockAllOf(predecessor)]);

  // This machine's own wall clock: it alone shows that the machine slept.
  const wall = { now: () => new Date(Date.now()) };
  const holdings = keepHoldings({ ...times, leases, by, clock: wall });
  const works: readonly PartitionWork[] = [options, ...(options.beside ?? [])];
  const loops = works.map((kind) =>
    startWorkerLoop({
      owned: holdings.owned,
      work: async (partitions, limit) => {
        const done = await kind.work(partitions, limit);
        // What one kind of work did is mostly work for the others.
        if (done > 0) wake(kind);
        return done;
      },
      nextDue: kind.nextDue?.bind(kind),
      now: () => clock.now(),
      log,
      times,
    }),
  );
  const runs = startPartitionRuns({
    holdings,
    onTaken: () => wake(),
    passed: async () => loops[0]?.passed(),
    log,
    times,
  });

  function wake(except?: PartitionWork): void {
    for (const [index, loop] of loops.entries()) if (works[index] !== except) loop.wake();
  }

  agenda.define('partition', runs.run, { lockLifetime: times.lock });
  const share = await fairShare();
  limitTo(agenda, share);
  await createPartitionJobs(agenda, await partitionsWithJob());
  const recurring = await defineRecurring(agenda, options.recurring ?? [], times, log);
  await agenda.start();

  let heartbeat: Promise<void> = Promise.resolve();
  let lastBeat = performance.now();
  const heart = setInterval(
    () => {
      const isIdle = holdings.owned().length === 0;
      if (performance.now() - lastBeat < (isIdle ? times.seek : times.heartbeat)) return;
      lastBeat = performance.now();
      // A slow database must not pile up heartbeats, and one that never answers must not stop the heart.
      const before = atMost(times.heartbeat, heartbeat);
      heartbeat = before.then(beat).catch((error: unknown) => log.warn({ err: error }, 'a heartbeat failed'));
    },
    Math.min(times.heartbeat, times.seek),
  );

  async function fairShare(): Promise<number> {
    return Math.ceil(PARTITIONS / Math.max(1, await leases.alive(by, times.silence)));
  }

  async function beat(): Promise<void> {
    await runs.beat();
    const share = await fairShare();
    limitTo(agenda, share);
    await runs.shrinkTo(share);
    await runs.adopt(share);
    // By whoever has the first partition: harmless twice, but once is enough.
    if (holdings.has(0)) recurring.catchUp();
  }

  async function stop(): Promise<void> {
    clearInterval(heart);
    closeDoors(agenda);
    await atMost(times.stop, Promise.all([...loops.map((loop) => loop.stop()), heartbeat]));
    const drained = agenda.drain({ timeout: times.drain, closeConnection: false });
    runs.endAll();
    await Promise.all([drained, atMost(times.drain, leases.leave(by))]);
    // What Agenda was about to run, or is still running, is unlocked too: the next worker need not wait for it.
    await unlockAllOf(by);
  }

  return { wake: () => wake(), owned: holdings.owned, stop };
}

/** Agenda reads its definitions anew on every scan, so that the share can change while it runs. */
function limitTo(agenda: Agenda, share: number): void {
  const definition = agenda.definitions.partition;
  if (!definition) return;
  definition.lockLimit = share;
  definition.concurrency = share;
}

/** Lets Agenda lock nothing more: it looks at the limits before it locks and after. */
function closeDoors(agenda: Agenda): void {
  for (const definition of Object.values(agenda.definitions)) definition.lockLimit = -1;
}

async function createPartitionJobs(agenda: Agenda, existing: ReadonlySet<unknown>): Promise<void> {
  const missing = Array.from({ length: PARTITIONS }, (_, p) => p).filter((p) => !existing.has(p));
  await Promise.all(
    missing.map((p) =>
      agenda
        .create('partition', { p })
        .unique({ 'data.p': p }, { insertOnly: true })
        .repeatEvery('1 second')
        .save(),
    ),
  );
}

/** Waits for a promise, but not longer than that. */
async function atMost(milliseconds: number, what: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([what.catch(() => undefined), patience]);
  clearTimeout(timer);
}
