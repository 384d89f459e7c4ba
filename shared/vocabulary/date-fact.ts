import { z } from 'zod';
import { pathKeys } from '../path.ts';
import { type FactDefinition, type FactParams, plainFact } from './fact-definition.ts';
import { choice } from './param-schemas.ts';

export const dateMeasures = ['daysUntil', 'daysSince'] as const;
export type DateMeasure = (typeof dateMeasures)[number];

export interface DateParams {
  /** `$.contact.…` or `$.account.…`. */
  path: string;
  measure: DateMeasure;
}

/** The parameters of a valid `date` rule. Validate first: nothing is checked here. */
export function dateParams(params: FactParams | undefined): DateParams {
  return { path: '', measure: 'daysUntil', ...(params as Partial<DateParams> | undefined) };
}

const holder = (path: string) => pathKeys(path)?.[0];

/** The fact `date`: days until a date of contact or account, rounded up, or since it, rounded down. */
export const dateFact: FactDefinition = {
  ...plainFact,
  params: {
    path: {
      schema: z
        .string()
        .refine(
          (path) => ['contact', 'account'].includes(holder(path) ?? '') && (pathKeys(path)?.length ?? 0) > 1,
          'Write a path such as $.account.renewsAt or $.contact.traits.trialEndsAt.',
        ),
      required: true,
      input: 'datePath',
    },
    measure: choice(dateMeasures),
  },
  unit: () => 'days',
  faults: ({ path }, { subject }) =>
    subject === 'account' && holder(String(path)) === 'contact'
      ? [{ code: 'FACT_NOT_OF_ACCOUNT', param: 'path', facts: { fact: String(path) } }]
      : [],
};
