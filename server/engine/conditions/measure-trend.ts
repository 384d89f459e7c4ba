import { DAY } from '../../../shared/time.ts';
import { type TrendParams, trendParams, wholeDays } from '../../../shared/vocabulary/trend-fact.ts';
import type { EventHistory, FactSnapshot } from '../facts.ts';
import type { FactReader } from './reading.ts';
import { countIn, dayOf, hasLateIn, nextAhead, nextMidnight } from './windows.ts';

const none: EventHistory = { singles: [], days: [] };

/** Stretches begin at midnight here: no day is touched in part. */
const whole = Number.NEGATIVE_INFINITY;

/** The fact `trend`: events per day of the window, today included, against those of the baseline before it, less one. */
export const trendReader: FactReader = {
  prepare(given) {
    const params = trendParams(given);
    const window = wholeDays(params.window);
    const baseline = wholeDays(params.baseline);
    return {
      value(facts, now) {
        const history = facts.events.get(params.event) ?? none;
        const begins = (dayOf(now) + 1 - window) * DAY - 1;
        const before = countIn(history, begins - baseline * DAY, whole, begins);
        if (before < params.minimum) return undefined;
        const recent = countIn(history, begins, whole, now);
        return recent / window / (before / baseline) - 1;
      },
      next: (facts, now) =>
        Math.min(nextMidnight(now), nextAhead(facts.events.get(params.event) ?? none, now)),
    };
  },
  need(given, needs) {
    const { event, window, baseline } = trendParams(given);
    needs.addEvent(event, { days: (wholeDays(window) + wholeDays(baseline)) * DAY });
  },
  cost: () => 30,
  remarks(given, _compileWhere, facts, now) {
    const params = trendParams(given);
    const reach = wholeDays(params.window) + wholeDays(params.baseline);
    const history = facts.events.get(params.event) ?? none;
    return [
      'remarks.wholeDays',
      ...(hasTooFew(params, facts, now) ? (['remarks.fewBefore'] as const) : []),
      ...(hasLateIn(history, (dayOf(now) + 1 - reach) * DAY - 1, now) ? (['remarks.late'] as const) : []),
    ];
  },
};

function hasTooFew(params: TrendParams, facts: FactSnapshot, now: number): boolean {
  return trendReader.prepare({ ...params }, [], neverAsked).value(facts, now) === undefined;
}

/** A trend has no `where`. */
function neverAsked(): never {
  throw new Error('a trend has no filter');
}
