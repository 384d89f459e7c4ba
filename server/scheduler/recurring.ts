import type { Agenda, Job } from 'agenda';
import type { SchedulerLog } from './log.ts';
import type { SchedulerTimes } from './times.ts';

/** The one definition of all recurring work in Agenda. */
const RECURRING = 'recurring';

/** Work done again and again by whichever process Agenda picks; it must bear running twice at once. */
export interface RecurringWork {
  name: string;
  /** As Agenda reads it: `5 seconds`, `1 hour`, or a cron expression. */
  every: string;
  run(): Promise<unknown>;
}

export interface Recurring {
  /** Does what Agenda has not started here for a long time, as it may be stuck behind a lost connection. */
  catchUp(): void;
}

/**
 * Gives each recurring work its job, once in the whole database. They share one definition: Agenda asks the database for
 * every definition on every scan, and fifteen of them were most of what an idle process did.
 */
export async function defineRecurring(
  agenda: Agenda,
  works: readonly RecurringWork[],
  times: Pick<SchedulerTimes, 'lock' | 'heartbeat'>,
  log: SchedulerLog,
): Promise<Recurring> {
  const started = new Map(works.map(({ name }) => [name, performance.now()]));
  const byName = new Map(works.map((work) => [work.name, work]));
  agenda.define(
    RECURRING,
    async (job: Job<{ p: string }>) => {
      const work = byName.get(job.attrs.data.p);
      // Another version's work, which this one knows nothing of.
      if (!work) return;
      started.set(work.name, performance.now());
      await keepingLocked(job, () => work.run(), times.heartbeat);
    },
    { lockLifetime: times.lock, lockLimit: works.length, concurrency: works.length },
  );
  // Agenda's uniqueness compares nothing but what is named here.
  await Promise.all(
    works.map(({ name, every }) =>
      agenda
        .create(RECURRING, { p: name })
        .unique({ 'data.p': name }, { insertOnly: true })
        .repeatEvery(every)
        .save(),
    ),
  );
  // Jobs that an earlier version had under names of their own.
  await agenda.cancel({ names: works.map(({ name }) => name) });
  return {
    catchUp() {
      for (const { name, run } of works) {
        if (performance.now() - (started.get(name) ?? 0) < times.lock) continue;
        started.set(name, performance.now());
        run().catch((error: unknown) => log.error({ err: error, job: name }, 'recurring work failed'));
      }
    },
  };
}

/** Touches the job while its work lasts, so that no second process starts the same. */
async function keepingLocked(
  job: Job<{ p: string }>,
  run: () => Promise<unknown>,
  heartbeat: number,
): Promise<void> {
  // A touch fails when Agenda has cancelled the job; the work goes on, being harmless twice.
  const timer = setInterval(() => void job.touch().catch(() => clearInterval(timer)), heartbeat);
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
}
