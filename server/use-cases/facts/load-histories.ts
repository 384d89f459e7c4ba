import type { Settings } from '../../../shared/settings.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import type { DayCount, EventFact, EventHistory, EventNeed } from '../../engine/facts.ts';
import type { CountedDays, CountQuery } from '../../ports/counters.ts';
import type { Ports } from '../../ports/index.ts';
import type { EventQuery } from '../../ports/stores.ts';
import { entryOf } from '../facts.ts';

/** Whose events, and which of them. */
export interface HistoryRequest {
  subject: string;
  /** The ids its events came under. */
  sourceIds: readonly string[];
  needs: ReadonlyMap<string, EventNeed>;
  /** Epoch milliseconds. */
  enteredAt?: number | undefined;
}

/** What is read of one name of one subject; days are whole UTC days. */
interface Reach {
  sourceIds: readonly string[];
  /** The first day wanted, by its count at least. */
  from: number;
  /** From this day on events are wanted one by one. */
  singlesFrom: number;
  /** Further days wanted one by one. */
  singleDays: Set<number>;
  properties: boolean;
  counted: Map<number, DayCount>;
  singles: EventFact[];
}

/** A window that starts no longer ago is read event by event: its counts would cost a query to save next to nothing. */
const SHORT = 2;

/** More stretches than this in one query are read as one with everything between. */
const MOST_SPANS = 200;

/**
 * The histories of a batch of subjects, by subject and event name, in three queries whatever the batch and whatever is
 * asked. Closed days come as counts; today, days whose counts are in doubt and days that a window touches only in
 * part come event by event, as long as events are kept.
 */
export async function loadHistories(
  ports: Pick<Ports, 'events' | 'counters'>,
  requests: readonly HistoryRequest[],
  now: number,
  settings: Promise<Pick<Settings, 'keepEventsDays'>>,
): Promise<Map<string, Map<string, EventHistory>>> {
  const reaches = reachesOf(requests, now);
  const countQueries = countQueriesOf(reaches, now);
  const [closing, counted, { keepEventsDays }] = await Promise.all([
    countQueries.length > 0 ? ports.counters.closing() : undefined,
    countQueries.length > 0 ? ports.counters.load(countQueries) : [],
    settings,
  ]);
  // Today is never known by its count.
  const through = Math.min(closing?.through ?? Number.NEGATIVE_INFINITY, dayOf(now) - 1);
  const kept = dayOf(now) - keepEventsDays;
  const owners = ownersOf(requests);
  noteCounts(reaches, owners, counted, { through, kept });
  await readSingles(ports, reaches, owners, now);
  return new Map([...reaches].map(([subject, byName]) => [subject, new Map([...byName].map(historyOf))]));
}

type Reaches = Map<string, Map<string, Reach>>;

function reachesOf(requests: readonly HistoryRequest[], now: number): Reaches {
  const reaches: Reaches = new Map();
  for (const { subject, sourceIds, needs, enteredAt } of requests) {
    const byName = entryOf(reaches, subject, () => new Map<string, Reach>());
    for (const [name, need] of needs) {
      const reach = entryOf(byName, name, () => newReach(sourceIds));
      widen(reach, need, now, enteredAt);
    }
  }
  return reaches;
}

function newReach(sourceIds: readonly string[]): Reach {
  return {
    sourceIds,
    from: Number.POSITIVE_INFINITY,
    singlesFrom: Number.POSITIVE_INFINITY,
    singleDays: new Set(),
    properties: false,
    counted: new Map(),
    singles: [],
  };
}

function widen(reach: Reach, need: EventNeed, now: number, enteredAt: number | undefined): void {
  const dayBack = (length: number | 'ever') =>
    length === 'ever' ? Number.NEGATIVE_INFINITY : dayOf(now - length);
  reach.from = Math.min(reach.from, dayBack(need.days));
  for (const edge of need.edges) reach.singleDays.add(dayBack(edge));
  if (need.singles !== 0) reach.singlesFrom = Math.min(reach.singlesFrom, dayBack(need.singles));
  if (enteredAt !== undefined && (need.sinceEntry || need.singlesSinceEntry)) {
    const entry = dayOf(enteredAt);
    reach.from = Math.min(reach.from, entry);
    reach.singleDays.add(entry);
    if (need.singlesSinceEntry) reach.singlesFrom = Math.min(reach.singlesFrom, entry);
  }
  reach.from = Math.min(reach.from, reach.singlesFrom, ...reach.singleDays);
  if (reach.from >= dayOf(now) - SHORT) reach.singlesFrom = Math.min(reach.singlesFrom, reach.from);
  reach.properties ||= need.singles !== 0 || need.singlesSinceEntry;
}

