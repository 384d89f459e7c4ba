import { DAY } from '../../../shared/time.ts';
import { trendParams, wholeDays } from '../../../shared/vocabulary/trend-fact.ts';
import type { EventHistory } from '../facts.ts';
import type { FactReader } from './reading.ts';
import { countIn, dayOf, hasLateIn, nextAhead, nextMidnight } from './windows.ts';

const none: EventHistory = { singles: [], days: [] };

/** Stretches begin at midnight here: no day is touched in part. */
const whole = Number.NEGATIVE_INFINITY;

/** The fact `trend`: events per day of the window, today included, against those of the baseline before it, less one. */
export const trendReader: FactReader = {
  prepare(given, _keys, compileWhere) {
    const params = trendParams(given);
    const window = wholeDays(params.window);
    const baseline = wholeDays(params.baseline);
    const keeps = params.where && compileWhere(params.where);
    return {
      value(facts, now) {
        const all = facts.events.get(params.event) ?? none;
        const history = keeps ? keptOf(all, keeps) : all;
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
    const { event, window, baseline, where } = trendParams(given);
    const reach = (wholeDays(window) + wholeDays(baseline)) * DAY;
    needs.addEvent(event, { days: reach, singles: where ? reach : 0 });
  },
  cost: (given) => (trendParams(given).where ? 60 : 30),
  remarks(given, compileWhere, facts, now) {
    const params = trendParams(given);
    const reach = wholeDays(params.window) + wholeDays(params.baseline);
    const history = facts.events.get(params.event) ?? none;
    return [
      'remarks.wholeDays',
      ...(trendReader.prepare({ ...params }, [], compileWhere).value(facts, now) === undefined
        ? (['remarks.fewBefore'] as const)
        : []),
      ...(hasLateIn(history, (dayOf(now) + 1 - reach) * DAY - 1, now) ? (['remarks.late'] as const) : []),
    ];
  },
};

/** Those a filter lets through; what is known by counts alone has no properties to go by. */
function keptOf(
  { singles }: EventHistory,
  keeps: (properties: Record<string, unknown>) => boolean,
): EventHistory {
  return { singles: singles.filter(({ properties }) => keeps(properties ?? {})), days: [] };
}
