import { type FactDefinition, type FactParams, plainFact } from './fact-definition.ts';
import { choice, nameSchema, withinParam } from './param-schemas.ts';

export const signalMeasures = ['open', 'daysOpen'] as const;
export type SignalMeasure = (typeof signalMeasures)[number];

export interface SignalParams {
  signal: string;
  measure: SignalMeasure;
}

/** The parameters of a valid `signal` rule with the defaults filled in. Validate first: nothing is checked here. */
export function signalParams(params: FactParams | undefined): SignalParams {
  return { signal: '', measure: 'open', ...(params as Partial<SignalParams> | undefined) };
}

/** The fact `segment`: whether the subject is in a segment, named by its key. */
export const segmentFact: FactDefinition = {
  ...plainFact,
  params: { segment: { schema: nameSchema('Choose a segment.'), required: true, input: 'segment' } },
  valueType: () => 'boolean',
};

/** The fact `signal`: whether a signal is open, or for how many days, rounded down; missing while it is not. */
export const signalFact: FactDefinition = {
  ...plainFact,
  params: {
    signal: { schema: nameSchema('Choose a signal.'), required: true, input: 'signal' },
    measure: choice(signalMeasures, 'open'),
  },
  valueType: (params) => (signalParams(params).measure === 'daysOpen' ? 'number' : 'boolean'),
  unit: (params) => (signalParams(params).measure === 'daysOpen' ? 'days' : undefined),
};

export const healthMeasures = ['score', 'change'] as const;
export type HealthMeasure = (typeof healthMeasures)[number];

export interface HealthParams {
  measure: HealthMeasure;
  within: string;
}

const HEALTH_WITHIN = '30d';

/** The parameters of a valid `health` rule with the defaults filled in. Validate first: nothing is checked here. */
export function healthParams(params: FactParams | undefined): HealthParams {
  return { measure: 'score', within: HEALTH_WITHIN, ...(params as Partial<HealthParams> | undefined) };
}

/** The fact `health`: the score from 0 to 100, or by how many points it changed over whole UTC days. */
export const healthFact: FactDefinition = {
  ...plainFact,
  params: {
    measure: choice(healthMeasures, 'score'),
    within: withinParam({ default: HEALTH_WITHIN, measures: ['change'] }),
  },
  unit: () => 'points',
};
