import { z } from 'zod';
import type { Enrolment } from '../../../shared/enrolment.ts';
import { STEP_SKIPPED } from '../../../shared/message.ts';
import { type Release, release } from '../../engine/release.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import { PAUSED } from '../advance-enrolments.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { JobProgress } from '../jobs.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { workflowOf } from './workflow-view.ts';

export const RELEASE_PARKED = 'release-parked';
const PAGE = 200;

const jobInput = z.object({
  workflowId: z.string(),
  do: z.enum(['retry', 'skip', 'take-out']),
  reason: z.string().optional(),
  /** How far it came. */
  cursor: z.string().optional(),
});

/** Why people stand still in a workflow. Those of a paused workflow go on by resuming it, and are not among them. */
export const listParked: Verb<'listParked'> = async (runtime, { params }) => {
  await workflowOf(runtime, params.id);
  const reasons = (await runtime.enrolments.parked(params.id)).filter(({ reason }) => reason !== PAUSED);
  return {
    total: reasons.reduce((sum, { count }) => sum + count, 0),
    reasons: reasons.map(({ since, ...rest }) => ({ ...rest, since: since.toISOString() })),
  };
};

/** Lets those who stand still go on as somebody decided, all of them or those of one reason; a job. */
export const releaseParked: Verb<'releaseParked'> = async (runtime, { params, body, actor }) => {
  const { id } = await workflowOf(runtime, params.id);
  const { reasons } = await listParked(runtime, { params, query: {}, body: undefined, actor });
  const total = reasons
    .filter(({ reason }) => body.reason === undefined || body.reason === reason)
    .reduce((sum, { count }) => sum + count, 0);
  await recordChange(runtime, actor, `enrolments.${body.do}`, id, { reason: body.reason, count: total });
  return { job: await runtime.runner.start(RELEASE_PARKED, { workflowId: id, ...body }, total) };
};

/**
 * Goes through the parked once, newest first. Who was let go is parked no longer, and who stands still again lies
 * behind the cursor: nobody is tried twice, and a restart goes on where it was.
 */
export async function releaseParkedJob(
  runtime: Runtime,
  job: JobRecord,
  progress: JobProgress,
): Promise<{ released: number }> {
  const input = jobInput.parse(job.input);
  let after = decodeCursor(input.cursor);
  do {
    const page = await runtime.enrolments.parkedOf(input.workflowId, {
      limit: PAGE,
      after,
      reason: input.reason,
    });
    const concerned = page.items.filter(({ reason }) => reason !== PAUSED);
    if (concerned.length > 0) job.done += await releaseAll(runtime, concerned, input.do);
    after = page.next;
    job.input = { ...input, cursor: encodeCursor(after) ?? undefined };
    await progress.save();
  } while (after);
  return { released: job.done };
}

async function releaseAll(runtime: Runtime, parked: readonly Enrolment[], verb: Release): Promise<number> {
  const now = runtime.clock.now();
  const plans = await Promise.all(
    parked.map(({ workflowId, version }) => runtime.plans.version(workflowId, version)),
  );
  // First, so that a crash between leaves them parked and the job does both again.
  if (verb === 'take-out') {
    const ids = parked.map(({ id }) => id);
    await runtime.messages.cancelOf(ids, 'left-workflow');
    await runtime.dispatches.cancelOf(ids, 'left-workflow');
  }
  const lost = await runtime.enrolments.save(
    parked.map((was, index) => ({ was: was.rev, after: release(was, verb, plans[index]?.workflow, now) })),
  );
  if (verb === 'skip') await withdrawAwaited(runtime, parked, lost);
  runtime.wake();
  return parked.length - lost.size;
}

/** What the step that is passed by has handed over and nobody has sent; calls are asked about once more when made. */
async function withdrawAwaited(
  runtime: Runtime,
  parked: readonly Enrolment[],
  lost: ReadonlySet<string>,
): Promise<void> {
  const withdrawn = parked
    .filter(({ id }) => !lost.has(id))
    .flatMap(({ awaiting }) =>
      awaiting === undefined ? [] : [{ id: awaiting, status: 'cancelled' as const, reason: STEP_SKIPPED }],
    );
  await runtime.messages.moveAll(['queued', 'held'], withdrawn);
  await runtime.dispatches.moveAll(['queued', 'held'], withdrawn);
}
