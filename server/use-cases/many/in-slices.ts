import { manyOutcome } from '../../../shared/many.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import type { JobProgress } from '../jobs.ts';

/** Saved so often, so that a restart repeats little. */
const SAVE_EVERY = 20;

/** What came of an order for one of those meant: `code` says why nothing did. */
export interface Outcome {
  id: string;
  name: string;
  made?: string | undefined;
  code?: string | undefined;
  /** What was started waits until somebody approves it. */
  held?: boolean | undefined;
}

/** Deals with some at a time and saves what came of it; answers what came of all. */
export async function inSlices(
  job: JobRecord,
  progress: JobProgress,
  ids: readonly string[],
  deal: (slice: readonly string[]) => Promise<readonly Outcome[]>,
): Promise<unknown> {
  const outcome = manyOutcome.parse(job.input.outcome);
  while (job.done < ids.length) {
    const slice = ids.slice(job.done, job.done + SAVE_EVERY);
    for (const { id, name, made, code, held } of await deal(slice)) {
      if (held) outcome.held = true;
      if (code !== undefined) outcome.skipped.push({ id, name, code });
      else outcome.done.push({ id, made });
    }
    job.done += slice.length;
    job.input = { ...job.input, outcome };
    await progress.save();
  }
  return outcome;
}
