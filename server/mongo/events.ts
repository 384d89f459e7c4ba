import type { StoredEvent } from '../../shared/event.ts';
import { DAY, dayOf } from '../../shared/time.ts';
import type {
  EventQuery,
  EventSpan,
  EventStore,
  LoadedEvent,
  ReceivedEvent,
  SourceDayCount,
} from '../ports/stores.ts';
import { clausesOf, oneOf } from './clauses.ts';
import { define, type OpenShelf } from './definition.ts';
import { readMergedPage, readPage } from './page.ts';
import type { Query, Shelf } from './shelf.ts';
import { fromStored, type Stored, toStored } from './stored.ts';

const definition = define(
  'events',
  { sourceId: String, name: String, lateName: String, timestamp: Date, receivedAt: Date },
  [
    [{ sourceId: 1, name: 1, timestamp: 1 }],
    [{ sourceId: 1, timestamp: -1, _id: -1 }],
    [{ receivedAt: -1, _id: -1 }],
    // Of almost no event: it costs those that came in time nothing.
    [
      { sourceId: 1, lateName: 1, timestamp: -1 },
      { partialFilterExpression: { lateName: { $exists: true } } },
    ],
  ],
);

/** People have a few ids; somebody with more than this has their story sorted from all of them. */
const MOST_READ_APART = 16;

/**
 * Of so many events the days are counted here, from their times alone, at a fifth of what the database takes to group
 * them; of more it groups them itself, so that nobody's busiest machine fills the memory.
 */
const MOST_COUNTED_HERE = 5_000;

/** The times of more events than this come one by one: all those of one source must fit into one document. */
const MOST_GROUPED = 100_000;

