import type {
  ConditionNeeds,
  DayCount,
  EventFact,
  EventHistory,
  EventNeed,
  FactSnapshot,
} from '../../../server/engine/facts.ts';
import { utcDay } from './reference-measures.ts';

/**
 * The same facts as production loads them for these needs: closed days by their counts wherever the needs allow it,
 * some of them one by one all the same, as days are that wait for a recount.
 */
export function knownByDays(
  facts: FactSnapshot,
  needs: ConditionNeeds,
  now: number,
  seed: number,
): FactSnapshot {
  const byDays = (histories: FactSnapshot['events']) => new Map([...histories].map(inDays));
  const inDays = ([name, { singles }]: [string, EventHistory]) => {
    const need = needs.events.get(name);
    const isCounted = (day: number) =>
      need !== undefined && !mustBeExact(day, need, facts, now) && (day * 7 + seed) % 5 !== 0;
    return [
      name,
      {
        singles: singles.filter(({ at }) => !isCounted(utcDay(at))),
        days: countsOf(singles.filter(({ at }) => isCounted(utcDay(at)))),
      },
    ] as const;
  };
  return {
    ...facts,
    events: byDays(facts.events),
    members: facts.members?.map((member) => ({ ...member, events: byDays(member.events) })),
  };
}

/** How many days are known by their counts. */
export function countedDays(facts: FactSnapshot): number {
  return [...facts.events.values()].reduce((sum, { days }) => sum + days.length, 0);
}

function mustBeExact(day: number, need: EventNeed, { enteredAt }: FactSnapshot, now: number): boolean {
  if (day >= utcDay(now)) return true;
  if (need.edges.some((edge) => utcDay(now - edge) === day)) return true;
  if (need.singles === 'ever' || (need.singles > 0 && day >= utcDay(now - need.singles))) return true;
  if (enteredAt === undefined) return false;
  if (need.singlesSinceEntry && day >= utcDay(enteredAt)) return true;
  return need.sinceEntry && day === utcDay(enteredAt);
}

function countsOf(events: readonly EventFact[]): DayCount[] {
  const byDay = new Map<number, DayCount>();
  for (const { at } of events) {
    const day = utcDay(at);
    const known = byDay.get(day);
    byDay.set(day, { day, count: (known?.count ?? 0) + 1, first: known?.first ?? at, last: at });
  }
  return [...byDay.values()];
}
