import type { Agenda, Job } from 'agenda';
import type { SchedulerLog } from './log.ts';
import type { SchedulerTimes } from './times.ts';

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

/** Gives each recurring work its job, once in the whole database. */
export async function defineRecurring(
  agenda: Agenda,
  works: readonly RecurringWork[],
  times: Pick<SchedulerTimes, 'lock' | 'heartbeat'>,
  log: SchedulerLog,
): Promise<Recurring> {
  const started = new Map(works.map(({ name }) => [name, performance.now()]));
  await Promise.all(
    works.map(({ name, every, run }) => {
      const noted = () => {
        started.set(name, performance.now());
        return run();
      };
      agenda.define(name, (job: Job) => keepingLocked(job, noted, times.heartbeat), {
        lockLifetime: times.lock,
      });
      // Unique by its name alone: a recurring job has no partition.
      return agenda
        .create(name, { p: null })
        .unique({ 'data.p': null }, { insertOnly: true })
        .repeatEvery(every)
        .save();
    }),
  );
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
async function keepingLocked(job: Job, run: () => Promise<unknown>, heartbeat: number): Promise<void> {
  // A touch fails when Agenda has cancelled the job; the work goes on, being harmless twice.
  const timer = setInterval(() => void job.touch().catch(() => clearInterval(timer)), heartbeat);
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
}
