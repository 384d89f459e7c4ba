import { z } from 'zod';
import { problem } from '../../../shared/problems.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { JobWork } from '../jobs.ts';
import { dropWatch } from '../looks/keep-watches.ts';
import type { Verb } from '../verb.ts';
import { moveTo } from './lifecycle.ts';
import { workflowOf, workflowView } from './workflow-view.ts';

export const ARCHIVE = 'archive-workflow';
const PAGE = 200;

/** Puts it away at once, and ends it for everybody inside by a job that goes on after a crash. */
export const archiveWorkflow: Verb<'archiveWorkflow'> = async (runtime, { params, actor }) => {
  const record = await workflowOf(runtime, params.id);
  if (record.status === 'archived') throw problem('WORKFLOW_ARCHIVED', {});
  const inside = await runtime.enrolments.inside(record.id);
  const total = inside.reduce((sum, { count }) => sum + count, 0);
  const job = await runtime.runner.start(ARCHIVE, { workflowId: record.id }, total, () =>
    moveTo(runtime, record, 'archived', actor),
  );
  return { ...(await workflowView(runtime, await workflowOf(runtime, record.id))), job };
};

const jobInput = z.object({ workflowId: z.string(), cursor: z.string().optional() });

/** Takes those inside out, page by page; being told twice ends nobody twice. */
export const archiveJob: JobWork = async (runtime, job, progress) => {
  const input = jobInput.parse(job.input);
  const { workflowId } = input;
  // The process died before it was put away: whoever asked got no answer, and it goes on as it was.
  if ((await workflowOf(runtime, workflowId)).status !== 'archived') return { taken: 0, stopped: true };
  await dropWatch(runtime, `w:${workflowId}`);
  let after = decodeCursor(input.cursor);
  do {
    const page = await runtime.enrolments.insideOf(workflowId, { limit: PAGE, after });
    const now = runtime.clock.now();
    await runtime.enrolments.poke(
      page.items.map(({ id }) => ({
        id,
        item: { type: 'stop', id: `archived:${workflowId}`, reason: 'workflow-archived', at: now },
      })),
      now,
    );
    runtime.wake();
    job.done += page.items.length;
    job.total = Math.max(job.total, job.done);
    after = page.next;
    job.input = { ...input, cursor: encodeCursor(after) ?? undefined };
    await progress.save();
  } while (after);
  return { taken: job.done };
};
