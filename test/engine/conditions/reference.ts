import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { EventFact, FactSnapshot } from '../../../server/engine/facts.ts';
import type { RootCondition } from '../../../shared/condition.ts';
import { eventsUntil, lengthOf, referenceMeasures, utcDay } from './reference-measures.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * What a stranger to our code would build from the specification: a bare json-rules-engine and facts computed in the
 * most literal way. Nothing of the engine's own code is used, so that agreement means something.
 */
export async function decideByReference(
  condition: RootCondition,
  facts: FactSnapshot,
  now: number,
): Promise<boolean> {
  return run(condition, {
    contact: () => facts.contact,
    account: () => facts.account,
    trigger: () => facts.trigger,
    enrolment: () => facts.enrolment,
    event: (params) => measure(params, facts, now),
    ...Object.fromEntries(
      Object.entries(referenceMeasures).map(([name, compute]) => [
        name,
        async (params: Params) => compute(params, await onlyKept(params, facts), now),
      ]),
    ),
  });
}

export async function decideWhereByReference(
  where: RootCondition,
  properties: Record<string, unknown>,
): Promise<boolean> {
  return run(where, { properties: () => properties });
}

type Params = Record<string, unknown>;

async function run(
  conditions: RootCondition,
  facts: Record<string, (params: Params) => unknown>,
): Promise<boolean> {
  const engine = new Engine([], {
    allowUndefinedFacts: true,
    pathResolver: (value, path) => {
      let at: unknown = value;
      for (const key of path.split('.').slice(1)) {
        if (at === null || typeof at !== 'object' || Array.isArray(at) || !Object.keys(at).includes(key))
          return undefined;
        at = (at as Params)[key];
      }
      return at;
    },
  });
  engine.addOperator('exists', (fact: unknown, wanted: boolean) => (fact != null) === wanted);
  engine.addOperator(
    'startsWith',
    texts((fact, needle) => fact.indexOf(needle) === 0),
  );
  engine.addOperator(
    'endsWith',
    texts((fact, needle) => fact.slice(-needle.length) === needle),
  );
  engine.addOperator(
    'matchesText',
    texts((fact, needle) => fact.toLowerCase().indexOf(needle.toLowerCase()) >= 0),
  );
  engine.addOperator(
    'between',
    (fact: number, [low, high]: [number, number]) =>
      !Number.isNaN(Number.parseFloat(String(fact))) && fact >= low && fact <= high,
  );
  for (const [name, read] of Object.entries(facts)) engine.addFact(name, read, { cache: false });
  engine.addRule({ conditions: conditions as TopLevelCondition, event: { type: 'held' } });
  const { events } = await engine.run();
  return events.length > 0;
}

function texts(test: (fact: string, needle: string) => boolean) {
  return (fact: unknown, needle: unknown) =>
    typeof fact === 'string' && typeof needle === 'string' && needle.length > 0 && test(fact, needle);
}

/** The facts with those events alone that the rule's filter lets through. */
async function onlyKept({ event, where }: Params, facts: FactSnapshot): Promise<FactSnapshot> {
  const history = facts.events.get(event as string);
  if (!where || !history) return facts;
  const singles: EventFact[] = [];
  for (const one of history.singles)
    if (await decideWhereByReference(where as RootCondition, one.properties ?? {})) singles.push(one);
  return { ...facts, events: new Map([...facts.events, [event as string, { singles, days: [] }]]) };
}

async function measure(params: Params, facts: FactSnapshot, now: number): Promise<number | undefined> {
  const kind = (params.measure ?? 'count') as string;
  const left: EventFact[] = [];
  for (const event of eventsUntil(facts, params.event, now)) {
    if (params.since === 'entry' && !(facts.enteredAt !== undefined && event.at > facts.enteredAt)) continue;
    if (
      typeof params.within === 'string' &&
      kind !== 'gapsSinceLast' &&
      !inWindow(params.within, kind, event.at, now)
    )
      continue;
    if (
      params.where &&
      !(await decideWhereByReference(params.where as RootCondition, event.properties ?? {}))
    )
      continue;
    left.push(event);
  }
  const days = (since: number) => Math.floor((now - since) / DAY);
  const ifNever = params.ifNever === 'missing' ? undefined : days(facts.appearedAt);
  const times = left.map((event) => event.at);
  const numbers = left
    .map((event) => at(event.properties, params.property as string | undefined))
    .filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  const sum = numbers.reduce((total, value) => total + value, 0);
  const results: Record<string, number | undefined> = {
    count: left.length,
    daysSinceLast: left.length > 0 ? days(Math.max(...times)) : ifNever,
    daysSinceFirst: left.length > 0 ? days(Math.min(...times)) : ifNever,
    gapsSinceLast: gapsOf(times, params.within, now),
    distinctDays: new Set(times.map((time) => new Date(time).toISOString().slice(0, 10))).size,
    sum,
    avg: numbers.length > 0 ? sum / numbers.length : undefined,
    min: numbers.length > 0 ? Math.min(...numbers) : undefined,
    max: numbers.length > 0 ? Math.max(...numbers) : undefined,
  };
  return results[kind];
}

/** Whole usual gaps since the last time: between days, or between times where it happens every day. */
function gapsOf(times: readonly number[], within: unknown, now: number): number | undefined {
  const last = Math.max(...times);
  const reach = typeof within === 'string' ? Math.ceil(lengthOf(within) / DAY) : 90;
  const habit = times.filter((time) => utcDay(last) - utcDay(time) < reach).sort((a, b) => a - b);
  const days = [...new Set(habit.map(utcDay))];
  if (days.length < 3) return undefined;
  const gap = (Math.max(...days) - Math.min(...days)) / (days.length - 1);
  const length = Math.round(gap > 1 ? gap * DAY : (last - (habit[0] ?? last)) / (habit.length - 1));
  return Math.floor((now - last) / length);
}

function inWindow(within: string, kind: string, time: number, now: number): boolean {
  const length = lengthOf(within);
  if (kind !== 'distinctDays') return time > now - length;
  const daysAgo = utcDay(now) - utcDay(time);
  return daysAgo < Math.ceil(length / DAY);
}

function at(properties: Params | undefined, path: string | undefined): unknown {
  return path
    ?.split('.')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Params | undefined)?.[key], properties);
}
