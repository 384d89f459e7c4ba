import { z } from 'zod';
import { datePath, timeOfDay } from '../steps/fields.ts';
import { duration } from '../time.ts';
import { fieldOf } from './field.ts';
import type { TriggerDefinition } from './trigger-definition.ts';

/** Why a date started nothing: nobody worked, or the workflow was paused, from then on for more than a day. */
export const DATE_MISSED = 'date-missed';

const schema = z
  .strictObject({
    kind: z.literal('date'),
    date: z.union([datePath, z.literal('')]).describe('$.contact.traits.trialEndsAt, $.account.renewsAt'),
    before: duration.optional(),
    after: duration.optional(),
    yearly: z.boolean().default(false).describe('Every year on that day; 29 February counts as 28 February'),
    at: timeOfDay.default('09:00').describe('In the subject’s zone'),
  })
  .meta({ description: 'A date of the contact or its account, or some days before or after it' });

export type DateTrigger = z.infer<typeof schema>;

/** A date starts it. One that is learnt late still does when it is at most 24 hours overdue. */
export const date: TriggerDefinition<DateTrigger> = {
  schema,
  blank: () => ({ kind: 'date', date: '', yearly: false, at: '09:00' }),
  summary(of) {
    const field = of.date.split('.').at(-1) ?? '';
    if (!field) return { key: 'triggers.date.empty', values: {} };
    if (of.before) return { key: 'triggers.date.before', values: { field, offset: of.before } };
    if (of.after) return { key: 'triggers.date.after', values: { field, offset: of.after } };
    return { key: of.yearly ? 'triggers.date.yearly' : 'triggers.date.summary', values: { field } };
  },
  check(of, { subject, report }) {
    const field = fieldOf(of.date);
    if (!of.date) report('TRIGGER_FIELD_MISSING', 'date', {});
    // A contact's workflow may go by the date of its account; an account has no single contact to go by.
    else if (subject === 'account' && field?.of !== 'account')
      report('TRIGGER_FIELD_NOT_OF_ACCOUNT', 'date', { field: of.date });
    else if (!field) report('TRIGGER_FIELD_INVALID', 'date', { field: of.date });
    if (of.before && of.after) report('OFFSET_TWICE', 'after', { step: of.date });
  },
};
