import { valueAt } from '../../../shared/path.ts';
import { DAY, durationMilliseconds } from '../../../shared/time.ts';
import { type EventParams, eventParams, measuresProperty } from '../../../shared/vocabulary/event-fact.ts';
import type { EventFact, EventHistory, FactSnapshot } from '../facts.ts';
import { keysOf } from './keys-of.ts';
import { gapsSince, HABIT_DAYS, habitOf, nextGap } from './measure-gaps.ts';
import type { CompileWhere, FactReader, Reading } from './reading.ts';
import {
  countIn,
  dayOf,
  endOfDays,
  firstAfter,
  firstDayIn,
  hasLateIn,
  nextAhead,
  nextBlur,
  nextLeaving,
  nextMidnight,
} from './windows.ts';

/** The fact `event` ready to be computed: durations in milliseconds, paths as keys, `where` as a predicate. */
interface EventQuestion extends Pick<EventParams, 'event' | 'measure' | 'since' | 'ifNever'> {
  /** Milliseconds of `within`. */
  window: number | undefined;
  propertyKeys: readonly string[];
  where: ((properties: Record<string, unknown>) => boolean) | undefined;
}

const none: EventHistory = { singles: [], days: [] };
const noProperties: Record<string, unknown> = {};

/**
 * The fact `event`: ENGINE “Windows”, “Appeared” and “Properties”. A window is (now − within, now]; `since: "entry"` is
 * what happened after entry. Later events are ignored. Of nothing, count, distinctDays and sum are 0, avg, min and max
 * undefined, daysSince… by `ifNever`.
 */
export const eventReader: FactReader = {
  prepare(given, _keys, compileWhere) {
    return readingOf(questionOf(eventParams(given), compileWhere));
  },
  need(given, needs) {
    const { event, measure, since, within, where } = eventParams(given);
    const oneByOne = where !== undefined || measuresProperty(measure);
    if (since) {
      needs.addEvent(event, { sinceEntry: true, singlesSinceEntry: oneByOne });
      return;
    }
    const window = within === undefined ? undefined : durationMilliseconds(within);
    // A habit lies before the last time, however long ago that was.
    const isAnchored = measure === 'gapsSinceLast';
    const reach =
      window === undefined || isAnchored ? 'ever' : measure === 'distinctDays' ? wholeDays(window) : window;
    const edges = window !== undefined && measure !== 'distinctDays' && !isAnchored ? [window] : [];
    needs.addEvent(event, { days: reach, edges, singles: oneByOne ? reach : 0 });
  },
  cost(given) {
    const { where, measure } = eventParams(given);
    if (where !== undefined || measuresProperty(measure)) return 50;
    return measure === 'distinctDays' || measure === 'gapsSinceLast' ? 20 : 4;
  },
  remarks(given, compileWhere, facts, now) {
    const params = eventParams(given);
    const question = questionOf(params, compileWhere);
    const history = facts.events.get(question.event) ?? none;
    const countsDays = question.measure === 'daysSinceLast' || question.measure === 'daysSinceFirst';
    const never =
      countsDays &&
      question.ifNever === 'created' &&
      readingOf({ ...question, ifNever: 'missing' }).value(facts, now) === undefined;
    const start = startOf(question, facts, now);
    return [
      ...(never ? (['remarks.never'] as const) : []),
      ...(countsWholeDays(question) || (question.measure !== 'gapsSinceLast' && touchesDay(history, start))
        ? (['remarks.wholeDays'] as const)
        : []),
      ...(hasLateIn(history, start, now) ? (['remarks.late'] as const) : []),
    ];
  },
};

function questionOf(params: EventParams, compileWhere: CompileWhere): EventQuestion {
  const { event, measure, since, ifNever, within, property, where } = params;
  return {
    event,
    measure,
    since,
    ifNever,
    window: within === undefined ? undefined : durationMilliseconds(within),
    propertyKeys: keysOf(property),
    where: where && compileWhere(where),
  };
}

