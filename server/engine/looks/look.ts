import type { Edge, LookRecord, WatchState } from '../../../shared/look.ts';
import type { FactSnapshot } from '../facts.ts';
import { putOff, reckon, unreckoned } from './reckon.ts';
import { tokenOf, type Watch } from './watch.ts';

/** What a look at one subject goes by. */
export interface LookRequest {
  /** Those that may turn, whatever is read before its readers. */
  watches: readonly Watch[];
  /** Ids of those to ask whatever the others do; the rest is asked when something it reads turned. */
  direct: ReadonlySet<string>;
  /** Whether it is known what held before; otherwise what holds now is only noted. */
  isLearned(watch: Watch): boolean;
  /** Whether there is such a watch at all. */
  isKnown(id: string): boolean;
  /** Whether a turn starts nothing: what changed was an import, a merge or a back-fill. */
  isSilent(watch: Watch): boolean;
  /** Whether a watch holds for this subject never, whatever is known: what was remembered ends, starting nothing. */
  isBarred?: ((watch: Watch) => boolean) | undefined;
  /** Watches that wait a while although what they read changed, until when, and what makes them wait no longer. */
  postponed?: ReadonlyMap<string, { until: number; tokens: ReadonlySet<string> }> | undefined;
  /** Epoch milliseconds. */
  now: number;
}

export interface Looked {
  /** The same object when there is nothing to write. */
  after: LookRecord;
  /** Those of this look; they are in `after.pending`, too. */
  edges: Edge[];
}

/** What is remembered of a watch nobody knows is kept so long: another process may have made it a moment ago. */
const UNKNOWN_KEPT = 600_000;
const UNKNOWN_AGAIN = 60_000;

/**
 * What is remembered of a subject after a look. Values that hold on are not written anew: a later moment to look
 * again is only taken when the old one has come, so that a busy subject costs no write.
 */
export function look(was: LookRecord, facts: FactSnapshot, request: LookRequest): Looked {
  const { now } = request;
  const on = withoutGone(was.on, request);
  const edges: Edge[] = [];
  const segments = new Set(facts.segments);
  const signals = new Map(facts.signals);
  const seen: FactSnapshot = { ...facts, segments, signals };
  for (const [id, state] of Object.entries(was.on)) tell(id, state);
  const turned = new Set<string>();
  let isChanged = false;

  function tell(id: string, state: WatchState): void {
    const key = id.slice(2);
    if (id.startsWith('s:')) {
      if (state.holds) segments.add(key);
      else segments.delete(key);
    } else if (id.startsWith('g:')) {
      if (state.holds) signals.set(key, { openSince: state.since });
      else signals.delete(key);
    }
  }

  for (const watch of request.watches) {
    const isDirect = request.direct.has(watch.id);
    if (!isDirect && ![...watch.tokens].some((token) => turned.has(token))) continue;
    const known = on[watch.id];
    // Another process knows a newer condition than this one.
    if (known && known.generation > watch.generation) continue;
    const isLearned =
      known && !isOfDropped(known, watch) ? known.generation === watch.generation : request.isLearned(watch);
    const before = known && !isOfDropped(known, watch) ? known : blankState(watch.generation, now, known);
    const isBarred = request.isBarred?.(watch) ?? false;
    const own = { ...before, generation: watch.generation };
    const reckoned = watch.health && (isBarred ? unreckoned(own, now) : reckon(watch.health, own, seen, now));
    const next = reckoned?.state ?? (isBarred ? ended(own) : nextState(watch, before, seen, now));
    const isTurn = reckoned ? next.said !== before.said : next.holds !== before.holds;
    const isAgain = !isTurn && next.holds && before.again !== undefined && before.again <= now;
    if (!isTurn && !isAgain && isLearned && !reckoned && mayStay(before, next, now)) continue;
    const turns = before.turns + (isTurn || isAgain ? 1 : 0);
    const state: WatchState = {
      ...next,
      turns,
      since: reckoned ? next.since : isTurn ? now : before.since,
      again: isTurn || isAgain ? undefined : before.again,
    };
    isChanged = true;
    if (isBlank(state)) delete on[watch.id];
    else on[watch.id] = state;
    if (isTurn) {
      turned.add(tokenOf(watch.id));
      tell(watch.id, state);
    }
    if (reckoned)
      seen.health = reckoned.health && { score: reckoned.health.score, days: facts.health?.days ?? [] };
    if (!isTurn && !isAgain) continue;
    const isLoud = isLearned && !isBarred && !request.isSilent(watch);
    // What only starts nothing still follows where others go by it: a signal that was open before anybody looked has a
    // history as well, and an account's segment may stand in the conditions of its people.
    const hasFollowers = watch.kind === 'signal' || (watch.kind === 'segment' && watch.subject === 'account');
    if (isLoud || hasFollowers || reckoned)
      edges.push({
        watch: watch.id,
        turn: turns,
        holds: next.holds,
        at: now,
        ...(isAgain ? { again: true } : {}),
        ...(isLoud ? {} : { silent: true }),
        ...(reckoned?.health ? { health: reckoned.health } : {}),
      });
  }
  const put = request.postponed ? putOff(on, request.postponed, turned, now) : on;
  isChanged ||= put !== on;
  if (!isChanged && was.dirty.length === 0 && !isOverdue(was, now)) return { after: was, edges };
  const { loud: _, ...kept } = was;
  const after: LookRecord = {
    ...kept,
    on: put,
    in: holding(put),
    dirty: [],
    pending: [...was.pending, ...edges],
  };
  // A moment that has come stays while there is something to act upon: it would be written twice for nothing.
  const stays = after.pending.length > 0 && isOverdue(was, now);
  return { after: stays ? after : { ...after, lookAt: nextLook(after, now) }, edges };
}

