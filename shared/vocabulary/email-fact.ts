import { type FactDefinition, type FactParams, plainFact } from './fact-definition.ts';
import { choice, nameSchema, withinParam } from './param-schemas.ts';

export const emailMeasures = ['sent', 'opened', 'clicked'] as const;
export type EmailMeasure = (typeof emailMeasures)[number];

export interface EmailParams {
  measure: EmailMeasure;
  within?: string | undefined;
  /** The key of the workflow that sent them; those of every workflow where left out. */
  workflow?: string | undefined;
}

/** The parameters of a valid `email` rule with the defaults filled in. Validate first: nothing is checked here. */
export function emailParams(params: FactParams | undefined): EmailParams {
  return { measure: 'sent', ...(params as Partial<EmailParams> | undefined) };
}

/** The fact `email`: how many e-mails the contact was sent, opened or clicked in. */
export const emailFact: FactDefinition = {
  ...plainFact,
  subjects: ['contact'],
  params: {
    measure: choice(emailMeasures, 'sent'),
    within: withinParam(),
    workflow: { schema: nameSchema('Choose a workflow.'), required: false, input: 'workflow' },
  },
  unit: () => 'times',
};
