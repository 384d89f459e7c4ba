import type { Message, MessageStatus } from '../../../shared/message.ts';
import { wakeContacts } from '../looks/wake.ts';
import type { Runtime } from '../runtime.ts';

/** What became of a message, as its enrolment is told. */
export type Settled = Pick<Message, 'id' | 'contactId' | 'enrolmentId' | 'status' | 'sentAt'>;

const outcomes: Partial<Record<MessageStatus, 'sent' | 'notSent'>> = {
  sent: 'sent',
  delivered: 'sent',
  // It was handed over; that it came back is seen in the outbox, and the address is suppressed.
  bounced: 'sent',
  // It may have arrived: going on as if it had not could say the same thing twice.
  unknown: 'sent',
  failed: 'notSent',
  suppressed: 'notSent',
  cancelled: 'notSent',
};

/** Whether nothing is left to do with a message but telling its enrolment. */
export function isSettled(status: MessageStatus): boolean {
  return outcomes[status] !== undefined;
}

/**
 * Tells enrolments what became of their messages. Saying it twice is harmless: the message’s id is the item’s id, and
 * only when everybody was told the messages stop asking.
 */
export async function reportOutcomes(
  runtime: Pick<Runtime, 'clock' | 'enrolments' | 'looks' | 'messages' | 'wake' | 'watchBook'>,
  settled: readonly Settled[],
): Promise<void> {
  if (settled.length === 0) return;
  const now = runtime.clock.now();
  const pokes = settled.flatMap(({ id, enrolmentId, status, sentAt }) => {
    const outcome = outcomes[status];
    if (enrolmentId === undefined || outcome === undefined) return [];
    return [{ id: enrolmentId, item: { type: 'effect' as const, id, outcome, at: sentAt ?? now } }];
  });
  if (pokes.length > 0) await runtime.enrolments.poke(pokes, now);
  const reached = settled.filter(({ status }) => outcomes[status] === 'sent');
  await wakeContacts(runtime, [...new Set(reached.map(({ contactId }) => contactId))], ['email'], true, now);
  await runtime.messages.reported(settled.map(({ id }) => id));
  if (pokes.length > 0) runtime.wake();
}