/**
 * When somebody must look at a subject next: at once while edges are left to act upon, else when something may turn
 * or a workflow asks again.
 */
export function nextLook({ on, pending }: LookRecord, now: number): number | undefined {
  if (pending.length > 0) return now;
  let next = Number.POSITIVE_INFINITY;
  for (const { until, again } of Object.values(on)) next = Math.min(next, until ?? next, again ?? next);
  return Number.isFinite(next) ? next : undefined;
}

/** Ids of the watches that must be asked at this instant since their time has come. */
export function dueWatches({ on }: LookRecord, now: number): string[] {
  return Object.entries(on).flatMap(([id, { until, again }]) =>
    (until !== undefined && until <= now) || (again !== undefined && again <= now) ? [id] : [],
  );
}

/** Ids of the watches that hold, in a stable order. */
export function holding(on: LookRecord['on']): string[] {
  return Object.keys(on)
    .filter((id) => on[id]?.holds)
    .sort();
}

/** Without what dropped watches remember; a look that is due for one of an unknown watch is put off. */
function withoutGone(on: LookRecord['on'], { isKnown, now }: LookRequest): LookRecord['on'] {
  const kept: LookRecord['on'] = {};
  for (const [id, state] of Object.entries(on)) {
    if (isKnown(id)) kept[id] = state;
    else if (state.since > now - UNKNOWN_KEPT)
      kept[id] = {
        ...state,
        until: state.until && Math.max(state.until, now + UNKNOWN_AGAIN),
        again: undefined,
      };
  }
  return kept;
}

/** Turns only grow, so that an edge is never taken for one of a watch that was dropped. */
function blankState(generation: number, now: number, dropped?: WatchState): WatchState {
  return { generation, holds: false, since: dropped ? 0 : now, turns: dropped?.turns ?? 0 };
}

function isOfDropped(known: WatchState, { born = 0 }: Watch): boolean {
  return known.generation < born;
}

function isBlank(state: WatchState): boolean {
  const { holds, until, again, deafUntil, turns } = state;
  return !holds && until === undefined && again === undefined && deafUntil === undefined && turns === 0;
}

/** Whether what is remembered may stand: the same value, and to be looked at again no later than it must be. */
function mayStay(before: WatchState, next: WatchState, now: number): boolean {
  if (next.deafUntil !== undefined && (before.deafUntil ?? 0) <= now) return false;
  // What it went by was erased, or became somebody else's.
  if ((before.deafUntil ?? 0) > Math.max(now, next.deafUntil ?? 0)) return false;
  if (before.until === undefined) return next.until === undefined;
  return before.until > now && before.until <= (next.until ?? Number.POSITIVE_INFINITY);
}

/** What `opens` says; before a watch knows enough to hold for anybody it only says when to ask again. */
function openingOf({ opens, opensFrom = 0 }: Watch, facts: FactSnapshot, now: number) {
  const opening = opens.look(facts, now);
  if (!opening.value || now >= opensFrom) return opening;
  return { value: false, holdsUntil: Math.min(opening.holdsUntil, opensFrom) };
}

/** One that holds no more and is not asked again. */
function ended(before: WatchState): WatchState {
  return { ...before, holds: false, until: undefined };
}

function isOverdue({ lookAt }: LookRecord, now: number): boolean {
  return lookAt !== undefined && lookAt <= now;
}

/**
 * Value and next moment of one watch. What has its own end stays until that holds, also where `opens` no longer
 * does; where both hold at once it is ended, so that it cannot swing.
 */
function nextState(watch: Watch, before: WatchState, facts: FactSnapshot, now: number): WatchState {
  const { generation, resolves, cooldown } = watch;
  const deafUntil = watch.hearing?.deafUntil(facts, now);
  const state = (holds: boolean, until: number): WatchState => ({
    ...before,
    generation,
    holds,
    until: Number.isFinite(until) ? until : undefined,
    deafUntil,
  });
  if (before.holds && resolves) {
    const end = resolves.look(facts, now);
    if (!end.value) return state(true, end.holdsUntil);
  }
  const opening = openingOf(watch, facts, now);
  const end = resolves?.look(facts, now);
  const until = Math.min(opening.holdsUntil, end?.holdsUntil ?? Number.POSITIVE_INFINITY);
  const opens = opening.value && !end?.value;
  if (before.holds && !resolves) return state(opens, until);
  if (before.holds) return state(false, until);
  const quietUntil = before.turns > 0 ? before.since + cooldown : 0;
  if (opens && now < quietUntil) return state(false, Math.min(until, quietUntil));
  return state(opens, opens && end ? end.holdsUntil : until);
}
