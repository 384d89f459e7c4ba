import type { StoredEvent } from '../../shared/event.ts';
import type { EventQuery, EventStore } from '../ports/stores.ts';
import { define, type OpenShelf } from './definition.ts';
import { readMergedPage, readPage } from './page.ts';
import type { Query } from './shelf.ts';
import { byId, fromStored, toStored } from './stored.ts';

const definition = define('events', { sourceId: String, name: String, timestamp: Date, receivedAt: Date }, [
  [{ sourceId: 1, name: 1, timestamp: 1 }],
  [{ sourceId: 1, timestamp: -1, _id: -1 }],
  [{ receivedAt: -1, _id: -1 }],
]);

/** People have a few ids; somebody with more than this has their story sorted from all of them. */
const MOST_READ_APART = 16;

const MOST_POINTS = 1_000;

/** Accepted calls. The messageId is `_id`, so that whatever is sent twice is stored once. */
export function eventStore(open: OpenShelf): EventStore {
  const shelf = open(definition);
  return {
    async insert(events) {
      // What an earlier attempt of this call wrote carries this call's time of receipt. Should another call of the
      // same millisecond be taken for it, the event is matched twice, which changes nothing.
      const own = { receivedAt: { $in: [...new Set(events.map((event) => event.receivedAt))] } };
      return shelf.insert(
        events.map((event) => toStored(event)),
        own,
      );
    },
    async byIds(ids) {
      if (ids.length === 0) return [];
      const found = byId<StoredEvent>(await shelf.find({ _id: { $in: [...ids] } }));
      return ids.flatMap((id) => found.get(id) ?? []);
    },
    async load(queries) {
      const clauses = queries.flatMap(clausesOf);
      const [only] = clauses;
      if (only === undefined) return [];
      const found = await shelf.find(clauses.length === 1 ? only : { $or: clauses }, {
        projection: {
          _id: 0,
          sourceId: 1,
          name: 1,
          timestamp: 1,
          ...(queries.some(({ properties }) => properties) ? { properties: 1 as const } : {}),
        },
      });
      const events = found as unknown as Pick<
        StoredEvent,
        'sourceId' | 'name' | 'timestamp' | 'properties'
      >[];
      return events.sort((a, b) => a.timestamp.getTime() - b.timestamp.getTime());
    },
    timeline: (sourceIds, request) =>
      readMergedPage<StoredEvent>(
        shelf,
        sourceIds.length > MOST_READ_APART
          ? [oneOf('sourceId', sourceIds)]
          : sourceIds.map((sourceId) => ({ sourceId })),
        { order: { field: 'timestamp', direction: -1, type: 'date' }, request, read: fromStored },
      ),
    recent: ({ sourceIds, ...request }) =>
      readPage<StoredEvent>(
        shelf,
        // Of one person's few, the newest are picked by sorting them: no index of its own for a page people visit
        // while connecting.
        sourceIds === undefined ? {} : oneOf('sourceId', sourceIds),
        { order: { field: 'receivedAt', direction: -1, type: 'date' }, request, read: fromStored },
      ),
    async deleteOf(sourceIds) {
      if (sourceIds.length > 0) await shelf.remove(oneOf('sourceId', sourceIds));
    },
  };
}

/** Alternatives of one query; each names no more people than a planner lists as points of an index. */
function clausesOf({ sourceIds, name, from, until }: EventQuery): Query[] {
  const timestamp = {
    ...(Number.isFinite(from) ? { $gt: new Date(from) } : {}),
    ...(Number.isFinite(until) ? { $lte: new Date(until) } : {}),
  };
  const clauses: Query[] = [];
  for (let at = 0; at < sourceIds.length; at += MOST_POINTS)
    clauses.push({
      ...oneOf('sourceId', sourceIds.slice(at, at + MOST_POINTS)),
      name,
      ...(Object.keys(timestamp).length > 0 ? { timestamp } : {}),
    });
  return clauses;
}

/** A single value as an equality, which keeps an index's order; several as points. */
function oneOf(field: string, values: readonly string[]): Query {
  return { [field]: values.length === 1 ? values[0] : { $in: [...values] } };
}
