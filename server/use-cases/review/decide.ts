import type { Dispatch } from '../../../shared/dispatch.ts';
import type { Message } from '../../../shared/message.ts';
import { askPermission } from '../delivery/ask-permission.ts';
import { reportOutcomes } from '../delivery/report-outcomes.ts';
import { reportDispatches } from '../effects/report-dispatches.ts';
import type { Runtime } from '../runtime.ts';

/** What stays held although somebody let it go, with the reason. */
export interface Refused {
  id: string;
  reason: string;
}

/** What somebody decided about, in one batch. */
export interface Held {
  messages: readonly Message[];
  dispatches: readonly Dispatch[];
}

/**
 * Lets what is held go, as far as it may still go: a constant number of queries for the batch. Who decided about one of
 * them meanwhile has decided.
 */
export async function approve(runtime: Runtime, held: Held, by: string): Promise<Refused[]> {
  const now = runtime.clock.now();
  const permission = await askPermission(runtime, held.messages);
  const refused: Refused[] = [];
  const allowed = held.messages.filter((message) => {
    const verdict = permission.verdict(message, now);
    if (!verdict.allowed) refused.push({ id: message.id, reason: verdict.reason });
    return verdict.allowed;
  });
  const go = ({ id }: { id: string }) => ({ id, status: 'queued' as const, nextAt: now, approvedBy: by });
  await runtime.messages.moveAll(['held'], allowed.map(go));
  await runtime.dispatches.moveAll(['held'], held.dispatches.map(go));
  runtime.wake();
  return refused;
}

/**
 * Takes back what is held. Enrolments that wait for it go on through `notSent` or `failed`, and see the task as cancelled;
 * until they were told it stays due, so that a crash in between is healed by the worker.
 */
export async function discard(runtime: Runtime, { messages, dispatches }: Held, by: string): Promise<void> {
  const now = runtime.clock.now();
  const gone = ({ id, enrolmentId }: { id: string; enrolmentId?: string | undefined }) => ({
    id,
    status: 'cancelled' as const,
    reason: `discarded by ${by}`,
    ...(enrolmentId === undefined ? {} : { unreported: true, nextAt: now }),
  });
  const won = await runtime.messages.moveAll(['held'], messages.map(gone));
  await reportOutcomes(
    runtime,
    messages
      .filter(({ id, enrolmentId }) => won.has(id) && enrolmentId !== undefined)
      .map((message) => ({ ...message, status: 'cancelled' as const })),
  );
  const lost = await runtime.dispatches.moveAll(['held'], dispatches.map(gone));
  await reportDispatches(
    runtime,
    dispatches
      .filter(({ id }) => lost.has(id))
      .map((dispatch) => ({ ...dispatch, status: 'cancelled' as const })),
  );
}
