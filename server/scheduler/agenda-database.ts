import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type AgendaBackend } from 'agenda';
import type { SchedulerLog } from './log.ts';
import type { SchedulerTimes } from './times.ts';

const COLLECTION = 'agendaJobs';

/** As much of the driver's database as the scheduler uses itself; any version of the driver fits. */
export interface SchedulerDatabase {
  collection(name: string): {
    createIndex(keys: Record<string, 1>, options: { name: string; unique: boolean }): Promise<unknown>;
    distinct(key: string, filter: object): Promise<unknown[]>;
    updateMany(filter: object, update: object): Promise<unknown>;
  };
}

type Database = Extract<ConstructorParameters<typeof MongoBackend>[0], { mongo: unknown }>['mongo'];

/** Agenda over a connection that is open already, and the few things it cannot do itself. */
export interface AgendaDatabase {
  agenda: Agenda;
  /** The partitions that have a job. */
  partitionsWithJob(): Promise<Set<unknown>>;
  /** Unlocks every job that a worker has locked. */
  unlockAllOf(by: string): Promise<void>;
}

/** Connects Agenda; throws when the database does not answer. */
export async function openAgenda(options: {
  database: SchedulerDatabase;
  by: string;
  log: SchedulerLog;
  times: Pick<SchedulerTimes, 'scan' | 'lock'>;
}): Promise<AgendaDatabase> {
  const { database, by, log, times } = options;
  const jobs = database.collection(COLLECTION);
  // Agenda's own uniqueness is a find and an insert: of two workers starting together both would insert.
  await jobs.createIndex({ name: 1, 'data.p': 1 }, { name: 'one_job_each', unique: true });
  const agenda = new Agenda({
    name: by,
    backend: await connectedBackend(database as unknown as Database),
    processEvery: times.scan,
    maxConcurrency: 100,
    defaultConcurrency: 1,
    defaultLockLimit: 1,
    defaultLockLifetime: times.lock,
  });
  agenda.on('error', (error: Error) => log.warn({ err: error }, 'Agenda failed; it will try again'));
  agenda.on('fail', (error: Error, job: { attrs?: { name?: string; data?: unknown } }) =>
    log.error({ err: error, job: job.attrs?.name, data: job.attrs?.data }, 'a scheduled job failed'),
  );
  return {
    agenda,
    partitionsWithJob: async () => new Set(await jobs.distinct('data.p', { name: 'partition' })),
    async unlockAllOf(worker) {
      await jobs.updateMany(
        { lastModifiedBy: worker, lockedAt: { $ne: null } },
        { $set: { lockedAt: null } },
      );
    },
  };
}

/**
 * A backend that is connected before Agenda sees it: Agenda leaves a refused connection as an unhandled rejection and
 * then waits for ever, and its backend would index a log that we do not keep.
 */
async function connectedBackend(database: Database): Promise<AgendaBackend> {
  const { name, repository } = new MongoBackend({
    mongo: database,
    collection: COLLECTION,
    // Our unique index leads with the name, and there are some twenty jobs.
    ensureIndex: false,
  });
  await repository.connect();
  return { name, repository, ownsConnection: false, connect: async () => {}, disconnect: async () => {} };
}
