import type { Message } from '../../../shared/message.ts';
import type { Settings } from '../../../shared/settings.ts';
import { LONGEST_DEFERRAL, roomFor } from '../../engine/caps.ts';
import type { MessageResult } from '../../ports/stores.ts';
import type { DeliveryRuntime } from './delivery-runtime.ts';

/**
 * Takes each marketing message's place under the frequency caps, in the order given; two queries for the batch.
 * Answers, for those without a place, what becomes of them: they wait for room, and after three days, or where the
 * send window closes first, they are skipped with the reason. A message keeps its place through retries.
 */
export async function reservePlaces(
  runtime: Pick<DeliveryRuntime, 'caps'>,
  messages: readonly Message[],
  { caps }: Pick<Settings, 'caps'>,
  now: Date,
): Promise<Map<string, MessageResult>> {
  const refused = new Map<string, MessageResult>();
  const counted = messages.filter(({ purpose }) => purpose === 'marketing');
  if (counted.length === 0 || caps.length === 0) return refused;
  const taken = await runtime.caps.reserve(
    counted.map(({ id, contactId, topic }) => ({ id, contactId, topic })),
    caps,
    now,
  );
  for (const message of counted) {
    const places = taken.get(message.contactId) ?? [];
    if (places.some(({ id }) => id === message.id)) continue;
    const gone = message.createdAt.getTime() + LONGEST_DEFERRAL;
    const room = roomFor(message.topic, places, caps, now).getTime();
    refused.set(
      message.id,
      gone <= now.getTime()
        ? { id: message.id, status: 'suppressed', reason: 'over-cap' }
        : { id: message.id, status: 'queued', reason: 'over-cap', nextAt: new Date(Math.min(room, gone)) },
    );
  }
  return refused;
}

/** Gives back the places of messages that were not sent after all. */
export async function releasePlaces(
  runtime: Pick<DeliveryRuntime, 'caps'>,
  outcomes: readonly (readonly [Message, MessageResult])[],
): Promise<void> {
  await giveBack(
    runtime,
    outcomes
      .filter(([, { status }]) => status === 'failed' || status === 'suppressed')
      .map(([message]) => message),
  );
}

/** Gives back the places of these, where they had some. */
export async function giveBack(
  runtime: Pick<DeliveryRuntime, 'caps'>,
  messages: readonly Message[],
): Promise<void> {
  const counted = messages.filter(({ purpose }) => purpose === 'marketing');
  if (counted.length > 0) await runtime.caps.release(counted.map(({ id, contactId }) => ({ id, contactId })));
}