/** Accepted calls. The messageId is `_id`, so that whatever is sent twice is stored once. */
export function eventStore(open: OpenShelf): EventStore {
  const shelf = open(definition);
  return {
    async insert(events) {
      // What an earlier attempt of this call wrote carries this call's time of receipt. Should another call of the
      // same millisecond be taken for it, the event is matched twice, which changes nothing.
      const own = { receivedAt: { $in: [...new Set(events.map((event) => event.receivedAt))] } };
      return shelf.insert(events.map(toDocument), own);
    },
    async byIds(ids) {
      if (ids.length === 0) return [];
      const found = new Map(
        (await shelf.find({ _id: { $in: [...ids] } })).map((document) => [document._id, toEvent(document)]),
      );
      return ids.flatMap((id) => found.get(id) ?? []);
    },
    async load(queries) {
      // By name, so that what two queries ask for comes once.
      const described = new Set(queries.flatMap(({ name, properties }) => (properties ? [name] : [])));
      const [whole, times] = await Promise.all([
        loadWhole(
          shelf,
          queries.filter(({ name }) => described.has(name)),
        ),
        loadTimes(
          shelf,
          queries.filter(({ name }) => !described.has(name)),
        ),
      ]);
      return [...whole, ...times].sort((a, b) => a.timestamp.getTime() - b.timestamp.getTime());
    },
    async countByDay(spans) {
      const query = anyOf(spans);
      if (query === undefined) return [];
      const sources = await timesPerSource(shelf, query, MOST_COUNTED_HERE);
      const read = sources.reduce((sum, { times }) => sum + times.length, 0);
      if (read <= MOST_COUNTED_HERE) return sources.flatMap(daysOf);
      const rows = await shelf.aggregate<CountRow>([
        { $match: query },
        {
          $group: {
            _id: {
              sourceId: '$sourceId',
              name: '$name',
              day: { $dateTrunc: { date: '$timestamp', unit: 'day' } },
            },
            count: { $sum: 1 },
            first: { $min: '$timestamp' },
            last: { $max: '$timestamp' },
          },
        },
      ]);
      return rows.map(({ _id: { sourceId, name, day }, count, first, last }) => ({
        sourceId,
        name,
        day: dayOf(day.getTime()),
        count,
        first: first.getTime(),
        last: last.getTime(),
      }));
    },
    async perDay(sourceIds, from) {
      const clauses = clausesOf(sourceIds, { timestamp: { $gte: from }, name: { $type: 'string' } });
      if (clauses.length === 0) return new Map();
      const rows = await shelf.aggregate<{ _id: number; count: number }>([
        { $match: clauses.length > 1 ? { $or: clauses } : (clauses[0] ?? {}) },
        {
          $group: { _id: { $floor: { $divide: [{ $toLong: '$timestamp' }, DAY] } }, count: { $sum: 1 } },
        },
      ]);
      return new Map(rows.map(({ _id, count }) => [Number(_id), count]));
    },
    async newest(sourceIds, name, limit) {
      const apart = sourceIds.length > MOST_READ_APART ? [sourceIds] : sourceIds.map((id) => [id]);
      const found = await Promise.all(
        apart.map((ids) =>
          shelf.find({ ...oneOf('sourceId', ids), name }, { sort: { timestamp: -1 }, limit }),
        ),
      );
      return found
        .flat()
        .map(toEvent)
        .sort((a, b) => b.timestamp.getTime() - a.timestamp.getTime())
        .slice(0, limit);
    },
    async late(sourceIds, names, limit) {
      const clauses = names.length > 0 ? clausesOf(sourceIds, { lateName: { $in: [...names] } }) : [];
      if (clauses.length === 0) return [];
      const found = await shelf.find(clauses.length > 1 ? { $or: clauses } : (clauses[0] ?? {}), {
        sort: { timestamp: -1 },
        limit,
        projection: { lateName: 1, timestamp: 1 },
      });
      return found.map(({ lateName, timestamp }) => ({
        name: String(lateName),
        timestamp: timestamp as Date,
      }));
    },
    timeline: (sourceIds, request) =>
      readMergedPage<StoredEvent>(
        shelf,
        sourceIds.length > MOST_READ_APART
          ? [oneOf('sourceId', sourceIds)]
          : sourceIds.map((sourceId) => ({ sourceId })),
        { order: { field: 'timestamp', direction: -1, type: 'date' }, request, read: toEvent },
      ),
    recent: ({ sourceIds, ...request }) =>
      readPage<StoredEvent>(
        shelf,
        // Of one person's few, the newest are picked by sorting them: no index of its own for a page people visit
        // while connecting.
        sourceIds === undefined ? {} : oneOf('sourceId', sourceIds),
        { order: { field: 'receivedAt', direction: -1, type: 'date' }, request, read: toEvent },
      ),
    received: (request) =>
      readPage(
        shelf,
        {},
        {
          order: { field: 'receivedAt', direction: 1, type: 'date' },
          request,
          read: toReceived,
          projection: { sourceId: 1, name: 1, timestamp: 1, receivedAt: 1 },
        },
      ),
    async deleteOf(sourceIds) {
      for (const clause of clausesOf(sourceIds, {})) await shelf.remove(clause);
    },
    async delete(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
    async deleteReceived(before, limit) {
      const oldest = await shelf.find(
        { receivedAt: { $lt: before } },
        { sort: { receivedAt: 1 }, limit, projection: { _id: 1 } },
      );
      if (oldest.length > 0) await shelf.remove({ _id: { $in: oldest.map(({ _id }) => _id) } });
      return oldest.length;
    },
  };
}

/**
 * The name of an event that came too late for facts lies in a field of its own: the index that facts and counts are
 * read by then never meets it, and no query has to sort it out.
 */
function toDocument(event: StoredEvent): Stored {
  if (!event.late) return toStored(event);
  const { name, late: _late, ...rest } = event;
  return toStored(rest, { lateName: name ?? '' });
}

function toEvent(document: Stored): StoredEvent {
  const { lateName, ...event } = fromStored<StoredEvent & { lateName?: string }>(document);
  return lateName === undefined ? event : { ...event, name: lateName || undefined, late: true };
}

function toReceived({ _id, sourceId, name, timestamp, receivedAt }: Stored): ReceivedEvent {
  return {
    id: _id,
    sourceId: String(sourceId),
    name: name === undefined ? undefined : String(name),
    timestamp: timestamp as Date,
    receivedAt: receivedAt as Date,
  };
}

async function loadWhole(shelf: Shelf, queries: readonly EventQuery[]): Promise<LoadedEvent[]> {
  const query = anyOf(queries);
  if (query === undefined) return [];
  const projection = { _id: 0, sourceId: 1, name: 1, timestamp: 1 } as const;
  const isDescribed = queries.some(({ properties }) => properties);
  const found = await shelf.find(query, {
    projection: isDescribed ? { ...projection, properties: 1 } : projection,
  });
  return found as unknown as LoadedEvent[];
}

/** When events happened, of which nothing else is wanted: far fewer documents cross the wire than there are events. */
async function loadTimes(shelf: Shelf, queries: readonly EventQuery[]): Promise<LoadedEvent[]> {
  const query = anyOf(queries);
  if (query === undefined) return [];
  const sources = await timesPerSource(shelf, query, MOST_GROUPED);
  const events = sources.flatMap(({ _id: { sourceId, name }, times }) =>
    times.map((timestamp) => ({ sourceId, name, timestamp }) as LoadedEvent),
  );
  return events.length <= MOST_GROUPED ? events : loadWhole(shelf, queries);
}

/** The times of at most one more than `most`, by which it is known that there are more. */
function timesPerSource(shelf: Shelf, query: Query, most: number): Promise<SourceTimes[]> {
  return shelf.aggregate<SourceTimes>([
    { $match: query },
    { $limit: most + 1 },
    { $group: { _id: { sourceId: '$sourceId', name: '$name' }, times: { $push: '$timestamp' } } },
  ]);
}

interface SourceTimes {
  _id: { sourceId: string; name: string };
  times: Date[];
}

function daysOf({ _id: { sourceId, name }, times }: SourceTimes): SourceDayCount[] {
  const days = new Map<number, SourceDayCount>();
  for (const time of times) {
    const at = time.getTime();
    const day = dayOf(at);
    const known = days.get(day);
    if (known === undefined) days.set(day, { sourceId, name, day, count: 1, first: at, last: at });
    else {
      known.count += 1;
      known.first = Math.min(known.first, at);
      known.last = Math.max(known.last, at);
    }
  }
  return [...days.values()];
}

interface CountRow {
  _id: { sourceId: string; name: string; day: Date };
  count: number;
  first: Date;
  last: Date;
}

/** All that lies in any of the spans; undefined for none. */
function anyOf(spans: readonly EventSpan[]): Query | undefined {
  const clauses = spans.flatMap(({ sourceIds, name, from, until }) => {
    const timestamp = {
      ...(Number.isFinite(from) ? { $gt: new Date(from) } : {}),
      ...(Number.isFinite(until) ? { $lte: new Date(until) } : {}),
    };
    return clausesOf(sourceIds, { name, ...(Object.keys(timestamp).length > 0 ? { timestamp } : {}) });
  });
  return clauses.length > 1 ? { $or: clauses } : clauses[0];
}
