import { type Leaf, leavesOf, type RootCondition } from '../../../shared/condition.ts';
import { DAY } from '../../../shared/time.ts';
import { eventParams } from '../../../shared/vocabulary/event-fact.ts';
import type { EventNeed, FactSnapshot } from '../facts.ts';
import { compileCondition, compileWhere } from './compile.ts';

/** What of what happens can turn a condition, so that whatever cannot costs nothing. */
export interface Hearing {
  /**
   * Whether an event may turn it. One that no `where` lets through can only do so by rules that read every event of
   * its name; after `deafUntil` said that none of them can be turned by more of them, it cannot until then.
   */
  hears(name: string, properties: Readonly<Record<string, unknown>>, isDeaf: boolean): boolean;
  /**
   * Until when more events of any name change no rule that reads all of them, however many: they are such as hold once
   * enough has happened, and it has. Undefined where that is not so, or where asking costs too little to care.
   */
  deafUntil(facts: FactSnapshot, now: number): number | undefined;
}

/** Rules of this kind hold once enough has happened, and more of it changes nothing. */
const ENOUGH: ReadonlySet<string> = new Set(['greaterThan', 'greaterThanInclusive']);

/** What is read event by event over more than this is dear. */
const DEAR = 2 * DAY;

/** Nobody is deaf for longer, so that no instant is without an end. */
const LONGEST = 90 * DAY;

/** What these conditions together hear. */
export function hearingOf(conditions: readonly RootCondition[]): Hearing {
  const filters = new Map<string, ((properties: Record<string, unknown>) => boolean)[]>();
  const readWhole = new Set<string>();
  const sated: ReturnType<typeof compileCondition>[] = [];
  let isDear = false;
  let others = 0;
  for (const leaf of conditions.flatMap(leavesOf)) {
    const alone = compileCondition({ all: [leaf] });
    isDear ||= [...alone.needs.events.values()].some(readsFar);
    for (const name of alone.needs.events.keys()) {
      const where = whereOf(leaf);
      if (where) {
        filters.set(name, [...(filters.get(name) ?? []), compileWhere(where)]);
        continue;
      }
      readWhole.add(name);
      if (isSated(leaf)) sated.push(alone);
      else others += 1;
    }
  }
  const isEverDeaf = isDear && others === 0 && sated.length > 0;
  return {
    hears: (name, properties, isDeaf) =>
      (readWhole.has(name) && !isDeaf) || (filters.get(name)?.some((lets) => lets(properties)) ?? false),
    deafUntil(facts, now) {
      if (!isEverDeaf) return undefined;
      let until = now + LONGEST;
      for (const { look } of sated) {
        const { value, holdsUntil } = look(facts, now);
        if (!value) return undefined;
        until = Math.min(until, holdsUntil);
      }
      return until;
    },
  };
}

function readsFar({ singles, singlesSinceEntry }: EventNeed): boolean {
  return singles === 'ever' || singles > DEAR || singlesSinceEntry;
}

function whereOf({ fact, params }: Leaf): RootCondition | undefined {
  return fact === 'event' || fact === 'trend' ? (params?.where as RootCondition | undefined) : undefined;
}

function isSated({ fact, params, operator }: Leaf): boolean {
  if (fact !== 'event' || !ENOUGH.has(operator)) return false;
  const { measure, since } = eventParams(params);
  return measure === 'count' && since === undefined;
}
