import type { RootCondition } from '../../../shared/condition.ts';
import { pathKeys, valueAt } from '../../../shared/path.ts';
import { type EventParams, eventParams, measuresProperty } from '../../../shared/vocabulary/event-fact.ts';
import type { FactName } from '../../../shared/vocabulary/facts.ts';
import type { WordKey } from '../../../shared/vocabulary/words.ts';
import type { FactSnapshot } from '../facts.ts';
import { type EventQuestion, measureEvents, reachOf, windowOf } from './measure-events.ts';
import type { NeedsList } from './needs.ts';

/** Makes a predicate over an event's properties from its `where`. */
export type CompileWhere = (where: RootCondition) => (properties: Record<string, unknown>) => boolean;

/** The value of a fact at an instant. */
export type Read = (facts: FactSnapshot, now: number) => unknown;

/** How one fact is read in the engine. Beside its entry in the vocabulary, this is all that a fact needs. */
export interface FactReader {
  /** `keys` are those of the rule's path; none of them means the whole value. */
  prepare(
    params: Record<string, unknown> | undefined,
    keys: readonly string[],
    compileWhere: CompileWhere,
  ): Read;
  /** Notes what must be loaded before it can be read. */
  need(params: Record<string, unknown> | undefined, needs: NeedsList): void;
  /** Roughly what reading costs, so that groups look at the cheap rules first. */
  cost(params: Record<string, unknown> | undefined): number;
  /** What a person should know about how the value came about, where it is not plain. */
  remark?(
    params: Record<string, unknown> | undefined,
    compileWhere: CompileWhere,
    facts: FactSnapshot,
    now: number,
  ): WordKey | undefined;
}

/** Facts that are read from a snapshot; `properties` belongs to one event and is read by `compileWhere`. */
export type SnapshotFact = Exclude<FactName, 'properties'>;

export const factReaders: Record<SnapshotFact, FactReader> = {
  contact: {
    prepare: (_params, keys) => (facts) => valueAt(facts.contact, keys),
    need: (_params, needs) => needs.addRecord('contact'),
    cost: () => 1,
  },
  account: {
    prepare: (_params, keys) => (facts) => valueAt(facts.account, keys),
    need: (_params, needs) => needs.addRecord('account'),
    cost: () => 1,
  },
  trigger: {
    prepare: (_params, keys) => (facts) => valueAt(facts.trigger, keys),
    need: (_params, needs) => needs.addRecord('trigger'),
    cost: () => 1,
  },
  event: {
    prepare(given, _keys, compileWhere) {
      const question = questionOf(eventParams(given), compileWhere);
      return (facts, now) => measureEvents(question, facts, now);
    },
    need(given, needs) {
      const params = eventParams(given);
      const window = windowOf(params);
      const oneByOne = params.where !== undefined || measuresProperty(params.measure);
      if (params.since) {
        needs.addEvent(params.event, { sinceEntry: true, singlesSinceEntry: oneByOne });
        return;
      }
      const reach = window === undefined ? 'ever' : reachOf(params.measure, window);
      const exact = window !== undefined && params.measure !== 'distinctDays';
      needs.addEvent(params.event, {
        days: reach,
        edges: exact ? [window] : [],
        singles: oneByOne ? reach : 0,
      });
    },
    cost(given) {
      const params = eventParams(given);
      const walks = params.where !== undefined || measuresProperty(params.measure);
      return walks ? 50 : params.measure === 'distinctDays' ? 20 : 4;
    },
    remark(given, compileWhere, facts, now) {
      const params = eventParams(given);
      const countsDays = params.measure === 'daysSinceLast' || params.measure === 'daysSinceFirst';
      if (!countsDays || params.ifNever === 'missing') return undefined;
      const honest = questionOf({ ...params, ifNever: 'missing' }, compileWhere);
      return measureEvents(honest, facts, now) === undefined ? 'event.never' : undefined;
    },
  },
};

function questionOf(params: EventParams, compileWhere: CompileWhere): EventQuestion {
  return {
    params,
    window: windowOf(params),
    propertyKeys: keysOf(params.property),
    where: params.where && compileWhere(params.where),
  };
}

/** The reader of a fact. Throws a plain Error for one that cannot be read from a snapshot: validate first. */
export function readerOf(fact: string): FactReader {
  if (!Object.hasOwn(factReaders, fact)) throw new Error(`"${fact}" is not a fact of a contact`);
  return factReaders[fact as SnapshotFact];
}

/** The keys of a rule's path; none without a path. Throws a plain Error for what is no path: validate first. */
export function keysOf(path: string | undefined): readonly string[] {
  const keys = path === undefined ? [] : pathKeys(path);
  if (!keys) throw new Error(`"${path}" is not a path`);
  return keys;
}