function countQueriesOf(reaches: Reaches, now: number): CountQuery[] {
  const queries = new Map<string, CountQuery & { sourceIds: string[] }>();
  for (const byName of reaches.values()) {
    for (const [name, { sourceIds, from, singlesFrom }] of byName) {
      if (from >= singlesFrom || from >= dayOf(now)) continue;
      const query = entryOf(queries, name, () => ({ sourceIds: [], name, from }));
      query.sourceIds.push(...sourceIds);
      query.from = Math.min(query.from, from);
    }
  }
  return [...queries.values()];
}

/** Who is looking for what came under a source id: a person, and the account they belong to. */
function ownersOf(requests: readonly HistoryRequest[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { subject, sourceIds } of requests)
    for (const source of sourceIds) entryOf(owners, source, () => new Set<string>()).add(subject);
  return owners;
}

/**
 * Adds up the counts of a subject's ids. A day in doubt under one of them is read event by event under all; of a day
 * older than events are kept, the count is all there is.
 */
function noteCounts(
  reaches: Reaches,
  owners: ReadonlyMap<string, ReadonlySet<string>>,
  counted: readonly CountedDays[],
  known: { through: number; kept: number },
): void {
  for (const { sourceId, name, days, dirty } of counted) {
    for (const subject of owners.get(sourceId) ?? []) {
      const reach = reaches.get(subject)?.get(name);
      if (!reach) continue;
      for (const day of dirty) if (day >= known.kept && day >= reach.from) reach.singleDays.add(day);
      for (const count of days) {
        if (count.day < reach.from || count.day > known.through) continue;
        const before = reach.counted.get(count.day);
        reach.counted.set(count.day, before ? together(before, count) : count);
      }
    }
  }
  for (const byName of reaches.values()) {
    for (const reach of byName.values()) {
      for (const day of reach.singleDays)
        if (day < known.kept && day <= known.through) reach.singleDays.delete(day);
      reach.singlesFrom = Math.min(reach.singlesFrom, Math.max(reach.from, known.through + 1));
      for (const day of reach.counted.keys())
        if (day >= reach.singlesFrom || reach.singleDays.has(day)) reach.counted.delete(day);
    }
  }
}

function together(one: DayCount, other: DayCount): DayCount {
  return {
    day: one.day,
    count: one.count + other.count,
    first: Math.min(one.first, other.first),
    last: Math.max(one.last, other.last),
  };
}

async function readSingles(
  ports: Pick<Ports, 'events'>,
  reaches: Reaches,
  owners: ReadonlyMap<string, ReadonlySet<string>>,
  now: number,
): Promise<void> {
  const queries = eventQueriesOf(reaches, now);
  const events = queries.length > 0 ? await ports.events.load(queries) : [];
  for (const { sourceId, name, timestamp, properties } of events) {
    if (name === undefined) continue;
    const at = timestamp.getTime();
    const day = dayOf(at);
    for (const subject of owners.get(sourceId) ?? []) {
      const reach = reaches.get(subject)?.get(name);
      if (reach && (day >= reach.singlesFrom || reach.singleDays.has(day)))
        reach.singles.push({ at, properties });
    }
  }
}

/** What to read event by event: whoever wants the same stretch of the same name is asked for together. */
function eventQueriesOf(reaches: Reaches, now: number): EventQuery[] {
  const queries = new Map<string, EventQuery & { sourceIds: string[] }>();
  const want = (name: string, reach: Reach, first: number, last: number) => {
    const query = entryOf(queries, `${first}:${last}:${name}`, () => ({
      sourceIds: [],
      name,
      from: first * DAY - 1,
      until: Math.min(now, (last + 1) * DAY - 1),
      properties: false,
    }));
    query.sourceIds.push(...reach.sourceIds);
    query.properties ||= reach.properties;
  };
  for (const byName of reaches.values()) {
    for (const [name, reach] of byName) {
      if (reach.singlesFrom <= dayOf(now)) want(name, reach, reach.singlesFrom, dayOf(now));
      for (const day of reach.singleDays) if (day < reach.singlesFrom) want(name, reach, day, day);
    }
  }
  return queries.size > MOST_SPANS ? asOnePerName([...queries.values()]) : [...queries.values()];
}

/** One query per name that covers all of its stretches; what nobody asked for is left aside when it comes. */
function asOnePerName(queries: readonly EventQuery[]): EventQuery[] {
  const byName = new Map<string, EventQuery>();
  for (const query of queries) {
    const before = byName.get(query.name);
    byName.set(
      query.name,
      before
        ? {
            name: query.name,
            sourceIds: [...new Set([...before.sourceIds, ...query.sourceIds])],
            from: Math.min(before.from, query.from),
            until: Math.max(before.until, query.until),
            properties: before.properties || query.properties,
          }
        : query,
    );
  }
  return [...byName.values()];
}

function historyOf([name, { singles, counted }]: [string, Reach]): [string, EventHistory] {
  return [
    name,
    {
      singles: singles.sort((a, b) => a.at - b.at),
      days: [...counted.values()].sort((a, b) => a.day - b.day),
    },
  ];
}
