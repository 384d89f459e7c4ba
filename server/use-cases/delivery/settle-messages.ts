import type { Message } from '../../../shared/message.ts';
import type { MessageResult } from '../../ports/stores.ts';
import type { DeliveryRuntime } from './delivery-runtime.ts';
import { isSettled, reportOutcomes } from './report-outcomes.ts';
import { releasePlaces } from './reserve-places.ts';

/**
 * Writes what became of messages where they are still ours, then tells their enrolments. Until they were told the
 * messages stay due, so that a crash in between is healed by the next look. Whoever was given up meanwhile writes
 * nothing late: what the provider did with an `unknown` message, its own webhook tells.
 */
export async function settleMessages(
  runtime: Pick<
    DeliveryRuntime,
    'clock' | 'enrolments' | 'looks' | 'messages' | 'caps' | 'wake' | 'watchBook'
  >,
  outcomes: readonly (readonly [Message, MessageResult])[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const now = runtime.clock.now();
  const results = outcomes.map(
    ([message, result]): MessageResult =>
      isSettled(result.status) && message.enrolmentId !== undefined
        ? { ...result, unreported: true, nextAt: now }
        : result,
  );
  const won = await runtime.messages.settle(results);
  await releasePlaces(
    runtime,
    outcomes.filter(([{ id }]) => won.has(id)),
  );
  await reportOutcomes(
    runtime,
    outcomes.flatMap(([{ id, contactId, enrolmentId }, { status, sentAt }]) =>
      won.has(id) && isSettled(status) && enrolmentId !== undefined
        ? [{ id, contactId, enrolmentId, status, sentAt }]
        : [],
    ),
  );
}
