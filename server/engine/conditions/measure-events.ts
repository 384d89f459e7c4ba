import { valueAt } from '../../../shared/path.ts';
import { DAY, durationMilliseconds } from '../../../shared/time.ts';
import type { EventParams } from '../../../shared/vocabulary/event-fact.ts';
import type { DayCount, EventFact, EventHistory, FactSnapshot } from '../facts.ts';

/** The fact `event` ready to be computed: durations in milliseconds, paths as keys, `where` as a predicate. */
export interface EventQuestion {
  params: EventParams;
  /** Milliseconds of `within`. */
  window: number | undefined;
  propertyKeys: readonly string[];
  where: ((properties: Record<string, unknown>) => boolean) | undefined;
}

const none: EventHistory = { singles: [], days: [] };
const noProperties: Record<string, unknown> = {};

/**
 * The value of fact `event` at an instant, in epoch milliseconds: ENGINE “Windows”, “Appeared” and “Properties”.
 * A window is (now − within, now]; `since: "entry"` is what happened after entry. Later events are ignored. Of
 * nothing, count, distinctDays and sum are 0, avg, min and max undefined, daysSince… by `ifNever`.
 */
export function measureEvents(question: EventQuestion, facts: FactSnapshot, now: number): number | undefined {
  const { singles: events, days } = facts.events.get(question.params.event) ?? none;
  const start = startOf(question, facts, now);
  const from = firstAfter(events, start);
  const to = firstAfter(events, now);
  switch (question.params.measure) {
    case 'count':
      return count(question, events, from, to) + countedDays(days, start, now).events;
    case 'distinctDays':
      return distinctDays(question, events, from, to) + countedDays(days, start, now).days;
    case 'daysSinceLast': {
      const at = lastKept(question, events, from, to)?.at ?? Number.NEGATIVE_INFINITY;
      return daysSince(question, Math.max(at, countedDays(days, start, now).last), facts, now);
    }
    case 'daysSinceFirst': {
      const at = firstKept(question, events, from, to)?.at ?? Number.POSITIVE_INFINITY;
      return daysSince(question, Math.min(at, countedDays(days, start, now).first), facts, now);
    }
    default:
      return measureProperty(question, events, from, to);
  }
}

/** How far back a window may reach, in milliseconds: whole UTC days for distinctDays. */
export function reachOf(measure: EventParams['measure'], window: number): number {
  return measure === 'distinctDays' ? Math.ceil(window / DAY) * DAY : window;
}

/** Milliseconds of a rule's `within`; undefined without one. */
export function windowOf(params: EventParams): number | undefined {
  return params.within === undefined ? undefined : durationMilliseconds(params.within);
}

/** The instant after which events count. */
function startOf(question: EventQuestion, facts: FactSnapshot, now: number): number {
  // Nobody is inside a workflow without having entered: outside one, nothing happened since.
  if (question.params.since === 'entry') return facts.enteredAt ?? Number.POSITIVE_INFINITY;
  if (question.window === undefined) return Number.NEGATIVE_INFINITY;
  if (question.params.measure !== 'distinctDays') return now - question.window;
  const tomorrow = (Math.floor(now / DAY) + 1) * DAY;
  return tomorrow - reachOf('distinctDays', question.window) - 1;
}

/** The index of the first event after an instant, by halving: histories are oldest first and may be long. */
function firstAfter(events: readonly EventFact[], instant: number): number {
  // Mostly everything lies before now, and without a window nothing lies before the start.
  const last = events[events.length - 1];
  if (!last || last.at <= instant) return events.length;
  if (instant === Number.NEGATIVE_INFINITY) return 0;
  let low = 0;
  let high = events.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const event = events[middle];
    if (event && event.at <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keeps(question: EventQuestion, event: EventFact): boolean {
  return question.where === undefined || question.where(event.properties ?? noProperties);
}

function count(question: EventQuestion, events: readonly EventFact[], from: number, to: number): number {
  if (question.where === undefined) return Math.max(0, to - from);
  let kept = 0;
  for (let index = from; index < to; index++) {
    const event = events[index];
    if (event && keeps(question, event)) kept += 1;
  }
  return kept;
}

/** What the days known by their counts add; a day that the window only touches is left out. */
function countedDays(days: readonly DayCount[], start: number, now: number) {
  const sum = { events: 0, days: 0, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
  for (const { count, first, last } of days) {
    if (first <= start || last > now) continue;
    sum.events += count;
    sum.days += 1;
    sum.first = Math.min(sum.first, first);
    sum.last = Math.max(sum.last, last);
  }
  return sum;
}

function distinctDays(
  question: EventQuestion,
  events: readonly EventFact[],
  from: number,
  to: number,
): number {
  let days = 0;
  let lastDay = Number.NaN;
  for (let index = from; index < to; index++) {
    const event = events[index];
    if (!event) continue;
    const day = Math.floor(event.at / DAY);
    if (day === lastDay || !keeps(question, event)) continue;
    days += 1;
    lastDay = day;
  }
  return days;
}

function lastKept(
  question: EventQuestion,
  events: readonly EventFact[],
  from: number,
  to: number,
): EventFact | undefined {
  for (let index = to - 1; index >= from; index--) {
    const event = events[index];
    if (event && keeps(question, event)) return event;
  }
  return undefined;
}

function firstKept(
  question: EventQuestion,
  events: readonly EventFact[],
  from: number,
  to: number,
): EventFact | undefined {
  for (let index = from; index < to; index++) {
    const event = events[index];
    if (event && keeps(question, event)) return event;
  }
  return undefined;
}

function daysSince(
  question: EventQuestion,
  at: number,
  facts: FactSnapshot,
  now: number,
): number | undefined {
  if (Number.isFinite(at)) return Math.floor((now - at) / DAY);
  if (question.params.ifNever === 'missing') return undefined;
  return Math.max(0, Math.floor((now - facts.appearedAt) / DAY));
}

/** sum, avg, min or max over the numbers among the property's values; whatever else it holds is ignored. */
function measureProperty(
  question: EventQuestion,
  events: readonly EventFact[],
  from: number,
  to: number,
): number | undefined {
  let numbers = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let index = from; index < to; index++) {
    const event = events[index];
    if (!event || !keeps(question, event)) continue;
    const value = valueAt(event.properties, question.propertyKeys);
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    numbers += 1;
    sum += value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (question.params.measure === 'sum') return sum;
  if (numbers === 0) return undefined;
  if (question.params.measure === 'avg') return sum / numbers;
  return question.params.measure === 'min' ? least : greatest;
}