function readingOf(question: EventQuestion): Reading {
  const { event, measure } = question;
  const historyOf = (facts: FactSnapshot) => facts.events.get(event) ?? none;
  const ahead = (facts: FactSnapshot, now: number) => nextAhead(historyOf(facts), now);
  switch (measure) {
    case 'count':
      return question.where ? filteredCount(question) : plainCount(question);
    case 'distinctDays':
      return {
        value: (facts, now) => distinctDays(question, facts, now),
        next:
          question.window === undefined
            ? ahead
            : (facts, now) => Math.min(nextMidnight(now), ahead(facts, now)),
      };
    case 'gapsSinceLast':
      return gapsReading(question);
    case 'daysSinceLast':
    case 'daysSinceFirst':
      return daysSinceReading(question, measure === 'daysSinceLast' ? lastKept : firstKept);
    default:
      return {
        value: (facts, now) => measureProperty(question, facts, now),
        next: (facts, now) => nextStep(question, facts, now),
      };
  }
}

/** The everyday count of what happened, within a window, since entry or ever: nothing is looked at twice. */
function plainCount(question: EventQuestion): Reading {
  const { event, window, since } = question;
  const value: Reading['value'] =
    window === undefined || since
      ? (facts, now) => {
          const history = facts.events.get(event);
          if (history === undefined) return 0;
          return countIn(history, startOf(question, facts, now), wholeFromOf(question, now), now);
        }
      : (facts, now) => {
          const history = facts.events.get(event);
          if (history === undefined) return 0;
          return countIn(history, now - window, wholeFromOf(question, now), now);
        };
  return { value, next: (facts, now) => nextStep(question, facts, now), blur: blurOf(question), falls: true };
}

function filteredCount(question: EventQuestion): Reading {
  const { event } = question;
  const value: Reading['value'] = (facts, now) => {
    const { singles } = facts.events.get(event) ?? none;
    const to = firstAfter(singles, now);
    let kept = 0;
    for (let index = firstAfter(singles, startOf(question, facts, now)); index < to; index++) {
      const single = singles[index];
      if (single && keeps(question, single)) kept += 1;
    }
    return kept;
  };
  return { value, next: (facts, now) => nextStep(question, facts, now) };
}

function daysSinceReading(question: EventQuestion, find: typeof lastKept): Reading {
  const countsFromAppearance = question.ifNever === 'created';
  // The everyday question, without a window or filter, is answered from the end of the list.
  const everyday = find === lastKept && !question.where && !question.since && question.window === undefined;
  const at = everyday ? lastEver : find;
  const zero = (facts: FactSnapshot, now: number) =>
    at(question, facts, now) ?? (countsFromAppearance ? facts.appearedAt : undefined);
  return {
    value(facts, now) {
      const since = zero(facts, now);
      return since === undefined ? undefined : Math.max(0, Math.floor((now - since) / DAY));
    },
    next: (facts, now) => nextStep(question, facts, now),
    days: { zero, slope: 1 },
    blur: find === firstKept ? blurOf(question) : undefined,
  };
}

function gapsReading(question: EventQuestion): Reading {
  const { event, window, where, since } = question;
  const reach = window === undefined ? HABIT_DAYS : Math.ceil(window / DAY);
  const habit = (facts: FactSnapshot, now: number) => {
    const history = facts.events.get(event) ?? none;
    return habitOf(
      where ? { ...history, days: [] } : history,
      {
        start: since ? startOf(question, facts, now) : Number.NEGATIVE_INFINITY,
        reach,
        keeps: (one) => keeps(question, one),
      },
      now,
    );
  };
  return {
    value(facts, now) {
      const found = habit(facts, now);
      return found && gapsSince(found, now);
    },
    next(facts, now) {
      const found = habit(facts, now);
      const ahead = nextAhead(facts.events.get(event) ?? none, now);
      return found ? Math.min(ahead, nextGap(found, now)) : ahead;
    },
  };
}

/** When something happened last, ever. */
function lastEver(question: EventQuestion, facts: FactSnapshot, now: number): number | undefined {
  const history = facts.events.get(question.event);
  if (history === undefined) return undefined;
  const { singles, days } = history;
  const last = singles[singles.length - 1];
  return days.length === 0 && last && last.at <= now ? last.at : lastKept(question, facts, now);
}

/** When the next event enters or leaves what is counted. */
function nextStep(question: EventQuestion, facts: FactSnapshot, now: number): number {
  const history = facts.events.get(question.event);
  if (!history) return Number.POSITIVE_INFINITY;
  const ahead = nextAhead(history, now);
  if (question.window === undefined || question.since) return ahead;
  return Math.min(ahead, nextLeaving(history, now - question.window, wholeFromOf(question, now), now));
}

function blurOf(question: EventQuestion): Reading['blur'] {
  const { event, window, since } = question;
  if (window === undefined || since) return undefined;
  return (facts, now) => nextBlur(facts.events.get(event) ?? none, now - window, now);
}

