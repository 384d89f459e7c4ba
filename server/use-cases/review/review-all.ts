import { z } from 'zod';
import type { JobRecord } from '../../ports/workspace.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { type JobProgress, nameLeftOut } from '../jobs.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import { nameOf, type Verb } from '../verb.ts';
import { approve, discard, type Held, type Refused } from './decide.ts';

export const REVIEW_HELD = 'review-held';
const PAGE = 100;

const jobInput = z.object({
  do: z.enum(['approve', 'discard']),
  workflowId: z.string().optional(),
  by: z.string(),
  /** Only what was held when somebody decided: they have not seen what came later. */
  until: z.number(),
  /** Messages come first, then calls and tasks; each newest first. */
  messages: z.object({ cursor: z.string().optional(), over: z.boolean() }),
  dispatches: z.object({ cursor: z.string().optional(), over: z.boolean() }),
});

/** Lets everything go that waits for a yes, or discards it; of all workflows or of one. A job. */
export const reviewHeld: Verb<'reviewHeld'> = async (runtime, { body, actor }) => {
  const { workflowId } = body;
  const total =
    (await runtime.messages.countHeld(workflowId)) + (await runtime.dispatches.countHeld(workflowId));
  await recordChange(runtime, actor, `held.${body.do}-all`, workflowId ?? 'all', { count: total });
  const input = {
    ...body,
    by: nameOf(actor),
    until: runtime.clock.now().getTime(),
    messages: { over: false },
    dispatches: { over: false },
  };
  return { job: await runtime.runner.start(REVIEW_HELD, input, total) };
};

/**
 * Goes through them once. What may not be sent any more stays held, with the reason in `errors`. Begun again after a
 * crash it finds only what is still held.
 */
export async function reviewHeldJob(
  runtime: Runtime,
  job: JobRecord,
  progress: JobProgress,
): Promise<{ reviewed: number }> {
  const input = jobInput.parse(job.input);
  const { workflowId, until } = input;
  const isMeant = ({ createdAt }: { createdAt: Date }) => createdAt.getTime() <= until;
  const work = async (held: Held) => {
    const refused = await decide(runtime, held, input);
    job.done += held.messages.length + held.dispatches.length - refused.length;
    for (const { id, reason } of refused)
      nameLeftOut(job, { item: id, code: 'SEND_NOT_ALLOWED', message: reason });
    job.input = { ...input };
    await progress.save();
  };
  while (!input.messages.over) {
    const after = decodeCursor(input.messages.cursor);
    const page = await runtime.messages.list({ limit: PAGE, after, status: 'held', workflowId });
    input.messages = { cursor: encodeCursor(page.next) ?? undefined, over: page.next === undefined };
    await work({ messages: page.items.filter(isMeant), dispatches: [] });
  }
  while (!input.dispatches.over) {
    const after = decodeCursor(input.dispatches.cursor);
    const page = await runtime.dispatches.held({ limit: PAGE, after, workflowId });
    input.dispatches = { cursor: encodeCursor(page.next) ?? undefined, over: page.next === undefined };
    await work({ messages: [], dispatches: page.items.filter(isMeant) });
  }
  return { reviewed: job.done };
}

async function decide(
  runtime: Runtime,
  held: Held,
  { do: verb, by }: { do: 'approve' | 'discard'; by: string },
): Promise<Refused[]> {
  if (verb === 'approve') return approve(runtime, held, by);
  await discard(runtime, held, by);
  return [];
}
