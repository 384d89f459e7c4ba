import { DAY } from '../../../shared/time.ts';
import { healthParams, signalParams } from '../../../shared/vocabulary/state-facts.ts';
import { wholeDays } from '../../../shared/vocabulary/trend-fact.ts';
import type { FactSnapshot, HealthHistory } from '../facts.ts';
import type { FactReader } from './reading.ts';
import { dayOf, nextMidnight } from './windows.ts';

/** The fact `segment`: whether the subject is in it. Its changes are input, made by whoever keeps the membership. */
export const segmentReader: FactReader = {
  prepare(params) {
    const key = String(params?.segment);
    return { value: (facts) => facts.segments.has(key) };
  },
  need: (params, needs) => needs.addSegment(String(params?.segment)),
  cost: () => 1,
};

/** The fact `signal`: whether it is open, or for how many whole days. */
export const signalReader: FactReader = {
  prepare(given) {
    const { signal, measure } = signalParams(given);
    if (measure === 'open') return { value: (facts) => facts.signals.has(signal) };
    const openSince = (facts: FactSnapshot) => facts.signals.get(signal)?.openSince;
    return {
      value(facts, now) {
        const since = openSince(facts);
        return since === undefined ? undefined : Math.max(0, Math.floor((now - since) / DAY));
      },
      days: { zero: openSince, slope: 1 },
    };
  },
  need: (given, needs) => needs.addSignal(signalParams(given).signal),
  cost: () => 1,
};

/**
 * The fact `health`: the score, or the points it changed by since the end of the day `within` days ago; missing where
 * health is not known, or was not then.
 */
export const healthReader: FactReader = {
  prepare(given) {
    const { measure, within } = healthParams(given);
    if (measure === 'score') return { value: (facts) => facts.health?.score };
    const days = wholeDays(within);
    return {
      value(facts, now) {
        const before = facts.health && scoreOn(facts.health, dayOf(now) - days);
        return facts.health && before !== undefined ? facts.health.score - before : undefined;
      },
      next: (_facts, now) => nextMidnight(now),
    };
  },
  need: (_given, needs) => needs.addHealth(),
  cost: (given) => (healthParams(given).measure === 'score' ? 1 : 10),
  remarks: (given) => (healthParams(given).measure === 'change' ? ['remarks.wholeDays'] : []),
};

/** The score of a closed day, or of the last one before it that has any. */
function scoreOn({ days }: HealthHistory, day: number): number | undefined {
  for (let index = days.length - 1; index >= 0; index--) {
    const entry = days[index];
    if (entry && entry.day <= day) return entry.score;
  }
  return undefined;
}
