import { z } from 'zod';
import { deadLetterKind } from '../../../shared/dead-letter.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { askPermission, type Permission } from '../delivery/ask-permission.ts';
import { type JobProgress, nameLeftOut } from '../jobs.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import { nameOf, type Verb } from '../verb.ts';
import { type DeadLetter, deadLetterOf, deadLetters } from './dead-letters.ts';

export const DEAD_LETTERS = 'dead-letters';
const PAGE = 100;

const jobInput = z.object({
  do: z.enum(['replay', 'discard']),
  kind: deadLetterKind.optional(),
  ids: z.array(z.string()).optional(),
  by: z.string(),
  cursor: z.string().optional(),
});

/** Tries dead letters again or puts them away for good: those of these ids, or all, or all of a kind. A job. */
export const settleDeadLetters: Verb<'settleDeadLetters'> = async (runtime, { body, actor }) => {
  await recordChange(runtime, actor, `dead-letters.${body.do}`, body.kind ?? 'all', {
    count: body.ids?.length,
  });
  const input = { ...body, by: nameOf(actor) };
  return { job: await runtime.runner.start(DEAD_LETTERS, input, body.ids?.length ?? 0) };
};

/**
 * Goes through them once, newest first. What is tried again and fails again stands behind the cursor: nothing is
 * tried twice. What may not be sent any more (somebody unsubscribed) stays where it is, with the reason in `errors`.
 */
export async function settleDeadLettersJob(
  runtime: Runtime,
  job: JobRecord,
  progress: JobProgress,
): Promise<{ settled: number }> {
  const input = jobInput.parse(job.input);
  const settleAll = async (letters: readonly DeadLetter[]) => {
    const messages = letters.flatMap((letter) => (letter.kind === 'message' ? [letter.it] : []));
    const permission = await askPermission(runtime, messages);
    for (const letter of letters) {
      const refusal =
        input.do === 'replay'
          ? await replay(runtime, letter, permission)
          : await discard(runtime, letter, input.by);
      if (refusal === undefined) job.done += 1;
      else nameLeftOut(job, { item: letter.it.id, code: 'SEND_NOT_ALLOWED', message: refusal });
    }
  };
  if (input.ids) {
    const found = await Promise.all(input.ids.map((id) => deadLetterOf(runtime, id)));
    await settleAll(found.flatMap((letter) => letter ?? []));
  } else {
    let after = decodeCursor(input.cursor);
    do {
      const page = await deadLetters(runtime, input.kind, { limit: PAGE, after });
      await settleAll(page.items);
      after = page.next;
      job.input = { ...input, cursor: encodeCursor(after) ?? undefined };
      await progress.save();
    } while (after);
  }
  runtime.wake();
  return { settled: job.done };
}

/** Back into its queue as new; answers why not, where it may not go out. */
async function replay(
  runtime: Runtime,
  letter: DeadLetter,
  permission: Permission,
): Promise<string | undefined> {
  const now = runtime.clock.now();
  const { id } = letter.it;
  switch (letter.kind) {
    case 'message': {
      if (letter.it.html === '')
        return 'There is nothing to send: rendering failed, or the text was forgotten.';
      const verdict = permission.verdict(letter.it, now);
      if (!verdict.allowed) return verdict.reason;
      await runtime.messages.move(id, ['failed'], { id, status: 'queued', nextAt: now, attempts: 0 });
      return undefined;
    }
    case 'events':
      await runtime.intake.revive(id);
      return undefined;
    default:
      await runtime.dispatches.move(id, ['failed'], {
        id,
        status: 'queued',
        nextAt: now,
        attempts: 0,
        isRevived: true,
      });
      return undefined;
  }
}

async function discard(runtime: Runtime, letter: DeadLetter, by: string): Promise<undefined> {
  const { id } = letter.it;
  const reason = `discarded by ${by}`;
  if (letter.kind === 'events') await runtime.intake.delete([id]);
  else if (letter.kind === 'message')
    await runtime.messages.move(id, ['failed'], { id, status: 'cancelled', reason });
  else await runtime.dispatches.move(id, ['failed'], { id, status: 'cancelled', reason });
}
