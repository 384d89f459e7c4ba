import { DateTime } from 'luxon';
import { valueAt } from '../../../shared/path.ts';
import { DAY, isInRange, isZone, parseInstant } from '../../../shared/time.ts';
import { dateParams } from '../../../shared/vocabulary/date-fact.ts';
import type { FactSnapshot } from '../facts.ts';
import { keysOf } from './keys-of.ts';

import type { FactReader } from './reading.ts';

/** The fact `date`: days until a date, rounded up, or since it, rounded down; missing where there is no date. */
export const dateReader: FactReader = {
  prepare(given) {
    const { path, measure } = dateParams(given);
    const [holder, ...keys] = keysOf(path);
    const record = holder === 'account' ? 'account' : 'contact';
    const dateIn = (facts: FactSnapshot) => instantOf(valueAt(facts[record], keys), facts);
    const isAhead = measure === 'daysUntil';
    return {
      value(facts, now) {
        const at = dateIn(facts);
        if (at === undefined) return undefined;
        // Zero has no sign to a person, nor in JSON.
        return isAhead ? Math.ceil((at - now) / DAY) + 0 : Math.floor((now - at) / DAY);
      },
      days: { zero: dateIn, slope: isAhead ? -1 : 1 },
    };
  },
  // A bare day begins at midnight in the contact's zone, else the account's, whichever of them holds the date.
  need(_given, needs) {
    needs.addRecord('contact');
    needs.addRecord('account');
  },
  cost: () => 6,
};

/**
 * The instant a stored value stands for: ISO 8601 with a zone, epoch milliseconds, or a bare day such as 2026-05-01,
 * which begins at midnight in the contact's zone, else the account's, else the workspace's. Undefined for anything
 * else and outside 1971–2200.
 */
function instantOf(value: unknown, facts: FactSnapshot): number | undefined {
  if (typeof value === 'number') return isInRange(value) ? value : undefined;
  if (value instanceof Date) return isInRange(value.getTime()) ? value.getTime() : undefined;
  if (typeof value !== 'string') return undefined;
  return value.length === 10 ? midnight(value, zoneOf(facts)) : parseInstant(value);
}

function zoneOf(facts: FactSnapshot): string {
  for (const zone of [facts.contact.zone, facts.account?.zone, facts.workspaceZone])
    if (typeof zone === 'string' && zone !== '' && isKnownZone(zone)) return zone;
  return 'UTC';
}

// Both answers never change, and asking costs as much as hundreds of rules.
const midnights = new Map<string, number | undefined>();
const zones = new Map<string, boolean>();
const MOST_KEPT = 20_000;

function midnight(day: string, zone: string): number | undefined {
  const key = `${day} ${zone}`;
  if (midnights.has(key)) return midnights.get(key);
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? DateTime.fromISO(day, { zone }).toMillis() : Number.NaN;
  return kept(midnights, key, isInRange(at) ? at : undefined);
}

function isKnownZone(zone: string): boolean {
  return zones.get(zone) ?? kept(zones, zone, isZone(zone));
}

function kept<Value>(memory: Map<string, Value>, key: string, value: Value): Value {
  if (memory.size >= MOST_KEPT) memory.clear();
  memory.set(key, value);
  return value;
}
