import type { CallView, StoredEvent } from '../../../shared/event.ts';
import type { RefusedCall } from '../../ports/stores.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Verb } from '../verb.ts';
import { mergePages, type Source, type Timed } from './merge-pages.ts';

/** The last calls seen, newest first: what was stored, and what was not and why. */
export const listCalls: Verb<'listCalls'> = async (runtime, { query }) => {
  const { limit, cursor, userId, status } = query;
  const sourceIds = userId === undefined ? undefined : [`u:${userId}`];
  const stored: Source<CallView> = async (after, count) =>
    (await runtime.events.recent({ limit: count, after, sourceIds })).items.map(acceptedCall);
  const refused: Source<CallView> = async (after, count) => {
    const page = await runtime.calls.recent({
      limit: count,
      after,
      status: status === 'accepted' ? undefined : status,
      userId,
    });
    return page.items.map(refusedCall);
  };
  const nothing: Source<CallView> = () => Promise.resolve([]);
  const page = await mergePages(
    [
      status === undefined || status === 'accepted' ? stored : nothing,
      status === 'accepted' ? nothing : refused,
    ],
    decodeCursor(cursor),
    limit,
  );
  return { items: page.items, next: encodeCursor(page.next) };
};

function acceptedCall(event: StoredEvent): Timed<CallView> {
  const { id, type, name, userId, anonymousId, timestamp, receivedAt, properties, traits, context } = event;
  return {
    id,
    at: receivedAt.getTime(),
    item: {
      id,
      status: 'accepted',
      type,
      name,
      userId,
      anonymousId,
      messageId: id,
      timestamp: timestamp.toISOString(),
      receivedAt: receivedAt.toISOString(),
      properties: name === undefined ? traits : properties,
      library: context.library,
    },
  };
}

function refusedCall(call: RefusedCall): Timed<CallView> {
  return {
    id: call.id,
    at: call.receivedAt.getTime(),
    item: { ...call, receivedAt: call.receivedAt.toISOString() },
  };
}
