import { blankLook, type Edge, type LookRecord } from '../../../shared/look.ts';
import { dayOf, durationMilliseconds } from '../../../shared/time.ts';
import type { EventFact, EventHistory, FactSnapshot, HealthHistory } from '../../engine/facts.ts';
import { dueWatches, look, nextLook } from '../../engine/looks/look.ts';
import { EVERYTHING } from '../../engine/looks/watch.ts';
import type { WatchIndex } from '../../engine/looks/watch-index.ts';
import type { PublishedPlan } from '../plan-book.ts';
import { type AccountState, accountAt } from './past-facts.ts';

/** What remembered conditions said of somebody as time went by. */
export interface Past {
  /** As of the end, as though it had been looked at all along. */
  record: LookRecord;
  /** Everything that turned, oldest first. */
  edges: readonly Edge[];
}

/** In which time somebody is looked at, epoch milliseconds; both ends are. */
export interface Stretch {
  from: number;
  until: number;
  /** What happens every day is looked at so often at most, in milliseconds. */
  every: number;
}

/** More looks than half a year of anybody needs. */
const MOST_LOOKS = 20_000;

/**
 * Looks at somebody over and over in past time, at every moment something may have turned, by the same `look` that
 * production asks. `facts` hold the whole past; what is later than a look is not seen by it. What holds at the
 * beginning is noted and starts nothing. `plans` are those that conditions start, by watch: they ask again when their
 * re-entry allows it.
 */
export function replay(
  who: Pick<LookRecord, 'id' | 'p'>,
  facts: FactSnapshot,
  index: WatchIndex,
  { from, until, every }: Stretch,
  more: {
    plans: ReadonlyMap<string, PublishedPlan>;
    account?: Past | undefined;
    states: readonly AccountState[];
    /** When something out of the ordinary happened: then somebody is looked at at once. */
    moments: readonly number[];
  },
): Past {
  const edges: Edge[] = [];
  const told = more.account?.edges.filter(isNamed) ?? [];
  const known = new Standing();
  const enteredAt = new Map<string, number>();
  const health = new HealthByDay();
  const past = new Unfolding(facts.events);
  let record = blankLook(who.id, who.p);
  let [before, now] = [from, from];
  for (let looks = 0, next = 0; looks < MOST_LOOKS; looks++) {
    const changed = looks === 0 || now >= until ? [EVERYTHING] : [];
    for (let edge = told[next]; edge && edge.at <= now; edge = told[++next]) {
      known.tell(edge);
      changed.push(edge.watch);
    }
    changed.push(...past.goOnTo(now));
    if (more.states.some(({ at }) => at > before && at <= now)) changed.push('account');
    const { watches, direct } = index.affectedBy(changed, dueWatches(record, now));
    const seen = {
      ...facts,
      account: accountAt(more.states, now),
      events: past.events,
      ...known.memberships(),
      health: health.history(),
    };
    const looked = look(record, seen, {
      watches,
      direct,
      isLearned: () => looks > 0,
      isKnown: () => true,
      isSilent: () => false,
      now,
    });
    edges.push(...looked.edges);
    for (const edge of looked.edges) health.tell(edge);
    record = askingAgain({ ...looked.after, pending: [] }, looked.edges, more.plans, enteredAt);
    record.lookAt = nextLook(record, now);
    if (now >= until) return { record, edges };
    const moment = more.moments.find((at) => at > now) ?? until;
    const due = Math.max(Math.min(record.lookAt ?? until, past.next()), now + every);
    before = now;
    now = Math.min(until, due, moment, Math.max(now + 1, told[next]?.at ?? until));
  }
  throw new Error(`the past of ${who.id} never comes to an end`);
}

/** The segments and signals of somebody at a moment, and health with its history. */
export function standingAt(
  { edges }: Pick<Past, 'edges'>,
  at: number,
): Pick<FactSnapshot, 'segments' | 'signals' | 'health'> {
  const known = new Standing();
  const health = new HealthByDay();
  for (const edge of edges) {
    if (edge.at > at) break;
    if (isNamed(edge)) known.tell(edge);
    health.tell(edge);
  }
  return { ...known.memberships(), health: health.history() };
}

/** Segments and signals have a history of their own; conditions of workflows and health have none of this kind. */
export function isNamed({ watch, again }: Edge): boolean {
  return !again && (watch.startsWith('s:') || watch.startsWith('g:'));
}

/** Events as they come to be known: what is later than now is not there, so that nothing looks ahead to it. */
class Unfolding {
  readonly events = new Map<string, EventHistory>();
  readonly #all: { name: string; singles: readonly EventFact[]; known: number }[];

  constructor(events: FactSnapshot['events']) {
    this.#all = [...events].map(([name, { singles }]) => ({ name, singles, known: 0 }));
  }

  /** Knows what happened until now; answers what came to be known, in words of `tokensOf`. */
  goOnTo(now: number): string[] {
    return this.#all.flatMap((one) => {
      const before = one.known;
      while ((one.singles[one.known]?.at ?? Number.POSITIVE_INFINITY) <= now) one.known += 1;
      if (one.known === before) return [];
      this.events.set(one.name, { singles: one.singles.slice(0, one.known), days: [] });
      return [`event:${one.name}`];
    });
  }

  /** When something happens next; Infinity for never. */
  next(): number {
    return Math.min(...this.#all.map(({ singles, known }) => singles[known]?.at ?? Number.POSITIVE_INFINITY));
  }
}

class Standing {
  readonly #segments = new Set<string>();
  readonly #signals = new Map<string, { openSince: number }>();

  tell({ watch, holds, at }: Edge): void {
    const key = watch.slice(2);
    if (watch.startsWith('s:')) {
      if (holds) this.#segments.add(key);
      else this.#segments.delete(key);
    } else if (holds) this.#signals.set(key, { openSince: at });
    else this.#signals.delete(key);
  }

  memberships(): Pick<FactSnapshot, 'segments' | 'signals'> {
    return { segments: new Set(this.#segments), signals: new Map(this.#signals) };
  }
}

/** Health by what was reckoned so far. */
class HealthByDay {
  readonly #days: { day: number; score: number }[] = [];

  tell({ at, health }: Edge): void {
    if (!health) return;
    const last = this.#days.at(-1);
    if (last?.day === dayOf(at)) last.score = health.score;
    else this.#days.push({ day: dayOf(at), score: health.score });
  }

  /** Undefined before any was reckoned. */
  history(): HealthHistory | undefined {
    const last = this.#days.at(-1);
    return last && { score: last.score, days: this.#days };
  }
}

/** Notes when the workflows that just turned ask again, as production does for whoever entered. */
function askingAgain(
  record: LookRecord,
  turned: readonly Edge[],
  plans: ReadonlyMap<string, PublishedPlan>,
  enteredAt: Map<string, number>,
): LookRecord {
  let { on } = record;
  for (const { watch, holds, at } of turned) {
    const reentry = plans.get(watch)?.workflow.entry.reentry;
    const state = on[watch];
    if (!holds || !state || reentry?.mode !== 'after') continue;
    const wait = durationMilliseconds(reentry.wait);
    const before = enteredAt.get(watch);
    const entered = before === undefined || before + wait <= at ? at : before;
    enteredAt.set(watch, entered);
    on = { ...on, [watch]: { ...state, again: entered + wait } };
  }
  return { ...record, on };
}
