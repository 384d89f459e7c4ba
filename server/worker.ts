import type { Logger } from 'pino';
import { earliest } from '../shared/time.ts';
import type { SchedulerDatabase } from './scheduler/agenda-database.ts';
import { startScheduler } from './scheduler/start-scheduler.ts';
import { advanceDue } from './use-cases/advance-enrolments.ts';
import { sayExpiringCards } from './use-cases/billing/expiring-cards.ts';
import { countCustomers } from './use-cases/churn/count-customers.ts';
import { countDays } from './use-cases/counting/count-days.ts';
import { deliverDue } from './use-cases/delivery/deliver-messages.ts';
import { createUnfinished } from './use-cases/delivery/unfinished.ts';
import { sendDemoLive } from './use-cases/demo/live.ts';
import { deliverDispatches } from './use-cases/effects/deliver-dispatches.ts';
import { tellStaleTasks } from './use-cases/effects/tell-tasks.ts';
import { lookDue } from './use-cases/looks/look-due.ts';
import { reconcileWatches } from './use-cases/looks/trigger-watch.ts';
import { finishMerges } from './use-cases/merging/finish-merges.ts';
import { applyRetention } from './use-cases/retention/apply-retention.ts';
import { noteRisk } from './use-cases/risk/at-risk.ts';
import type { Runtime } from './use-cases/runtime.ts';
import { noteSizes } from './use-cases/segments/members.ts';
import { installSignals } from './use-cases/signals/install-signals.ts';
import { mendStandings } from './use-cases/standings/keep-standings.ts';
import { forgetOldImports } from './use-cases/tables/imports.ts';
import { fireDates } from './use-cases/triggers/dates.ts';
import { runSchedules } from './use-cases/triggers/schedules.ts';
import { claimWorkerName } from './worker-name.ts';

/** The part of a process that moves people on and sends what is due. */
export interface Worker {
  wake(): void;
  stop(): Promise<void>;
}

/** Joins the workers that share the partitions of the database. */
export async function startWorker(
  runtime: Runtime,
  options: { database: SchedulerDatabase; dataDir: string; log: Logger },
): Promise<Worker> {
  const { database, dataDir, log } = options;
  const name = await claimWorkerName(dataDir, runtime.chance.id().slice(0, 8));
  const { by } = name;
  const mails = createUnfinished();
  const calls = createUnfinished();
  const scheduler = await startScheduler({
    database,
    by,
    predecessor: name.predecessor,
    leases: runtime.leases,
    clock: runtime.clock,
    log: log.child({ part: 'scheduler' }),
    work: async (partitions, limit) =>
      (await fireDates(runtime, { partitions, limit })) +
      (await lookDue(runtime, { partitions, limit })) +
      (await advanceDue(runtime, { partitions, limit })),
    nextDue: async (partitions) =>
      earliest(
        await runtime.enrolments.nextDue(partitions),
        await runtime.alarms.nextDue(partitions),
        await runtime.looks.nextDue(partitions),
      ),
    // A provider that hangs holds up its own messages and nobody's way through a workflow.
    beside: [
      {
        work: (partitions, limit) => deliverDue(runtime, { partitions, by, limit, unfinished: mails }),
        nextDue: (partitions) => runtime.messages.nextDue(partitions),
      },
      // Other systems hold up neither.
      {
        work: (partitions, limit) => deliverDispatches(runtime, { partitions, by, limit, unfinished: calls }),
        nextDue: (partitions) => runtime.dispatches.nextDue(partitions),
      },
    ],
    recurring: [
      { name: 'run-schedules', every: '20 seconds', run: () => runSchedules(runtime) },
      { name: 'tell-tasks', every: '10 seconds', run: () => tellStaleTasks(runtime) },
      { name: 'replay-intake', every: '10 seconds', run: () => runtime.ingest.replay() },
      { name: 'demo-live', every: '6 seconds', run: () => sendDemoLive(runtime) },
      { name: 'expiring-cards', every: '1 hour', run: () => sayExpiringCards(runtime) },
      { name: 'forget-imports', every: '1 hour', run: () => forgetOldImports(runtime) },
      { name: 'finish-merges', every: '1 minute', run: () => finishMerges(runtime) },
      { name: 'apply-retention', every: '1 hour', run: () => applyRetention(runtime) },
      { name: 'count-days', every: '1 minute', run: () => countDays(runtime) },
      {
        name: 'keep-conditions',
        every: '1 minute',
        run: async () => {
          await installSignals(runtime);
          await reconcileWatches(runtime);
        },
      },
      { name: 'count-customers', every: '10 minutes', run: () => countCustomers(runtime) },
      { name: 'note-segment-sizes', every: '10 minutes', run: () => noteSizes(runtime) },
      { name: 'note-risk', every: '10 minutes', run: () => noteRisk(runtime) },
      { name: 'mend-standings', every: '10 minutes', run: () => mendStandings(runtime) },
      { name: 'resume-jobs', every: '30 seconds', run: () => runtime.runner.resume() },
    ],
  });
  return {
    wake: scheduler.wake,
    async stop() {
      await scheduler.stop();
      await Promise.all([mails.settled(), calls.settled()]);
      await name.release();
    },
  };
}
