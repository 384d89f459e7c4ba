import { compileCondition, mergeNeeds } from '../../server/engine/conditions/compile.ts';
import {
  type EventFact,
  factsOf,
  historiesOf,
  type MemberFacts,
  type MeterReading,
} from '../../server/engine/facts.ts';
import { look } from '../../server/engine/looks/look.ts';
import { tokensOf, type Watch } from '../../server/engine/looks/watch.ts';
import { entryOf } from '../../server/use-cases/facts.ts';
import { blankLook, type LookRecord } from '../../shared/look.ts';
import { shippedSignal } from '../../shared/playbooks/signals.ts';
import { DAY, durationMilliseconds } from '../../shared/time.ts';

/** What happens in the story of a signal, on which day; days may be parts of one. */
export type Turn =
  | { day: number; event: string; properties?: Record<string, unknown>; by?: string }
  | { day: number; person: string; isAdmin?: boolean; left?: boolean; objected?: boolean }
  | { day: number; account: Record<string, unknown> }
  | { day: number; meter: string; value: number; limit?: number }
  | { day: number; health: number }
  | { day: number; signal: string; open: boolean };

/** What a signal is told of, and what it says. */
export interface Story {
  says: string;
  turns: Turn[];
  until: number;
  learnsUntil?: number;
  told: string[];
}

const start = Date.UTC(2026, 0, 1, 9);

/**
 * Tells the story of one shipped signal on a movable clock: whenever something happens or its time comes it is looked
 * at, and nowhen else. Answers the days on which it opened and was resolved, to a tenth.
 */
export function tell(
  key: string,
  turns: readonly Turn[],
  options: { until: number; learnsUntil?: number },
): string[] {
  const watch = watchOf(key, options.learnsUntil);
  const events = new Map<string, EventFact[]>();
  const people = new Map<string, MemberFacts & { told: Map<string, EventFact[]> }>();
  const person = (userId: string) =>
    entryOf(people, userId, () => {
      const blank = { id: userId, userId, isAdmin: false, objected: false, events: new Map() };
      return { ...blank, told: new Map<string, EventFact[]>() };
    });
  const meters = new Map<string, MeterReading[]>();
  const signals = new Map<string, { openSince: number }>();
  let account: Record<string, unknown> = { id: 'acme', traits: {} };
  let score: number | undefined;
  let record: LookRecord = blankLook('a:acme', 0);
  const told: string[] = [];

  const lookAt = (now: number) => {
    const facts = factsOf({
      contact: { userId: 'u1', traits: {} },
      account,
      appearedAt: start,
      events: historiesOf(events),
      members: [...people.values()].map((one) => ({ ...one, events: historiesOf(one.told) })),
      signals,
      meters: new Map(
        [...meters].flatMap(([name, readings]) => {
          const last = readings.at(-1);
          return last ? [[name, { value: last.value, limit: last.limit, readings }] as const] : [];
        }),
      ),
      ...(score === undefined ? {} : { health: { score, days: [] } }),
    });
    const { after, edges } = look(record, facts, {
      watches: [watch],
      direct: new Set([watch.id]),
      isLearned: () => true,
      isKnown: () => true,
      isSilent: () => false,
      now,
    });
    for (const { holds, at } of edges)
      told.push(`day ${Math.round(((at - start) / DAY) * 10) / 10} ${holds ? 'opened' : 'resolved'}`);
    record = {
      ...after,
      pending: [],
      lookAt: Math.min(...Object.values(after.on).map(({ until }) => until ?? Number.POSITIVE_INFINITY)),
    };
  };

  const passUntil = (until: number) => {
    for (let rounds = 0; record.lookAt !== undefined && record.lookAt <= until; rounds++) {
      if (rounds > 10_000) throw new Error(`${key} is looked at again and again`);
      lookAt(record.lookAt);
    }
  };

  lookAt(start);
  for (const turn of [...turns].sort((a, b) => a.day - b.day)) {
    const now = start + Math.round(turn.day * DAY);
    passUntil(now);
    if ('event' in turn) {
      const { event, properties = {}, by = 'somebody' } = turn;
      for (const told of [events, person(by).told])
        told.set(event, [...(told.get(event) ?? []), { at: now, properties }]);
    } else if ('person' in turn) {
      const { person: name, isAdmin, left, objected } = turn;
      const was = person(name);
      people.set(name, {
        ...was,
        isAdmin: isAdmin ?? was.isAdmin,
        objected: objected ?? was.objected,
        leftAt: left ? now : was.leftAt,
      });
    } else if ('account' in turn) {
      const { traits = {}, ...fields } = turn.account as { traits?: object };
      account = { ...account, ...fields, traits: { ...(account.traits as object), ...traits } };
    } else if ('meter' in turn) {
      const { meter, value, limit } = turn;
      meters.set(meter, [...(meters.get(meter) ?? []), { at: now, value, limit }]);
    } else if ('health' in turn) score = turn.health;
    else if (turn.open) signals.set(turn.signal, { openSince: now });
    else signals.delete(turn.signal);
    lookAt(now);
  }
  passUntil(start + options.until * DAY);
  return told;
}

/** The same happening on many days. */
export function daily(
  [from, to]: [number, number],
  event: string,
  { every = 1, ...more }: { every?: number; properties?: Record<string, unknown>; by?: string } = {},
): Turn[] {
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, index) => ({
    day: from + index * every,
    event,
    ...more,
  }));
}

/** A meter of the plan that stands at a value from these days on. */
export function meterOn(days: readonly number[], value: number): Turn[] {
  return days.map((day) => ({ day, meter: 'contacts', value, limit: 1_000 }));
}

function watchOf(key: string, learnsUntil: number | undefined): Watch {
  const shipped = shippedSignal(key);
  if (!shipped) throw new Error(`${key} is no signal`);
  const opens = compileCondition(shipped.opensWhen);
  const resolves = compileCondition(shipped.resolvesWhen);
  const needs = mergeNeeds([opens.needs, resolves.needs]);
  return {
    id: `g:${key}`,
    kind: 'signal',
    subject: shipped.subject,
    generation: 1,
    opens,
    resolves,
    cooldown: durationMilliseconds(shipped.cooldown),
    opensFrom: learnsUntil === undefined ? undefined : start + learnsUntil * DAY,
    demo: false,
    tokens: tokensOf(needs),
    needs,
  };
}
