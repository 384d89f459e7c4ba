import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../../shared/event.ts';
import type { MeterEvent } from '../../../shared/meter-event.ts';
import { pathKeys, valueAt } from '../../../shared/path.ts';
import { paidSeats } from '../../../shared/playbooks/shipped-signal.ts';
import { dayOf } from '../../../shared/time.ts';
import type { Ports } from '../../ports/index.ts';
import type { MeterRecord, StoredReading } from '../../ports/meters.ts';
import { entryOf } from '../facts.ts';

/** How long what a meter stood at is remembered, in days, and how many readings of its newest day at most. */
const DAYS_KEPT = 120;
const MOST_OF_TODAY = 100;
const MOST_METERS = 50;
const ROUNDS = 20;

/** The id of an account's meter, which may be longer together than an id may be. */
export function meterId(accountId: string, name: string): string {
  return createHash('sha256').update(`${accountId}\u0000${name}`).digest('base64url');
}

/**
 * What traits of a group call say of meters: `meters: { storage: { value, limit } }`, `meters: { storage: 80 }`, or
 * flat as `meters.storage.value`. `seats` are those that are paid for. Whatever is no finite number is left out.
 */
export function metersIn(traits: Record<string, unknown>): Map<string, Omit<StoredReading, 'at'>> {
  const said = new Map<string, Omit<StoredReading, 'at'>>();
  const note = (name: string, field: 'value' | 'limit', value: unknown) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || name === '') return;
    if (said.size >= MOST_METERS && !said.has(name)) return;
    said.set(name, { ...said.get(name), [field]: value });
  };
  for (const [key, value] of Object.entries(traits)) {
    const flat = /^meters\.([^.]+)(?:\.(value|limit))?$/.exec(key);
    if (flat?.[1] !== undefined) note(flat[1], flat[2] === 'limit' ? 'limit' : 'value', value);
    if (key === 'seats') note(paidSeats, 'value', value);
    if (key !== 'meters' || !isRecord(value)) continue;
    for (const [name, meter] of Object.entries(value)) {
      note(name, 'value', isRecord(meter) ? meter.value : meter);
      if (isRecord(meter)) note(name, 'limit', meter.limit);
    }
  }
  return said;
}

/**
 * What events say of meters, as group calls of their accounts, by what the settings make of their properties. A browser
 * says nothing of accounts, and what came too late changes nothing.
 */
export function meterCalls(
  events: readonly StoredEvent[],
  metersOf: (event: string) => readonly MeterEvent[],
  accountOf: (event: StoredEvent) => string | undefined,
): StoredEvent[] {
  return events.flatMap((event): StoredEvent[] => {
    const { name, fromBrowser, late } = event;
    const said = name === undefined || fromBrowser || late ? [] : metersOf(name);
    const groupId = said.length > 0 ? accountOf(event) : undefined;
    if (groupId === undefined) return [];
    const meters = Object.fromEntries(
      said.map(({ meter, value, limit }) => [
        meter,
        { value: numberAt(event.properties, value), limit: limit && numberAt(event.properties, limit) },
      ]),
    );
    return [{ ...event, type: 'group', name: undefined, groupId, traits: { meters } }];
  });
}

function numberAt(properties: Record<string, unknown>, path: string): number | undefined {
  const value = valueAt(properties, pathKeys(path) ?? []);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Remembers what group calls say of meters, whatever the order they come in; a constant number of queries for the
 * batch. Doing it twice changes nothing.
 */
export async function noteMeters(
  ports: Pick<Ports, 'meters'>,
  calls: readonly Pick<StoredEvent, 'groupId' | 'traits' | 'timestamp'>[],
): Promise<void> {
  const said = new Map<string, { accountId: string; name: string; readings: StoredReading[] }>();
  for (const { groupId, traits, timestamp } of calls) {
    if (groupId === undefined || traits === undefined) continue;
    for (const [name, reading] of metersIn(traits)) {
      entryOf(said, meterId(groupId, name), () => ({ accountId: groupId, name, readings: [] })).readings.push(
        {
          at: timestamp.getTime(),
          ...reading,
        },
      );
    }
  }
  let open = [...said.keys()];
  for (let round = 0; open.length > 0 && round < ROUNDS; round++) {
    const stored = await ports.meters.byIds(open);
    const now = open.flatMap((id): MeterRecord[] => {
      const news = said.get(id);
      if (!news) return [];
      const was = stored.get(id);
      const readings = withReadings(was?.readings ?? [], news.readings);
      const { accountId, name } = news;
      return was && sameReadings(was.readings, readings)
        ? []
        : [{ id, accountId, name, readings, rev: (was?.rev ?? 0) + 1 }];
    });
    const [refused, lost] = await Promise.all([
      ports.meters.insert(now.filter(({ id }) => !stored.has(id))),
      ports.meters.save(
        now.filter(({ id }) => stored.has(id)).map((after) => ({ was: after.rev - 1, after })),
      ),
    ]);
    open = open.filter((id) => refused.has(id) || lost.has(id));
  }
  if (open.length > 0) throw new Error(`${open.length} meters kept changing under other writers`);
}

/**
 * Readings with more readings, oldest first. Of a day that is over stay the first, the last, the least and the
 * greatest, which comes to the same whatever the order of arrival; nothing stays of what is older than is kept, but
 * what still holds.
 */
export function withReadings(
  known: readonly StoredReading[],
  more: readonly StoredReading[],
): StoredReading[] {
  const byTime = new Map<number, StoredReading>();
  for (const reading of [...known, ...more]) {
    const before = byTime.get(reading.at);
    byTime.set(reading.at, before ? greaterOf(before, reading) : reading);
  }
  const all = [...byTime.values()].sort((a, b) => a.at - b.at);
  const today = dayOf(all.at(-1)?.at ?? 0);
  const days = new Map<number, StoredReading[]>();
  for (const reading of all) entryOf(days, dayOf(reading.at), () => []).push(reading);
  const kept = [...days].flatMap(([day, readings]) =>
    day === today && readings.length <= MOST_OF_TODAY ? readings : outline(readings),
  );
  const old = kept.filter(({ at }) => dayOf(at) < today - DAYS_KEPT);
  const recent = kept.slice(old.length);
  return [...old.slice(-1), ...recent];
}

/** Two calls of one instant say one thing, whichever comes first. */
function greaterOf(one: StoredReading, other: StoredReading): StoredReading {
  const greater = (a: number | undefined, b: number | undefined) =>
    a === undefined ? b : b === undefined ? a : Math.max(a, b);
  return { at: one.at, value: greater(one.value, other.value), limit: greater(one.limit, other.limit) };
}

function outline(readings: readonly StoredReading[]): StoredReading[] {
  const valued = readings.filter(({ value }) => value !== undefined);
  const extreme = (isMore: (a: number, b: number) => boolean) =>
    valued.reduce<StoredReading | undefined>(
      (best, reading) => (best && !isMore(reading.value ?? 0, best.value ?? 0) ? best : reading),
      undefined,
    );
  const kept = new Set([
    readings[0],
    extreme((a, b) => a < b),
    extreme((a, b) => a > b),
    readings.at(-1),
    readings.findLast(({ limit }) => limit !== undefined),
  ]);
  return readings.filter((reading) => kept.has(reading));
}

function sameReadings(one: readonly StoredReading[], other: readonly StoredReading[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ at, value, limit }, index) => {
      const also = other[index];
      return also?.at === at && also.value === value && also.limit === limit;
    })
  );
}
