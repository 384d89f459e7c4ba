import { DAY, durationMilliseconds } from '../../../shared/time.ts';
import { type MeterParams, meterParams } from '../../../shared/vocabulary/meter-fact.ts';
import type { FactSnapshot, MeterHistory, MeterReading } from '../facts.ts';
import type { FactReader } from './reading.ts';
import { dayOf, firstAfter, nextMidnight } from './windows.ts';

/**
 * The fact `meter`. A reading stands until the next one, so a day without readings is near the limit where the one
 * before was. Missing where the meter or its limit is not known.
 */
export const meterReader: FactReader = {
  prepare(given) {
    const params = meterParams(given);
    const window = durationMilliseconds(params.within);
    const historyOf = (facts: FactSnapshot) => facts.meters.get(params.meter);
    switch (params.measure) {
      case 'ratio':
        return { value: (facts) => shareOf(historyOf(facts)) };
      case 'daysNearLimit':
        return {
          value: (facts, now) => daysNear(historyOf(facts), params, window, now),
          next: (facts, now) => Math.min(nextMidnight(now), nextReading(historyOf(facts), now)),
        };
      case 'fall':
      case 'rise':
        return {
          value: (facts, now) => changeIn(historyOf(facts), params.measure, now - window, now),
          next: (facts, now) =>
            Math.min(nextEnding(historyOf(facts), now - window, window), nextReading(historyOf(facts), now)),
        };
      default:
        return {
          value: (facts, now) => retreatsIn(historyOf(facts), params, now - window, now).length,
          next(facts, now) {
            const [oldest] = retreatsIn(historyOf(facts), params, now - window, now);
            const leaves = oldest === undefined ? Number.POSITIVE_INFINITY : oldest + window;
            return Math.min(leaves, nextReading(historyOf(facts), now));
          },
        };
    }
  },
  need: (given, needs) => needs.addMeter(meterParams(given).meter),
  cost: (given) => (meterParams(given).measure === 'ratio' ? 2 : 40),
  remarks: (given) => (meterParams(given).measure === 'daysNearLimit' ? ['remarks.wholeDays'] : []),
};

function shareOf(meter: Pick<MeterReading, 'value' | 'limit'> | undefined): number | undefined {
  return meter?.limit === undefined || meter.limit <= 0 ? undefined : meter.value / meter.limit;
}

function isNear(reading: MeterReading | undefined, near: number): boolean {
  const share = shareOf(reading);
  return share !== undefined && share >= near;
}

/** Whole UTC days of the window, today included, on which some reading that stood was near the limit. */
function daysNear(
  meter: MeterHistory | undefined,
  { near }: MeterParams,
  window: number,
  now: number,
): number {
  const readings = meter?.readings ?? [];
  const today = dayOf(now);
  let day = today + 1 - Math.ceil(window / DAY);
  let index = firstAfter(readings, day * DAY - 1);
  let days = 0;
  for (; day <= today; day++) {
    // The one before stands at midnight, unless another begins at that very instant.
    let found = readings[index]?.at !== day * DAY && isNear(readings[index - 1], near);
    for (let reading = readings[index]; reading && reading.at < (day + 1) * DAY; reading = readings[++index])
      if (reading.at <= now && isNear(reading, near)) found = true;
    if (found) days += 1;
  }
  return days;
}

/** The instants in (start, now] at which a reading fell back after one near the limit. */
function retreatsIn(
  meter: MeterHistory | undefined,
  { near }: MeterParams,
  start: number,
  now: number,
): number[] {
  const found: number[] = [];
  let wasNear = false;
  for (const reading of meter?.readings ?? []) {
    if (reading.at > now) break;
    const isNow = isNear(reading, near);
    if (wasNear && !isNow && reading.at > start) found.push(reading.at);
    wasNear = isNow;
  }
  return found;
}

/**
 * The part by which the meter lies below the highest, or for `rise` above the lowest, that it stood at in (start, now]:
 * 0 where that is its own level, and 1 for a rise from 0. Missing where the meter is not known.
 */
function changeIn(
  meter: MeterHistory | undefined,
  measure: MeterParams['measure'],
  start: number,
  now: number,
): number | undefined {
  const readings = meter?.readings ?? [];
  const end = firstAfter(readings, now);
  const standing = readings[end - 1];
  if (!standing) return undefined;
  let highest = standing.value;
  let lowest = standing.value;
  // One that another took the place of within the window stood in it as well.
  for (let index = end - 1; index > 0 && (readings[index]?.at ?? 0) > start; index--) {
    const { value } = readings[index - 1] ?? standing;
    highest = Math.max(highest, value);
    lowest = Math.min(lowest, value);
  }
  if (measure === 'fall') return highest > 0 ? (highest - standing.value) / highest : 0;
  return lowest > 0 ? (standing.value - lowest) / lowest : standing.value > 0 ? 1 : 0;
}

/** When the oldest of what stood in the window has stood in it for the last time. */
function nextEnding(meter: MeterHistory | undefined, start: number, window: number): number {
  const readings = meter?.readings ?? [];
  // The first reading took no other's place.
  const ended = readings[Math.max(1, firstAfter(readings, start))];
  return ended ? ended.at + window : Number.POSITIVE_INFINITY;
}

function nextReading(meter: MeterHistory | undefined, now: number): number {
  const readings = meter?.readings ?? [];
  return readings[firstAfter(readings, now)]?.at ?? Number.POSITIVE_INFINITY;
}
