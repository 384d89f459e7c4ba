import { z } from 'zod';
import { accountListed } from '../../../shared/account.ts';
import { contactFilters } from '../../../shared/contact.ts';
import { type MatchingOutcome, manyOutcome, matchingOutcome } from '../../../shared/many.ts';
import { taskFilters } from '../../../shared/task.ts';
import type { Place } from '../../ports/stores.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import type { JobWork } from '../jobs.ts';
import type { Runtime } from '../runtime.ts';
import { ACT_ON_ACCOUNTS, ACT_ON_CONTACTS, actOnAccountsJob, actOnContactsJob } from './act-on-many.ts';
import { CHANGE_TASKS, changeTasksJob } from './change-tasks.ts';
import { type Found, findPage } from './found.ts';

/** So many are kept in one part: a job is one document, and that may not grow with what it works on. */
const PART = 500;
/** So many reasons why somebody was left out are told. */
const MOST_REASONS = 20;

/** The job that deals with those of one kind by name; each part is one of these. */
const byName = {
  accounts: { kind: ACT_ON_ACCOUNTS, work: actOnAccountsJob },
  contacts: { kind: ACT_ON_CONTACTS, work: actOnContactsJob },
  tasks: { kind: CHANGE_TASKS, work: changeTasksJob },
} as const;

const found = z.discriminatedUnion('of', [
  z.object({ of: z.literal('accounts'), matching: z.object(accountListed) }),
  z.object({ of: z.literal('contacts'), matching: z.object(contactFilters) }),
  z.object({ of: z.literal('tasks'), matching: z.object(taskFilters) }),
]);

const place = z.tuple([z.union([z.string(), z.number()]), z.string()]).readonly();

/** How far the job is: the parts it has written down, where the next begins, and how many it has dealt with. */
const progressMade = z.object({
  parts: z.number().default(0),
  after: place.optional(),
  isListed: z.boolean().default(false),
  dealt: z.number().default(0),
  outcome: matchingOutcome.default({ done: 0, skipped: 0, reasons: [] }),
});

/**
 * The work behind it. Whoever the list finds is written down first, part by part, so that nobody is left out whom the
 * work itself, or the time it takes, would move in the list or out of it. Then the parts are dealt with, each as the
 * job for those that are named: what is made carries this job in its id or its cause, so that twice is once.
 */
export const actOnMatchingJob: JobWork = async (runtime, job, progress) => {
  const what = found.parse(job.input);
  const made = progressMade.parse(job.input);
  const save = async () => {
    job.input = { ...job.input, ...made };
    job.result = made.outcome;
    await progress.save();
  };
  while (!made.isListed) {
    const part = await writeDown(runtime, job, what, made.parts, made.after);
    const { ids, next } = part.input as { ids: string[]; next?: Place };
    made.parts += 1;
    made.after = next;
    made.isListed = next === undefined;
    job.total = made.isListed ? (made.parts - 1) * PART + ids.length : job.total;
    await save();
  }
  while (made.dealt < made.parts) {
    const part = await partOf(runtime, job.id, made.dealt);
    part.state = 'running';
    await byName[what.of].work(runtime, part, {
      save: async () => {
        part.updatedAt = runtime.clock.now();
        await runtime.jobs.save(part);
        job.done = made.dealt * PART + part.done;
        // Stopped half-way it tells what it did so far.
        job.result = together(made.outcome, part);
        await progress.save();
      },
    });
    await runtime.jobs.save({ ...part, state: 'done' });
    made.outcome = together(made.outcome, part);
    made.dealt += 1;
    await save();
  }
  return made.outcome;
};

/** How many parts of such a job have been dealt with, the one it is at among them. */
export function partsBegun(job: JobRecord): number {
  const { parts, dealt, isListed } = progressMade.parse(job.input);
  return isListed ? Math.min(parts, dealt + 1) : 0;
}

/** A part of such a job; throws where it is not there. */
export async function partOf(
  runtime: Pick<Runtime, 'jobs'>,
  jobId: string,
  number: number,
): Promise<JobRecord> {
  const part = await runtime.jobs.byId(`${jobId}-${number}`);
  if (!part) throw new Error(`part ${number} of the job ${jobId} is missing`);
  return part;
}

/**
 * Writes down the next of those found. Taken up again after a crash, the part that is there stays, with the place it
 * ended at: the list may have changed since.
 */
async function writeDown(
  runtime: Runtime,
  job: JobRecord,
  what: Found,
  number: number,
  after: Place | undefined,
): Promise<JobRecord> {
  const page = await findPage(runtime, what, { at: job.createdAt, limit: PART, after });
  await runtime.jobs.insert({
    id: `${job.id}-${number}`,
    kind: byName[what.of].kind,
    partOf: job.id,
    state: 'queued',
    done: 0,
    total: page.items.length,
    errors: [],
    input: {
      ...(job.input.order as object),
      ids: page.items,
      next: page.next,
      outcome: { done: [], skipped: [] },
    },
    createdAt: job.createdAt,
    updatedAt: job.createdAt,
  });
  return partOf(runtime, job.id, number);
}

function together(was: MatchingOutcome, part: JobRecord): MatchingOutcome {
  const { done, skipped, held } = manyOutcome.parse(part.input.outcome);
  const reasons = new Map([...skipped, ...was.reasons].map((one) => [one.code, one]));
  return {
    done: was.done + done.length,
    skipped: was.skipped + skipped.length,
    reasons: [...reasons.values()].slice(0, MOST_REASONS),
    ...((held ?? was.held) && { held: true }),
  };
}