function wholeDays(window: number): number {
  return Math.ceil(window / DAY) * DAY;
}

/** The instant after which events count. */
function startOf({ since, window, measure }: EventQuestion, facts: FactSnapshot, now: number): number {
  // Nobody is inside a workflow without having entered: outside one, nothing happened since.
  if (since === 'entry') return facts.enteredAt ?? Number.POSITIVE_INFINITY;
  if (window === undefined) return Number.NEGATIVE_INFINITY;
  if (measure !== 'distinctDays') return now - window;
  return (dayOf(now) + 1) * DAY - wholeDays(window) - 1;
}

/** The UTC day from which on a day counts as a whole that the start falls into: the first of the window's. */
function wholeFromOf({ since, window }: EventQuestion, now: number): number {
  if (since === 'entry') return Number.POSITIVE_INFINITY;
  return window === undefined ? Number.NEGATIVE_INFINITY : dayOf(now) + 1 - wholeDays(window) / DAY;
}

/** Whether the window is one of whole UTC days whatever is known of them. */
function countsWholeDays({ measure, window, since }: EventQuestion): boolean {
  return measure === 'distinctDays' && window !== undefined && !since;
}

/** Whether the start falls into a day whose events are not known one by one. */
function touchesDay({ days }: EventHistory, start: number): boolean {
  return days.some(({ first, last }) => first <= start && last > start);
}

function keeps(question: EventQuestion, event: EventFact): boolean {
  return question.where === undefined || question.where(event.properties ?? noProperties);
}

function distinctDays(question: EventQuestion, facts: FactSnapshot, now: number): number {
  const { singles, days } = facts.events.get(question.event) ?? none;
  const start = startOf(question, facts, now);
  const ofDays = endOfDays(days, now) - firstDayIn(days, start, wholeFromOf(question, now));
  let counted = question.where ? 0 : Math.max(0, ofDays);
  let lastDay = Number.NaN;
  const to = firstAfter(singles, now);
  for (let index = firstAfter(singles, start); index < to; index++) {
    const event = singles[index];
    if (!event) continue;
    const day = dayOf(event.at);
    if (day === lastDay || !keeps(question, event)) continue;
    counted += 1;
    lastDay = day;
  }
  return counted;
}

/** When what counts happened last. */
function lastKept(question: EventQuestion, facts: FactSnapshot, now: number): number | undefined {
  const history = facts.events.get(question.event);
  if (!history) return undefined;
  const { singles, days } = history;
  const start = startOf(question, facts, now);
  const day = question.where ? undefined : days[endOfDays(days, now) - 1];
  const ofDays = day && day.last > start ? day.last : undefined;
  for (let index = firstAfter(singles, now) - 1; index >= 0; index--) {
    const event = singles[index];
    if (!event || event.at <= start || (ofDays !== undefined && event.at < ofDays)) break;
    if (keeps(question, event)) return event.at;
  }
  return ofDays;
}

/** When what counts happened first. */
function firstKept(question: EventQuestion, facts: FactSnapshot, now: number): number | undefined {
  const history = facts.events.get(question.event);
  if (!history) return undefined;
  const { singles, days } = history;
  const start = startOf(question, facts, now);
  const from = firstDayIn(days, start, wholeFromOf(question, now));
  const ofDays = question.where || from >= endOfDays(days, now) ? undefined : days[from]?.first;
  const to = firstAfter(singles, now);
  for (let index = firstAfter(singles, start); index < to; index++) {
    const event = singles[index];
    if (!event || (ofDays !== undefined && event.at > ofDays)) break;
    if (keeps(question, event)) return event.at;
  }
  return ofDays;
}

/** sum, avg, min or max over the numbers among the property's values; whatever else it holds is ignored. */
function measureProperty(question: EventQuestion, facts: FactSnapshot, now: number): number | undefined {
  const { singles } = facts.events.get(question.event) ?? none;
  const to = firstAfter(singles, now);
  let numbers = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let index = firstAfter(singles, startOf(question, facts, now)); index < to; index++) {
    const event = singles[index];
    if (!event || !keeps(question, event)) continue;
    const value = valueAt(event.properties, question.propertyKeys);
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    numbers += 1;
    sum += value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (question.measure === 'sum') return sum;
  if (numbers === 0) return undefined;
  if (question.measure === 'avg') return sum / numbers;
  return question.measure === 'min' ? least : greatest;
}
