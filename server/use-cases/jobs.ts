import { Problem, problem } from '../../shared/problems.ts';
import type { JobRecord } from '../ports/workspace.ts';
import { recordChange } from './people/record-change.ts';
import type { Runtime } from './runtime.ts';
import type { Verb } from './verb.ts';

/** What a kind of job may tell while it works. Saving often lets a restart go on where it was. */
export interface JobProgress {
  /** Writes `done`, `total`, `errors` and `input` as they stand on the job. */
  save(): Promise<void>;
}

/**
 * The work of one kind of job. It may be started again at any point after a crash, with `job.done` and `job.input` as
 * last saved, and must then not do twice what it did. What it answers becomes the job's result.
 */
export type JobWork = (runtime: Runtime, job: JobRecord, progress: JobProgress) => Promise<unknown>;

/** So many items are named; a job is one document, and that may not grow with what it works on. */
const MOST_NAMED = 1_000;

/** Names an item of a job that was left out, and why; past a thousand they only stay out of `done`. */
export function nameLeftOut(job: Pick<JobRecord, 'errors'>, error: JobRecord['errors'][number]): void {
  if (job.errors.length < MOST_NAMED) job.errors.push(error);
}

/** An answer that says: not done yet, go on at this moment. */
export class Postponed {
  readonly until: Date;

  constructor(until: Date) {
    this.until = until;
  }
}

/** What a job answers that goes on later; until then it is queued. */
export function postponed(until: Date): Postponed {
  return new Postponed(until);
}

/** Somebody cancelled the job: its work ends where it saves next. */
class Cancelled extends Error {}

/** Work that may stop anywhere: whoever was dealt with stays so. */
const cancellable: readonly string[] = ['enrol', 'enrol-existing', 'migrate', 'act-on-matching'];

export interface Jobs {
  /**
   * Stores the job and starts it in this process; answers its id. `first` is done between: whatever it wrote, the job is
   * there to finish it, and where it fails the job is cancelled. The job's work must bear that it was not done.
   */
  start(
    kind: string,
    input: Record<string, unknown>,
    total?: number,
    first?: () => Promise<unknown>,
  ): Promise<string>;
  /** Takes up jobs that nobody has touched for a while; answers how many. */
  resume(): Promise<number>;
  /** Resolves when the jobs of this process have ended. */
  settled(): Promise<void>;
}

/** A job that was not saved for this long was left behind by a process that died. */
const STALE = 60_000;

/** Runs jobs in this process. Unknown kinds are a bug and throw. */
export function createJobs(
  runtime: () => Runtime,
  kinds: Readonly<Record<string, JobWork>>,
  log: { error(detail: object, message: string): void },
): Jobs {
  const running = new Map<string, Promise<void>>();

  async function run(job: JobRecord): Promise<void> {
    const work = kinds[job.kind];
    if (!work) throw new Error(`no job is of the kind ${job.kind}`);
    const { jobs, clock } = runtime();
    const save = async () => {
      job.updatedAt = clock.now();
      if (!(await jobs.save(job))) throw new Cancelled();
    };
    try {
      job.state = 'running';
      await save();
      job.notBefore = undefined;
      const result = await work(runtime(), job, { save });
      if (result instanceof Postponed) {
        job.state = 'queued';
        job.notBefore = result.until;
      } else {
        job.result = result;
        job.state = 'done';
      }
    } catch (fault) {
      if (fault instanceof Cancelled) return;
      log.error({ err: fault, job: job.id, kind: job.kind }, 'A job failed');
      job.state = 'failed';
      const code = fault instanceof Problem ? fault.code : 'INTERNAL';
      job.errors.push({
        item: job.kind,
        code,
        message: fault instanceof Problem ? fault.message : 'The job stopped; the log says why.',
      });
    }
    await jobs.save({ ...job, updatedAt: clock.now() });
  }

  function launch(job: JobRecord): void {
    const done = run(job)
      .catch((fault: unknown) =>
        log.error({ err: fault, job: job.id }, 'A job could not be saved; it will be taken up again'),
      )
      .finally(() => running.delete(job.id));
    running.set(job.id, done);
  }

  return {
    async start(kind, input, total = 0, first) {
      if (!kinds[kind]) throw new Error(`no job is of the kind ${kind}`);
      const { jobs, clock, chance } = runtime();
      const now = clock.now();
      const job: JobRecord = {
        id: chance.id(),
        kind,
        state: 'queued',
        done: 0,
        total,
        errors: [],
        input,
        createdAt: now,
        updatedAt: now,
      };
      await jobs.insert(job);
      try {
        await first?.();
      } catch (fault) {
        await jobs.cancel(job.id, clock.now());
        throw fault;
      }
      launch(job);
      return job.id;
    },
    async resume() {
      const { jobs, clock } = runtime();
      const left = (await jobs.stale(new Date(clock.now().getTime() - STALE))).filter(
        ({ id, notBefore }) => !running.has(id) && !(notBefore && notBefore > clock.now()),
      );
      for (const job of left) launch(job);
      return left.length;
    },
    async settled() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

/** How far a job is. */
export const getJob: Verb<'getJob'> = async (runtime, { params }) => {
  const job = await runtime.jobs.byId(params.id);
  if (!job) throw problem('JOB_UNKNOWN', { id: params.id });
  const { id, state, done, total, errors, result, input } = job;
  const phase = typeof input.phase === 'string' ? { phase: input.phase } : {};
  return { id, state, done, total, ...phase, errors, result };
};

/** Stops a job; what it did stays done. Throws JOB_NOT_CANCELLABLE for one that has ended, or must not end half-way. */
export const cancelJob: Verb<'cancelJob'> = async (runtime, { params, actor }) => {
  const job = await runtime.jobs.byId(params.id);
  if (!job) throw problem('JOB_UNKNOWN', { id: params.id });
  const isCancelled =
    cancellable.includes(job.kind) && (await runtime.jobs.cancel(job.id, runtime.clock.now()));
  if (!isCancelled) throw problem('JOB_NOT_CANCELLABLE', { state: job.state });
  await recordChange(runtime, actor, 'job.cancelled', job.id, { kind: job.kind });
};
