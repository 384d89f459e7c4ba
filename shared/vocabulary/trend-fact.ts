import { z } from 'zod';
import { type RootCondition, rootCondition } from '../condition.ts';
import { DAY, durationMilliseconds } from '../time.ts';
import { type FactDefinition, type FactParams, plainFact } from './fact-definition.ts';
import { eventParam, stretch } from './param-schemas.ts';

/** The parameters of fact `trend` with the defaults filled in. */
export interface TrendParams {
  event: string;
  /** The stretch up to today, a duration. */
  window: string;
  /** The stretch before it. */
  baseline: string;
  /** How many events the baseline must have; below, the value is missing. */
  minimum: number;
  /** Which of them count, by their properties. */
  where?: RootCondition | undefined;
}

const MINIMUM = 10;

/** The parameters of a valid `trend` rule with the defaults filled in. Validate first: nothing is checked here. */
export function trendParams(params: FactParams | undefined): TrendParams {
  const given = params as (Partial<TrendParams> & Omit<TrendParams, 'minimum'>) | undefined;
  return { event: '', window: '', baseline: '', ...given, minimum: given?.minimum ?? MINIMUM };
}

/** Whole UTC days of a duration, rounded up. */
export function wholeDays(duration: string): number {
  return Math.ceil(durationMilliseconds(duration) / DAY);
}

/** The fact `trend`: how much more or less of an event there is than before, −0.5 being half. Whole UTC days. */
export const trendFact: FactDefinition = {
  ...plainFact,
  params: {
    event: eventParam,
    window: { schema: stretch, required: true, input: 'duration' },
    baseline: { schema: stretch, required: true, input: 'duration' },
    minimum: {
      schema: z
        .number()
        .int('Write a whole number.')
        .min(1, 'At least one event is needed to compare with.')
        .max(1_000_000),
      required: false,
      default: MINIMUM,
      input: 'number',
    },
    where: { schema: rootCondition, required: false, input: 'where', tree: true },
  },
  unit: () => 'share',
  faults(params, { retention }) {
    const { window, baseline, where } = trendParams(params);
    const days = wholeDays(window) + wholeDays(baseline);
    // Counters outlive raw events, but do not know which events a `where` would keep.
    return where === undefined || days * DAY <= retention
      ? []
      : [
          {
            code: 'WINDOW_BEYOND_RETENTION',
            param: 'baseline',
            facts: { within: `${days}d`, days: Math.floor(retention / DAY) },
          },
        ];
  },
};
