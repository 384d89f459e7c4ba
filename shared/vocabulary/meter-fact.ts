import { z } from 'zod';
import { type FactDefinition, type FactParams, plainFact } from './fact-definition.ts';
import { choice, nameSchema, withinParam } from './param-schemas.ts';

export const meterMeasures = ['ratio', 'daysNearLimit', 'retreats', 'fall', 'rise'] as const;
export type MeterMeasure = (typeof meterMeasures)[number];

/** The parameters of fact `meter` with the defaults filled in. */
export interface MeterParams {
  meter: string;
  measure: MeterMeasure;
  /** From which part of the limit on it counts as near: 0.9 is 90 %. */
  near: number;
  within: string;
}

const NEAR = 0.9;
const WITHIN = '30d';
const measuresNear = ['daysNearLimit', 'retreats'] as const;
const measuresOverTime = [...measuresNear, 'fall', 'rise'] as const;

/** The parameters of a valid `meter` rule with the defaults filled in. Validate first: nothing is checked here. */
export function meterParams(params: FactParams | undefined): MeterParams {
  const given = params as Partial<MeterParams> | undefined;
  return {
    meter: given?.meter ?? '',
    measure: given?.measure ?? 'ratio',
    near: given?.near ?? NEAR,
    within: given?.within ?? WITHIN,
  };
}

/**
 * The fact `meter`: the used part of a limit of the account's plan, on how many UTC days it was near the limit, how
 * often it touched the limit and fell back, as when people delete records to stay below, or the part by which it lies
 * below its highest or above its lowest.
 */
export const meterFact: FactDefinition = {
  ...plainFact,
  params: {
    meter: { schema: nameSchema('Choose a meter.'), required: true, input: 'meter' },
    measure: choice(meterMeasures, 'ratio'),
    near: {
      schema: z.number().gt(0, 'Write a part of the limit above 0, such as 0.9.').max(10),
      required: false,
      input: 'share',
      default: NEAR,
      measures: measuresNear,
    },
    within: withinParam({ default: WITHIN, measures: measuresOverTime }),
  },
  unit: (params) => {
    const { measure } = meterParams(params);
    return measure === 'ratio' || measure === 'fall' || measure === 'rise'
      ? 'share'
      : measure === 'daysNearLimit'
        ? 'days'
        : 'times';
  },
};
