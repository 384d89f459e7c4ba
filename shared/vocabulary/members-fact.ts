import { z } from 'zod';
import { type FactDefinition, type FactParams, plainFact } from './fact-definition.ts';
import { choice, eventParam, nameSchema, withinParam } from './param-schemas.ts';

/** What can be said of the people of an account one by one. */
export const memberMeasures = ['daysSilent', 'mostActiveLeft', 'activeAdmins'] as const;
export type MemberMeasure = (typeof memberMeasures)[number];

/** The parameters of fact `members` with the defaults filled in. */
export interface MembersParams {
  /** What people do who are active. */
  event: string;
  measure: MemberMeasure;
  /** The stretch up to today that says nothing of who was the most active. */
  window: string;
  /** The stretch before it, in which they were. */
  baseline: string;
  /** On so many days of it somebody must have been active to count as the most active. */
  minimumDays: number;
  /** How lately an admin must have been active. */
  within: string;
  /** What happens when a person is removed: to them, or naming them by `userId`. */
  removal?: string | undefined;
}

const WINDOW = '30d';
const BASELINE = '90d';
const MINIMUM_DAYS = 5;
const WITHIN = '14d';
const ofMostActive = ['daysSilent', 'mostActiveLeft'] as const;
const ofThoseWhoStay = ['mostActiveLeft', 'activeAdmins'] as const;

/** The parameters of a valid `members` rule with the defaults filled in. Validate first: nothing is checked here. */
export function membersParams(params: FactParams | undefined): MembersParams {
  return {
    event: '',
    measure: 'daysSilent',
    window: WINDOW,
    baseline: BASELINE,
    minimumDays: MINIMUM_DAYS,
    within: WITHIN,
    ...(params as Partial<MembersParams> | undefined),
  };
}

/**
 * The fact `members`, of accounts: how long the member is silent who was the most active before, whether that one has
 * left, and how many admins are active.
 */
export const membersFact: FactDefinition = {
  ...plainFact,
  subjects: ['account'],
  params: {
    event: eventParam,
    measure: choice(memberMeasures, 'daysSilent'),
    window: withinParam({ default: WINDOW, measures: ofMostActive }),
    baseline: withinParam({ default: BASELINE, measures: ofMostActive }),
    minimumDays: {
      schema: z.number().int('Write a whole number.').min(1, 'At least one day is needed.').max(1_000),
      required: false,
      default: MINIMUM_DAYS,
      input: 'number',
      measures: ofMostActive,
    },
    within: withinParam({ default: WITHIN, measures: ['activeAdmins'] }),
    removal: {
      schema: nameSchema('Choose an event.'),
      required: false,
      input: 'event',
      measures: ofThoseWhoStay,
    },
  },
  valueType: (params) => (membersParams(params).measure === 'mostActiveLeft' ? 'boolean' : 'number'),
  unit: (params) => (membersParams(params).measure === 'daysSilent' ? 'days' : undefined),
};
