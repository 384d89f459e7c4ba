import type { Dispatch } from '../../../shared/dispatch.ts';
import type { InboxItem } from '../../../shared/enrolment.ts';
import type { Runtime } from '../runtime.ts';

/**
 * Tells enrolments what became of their calls, and of tasks that nobody wanted made. Saying it twice is harmless; only
 * when all were told the dispatches stop asking.
 */
export async function reportDispatches(
  runtime: Pick<Runtime, 'clock' | 'dispatches' | 'enrolments' | 'wake'>,
  over: readonly Pick<Dispatch, 'id' | 'enrolmentId' | 'status' | 'to'>[],
): Promise<void> {
  if (over.length === 0) return;
  const now = runtime.clock.now();
  await runtime.enrolments.poke(
    over.map((dispatch) => ({ id: dispatch.enrolmentId, item: itemOf(dispatch, now) })),
    now,
  );
  await runtime.dispatches.reported(over.map(({ id }) => id));
  runtime.wake();
}

function itemOf({ id, status, to }: Pick<Dispatch, 'id' | 'status' | 'to'>, at: Date): InboxItem {
  if (to.kind === 'task') return { type: 'task', id: `task:${id}`, effect: id, status: 'cancelled', at };
  return { type: 'effect', id, outcome: status === 'done' ? 'ok' : 'failed', at };
}
