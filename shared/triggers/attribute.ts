import { z } from 'zod';
import { fieldOf } from './field.ts';
import type { TriggerDefinition } from './trigger-definition.ts';

const schema = z
  .strictObject({
    kind: z.literal('attribute'),
    path: z
      .string()
      .max(300)
      .describe('A trait of the contact: $.traits.plan; a field of the account: $.account.mrr'),
    crosses: z
      .number()
      .optional()
      .describe('Only when the value passes this number, from either side unless `direction` names one'),
    direction: z.enum(['up', 'down', 'either']).default('either'),
    to: z
      .union([z.string().max(500), z.number(), z.boolean()])
      .optional()
      .describe('Only when it becomes this, also from nothing'),
  })
  .meta({ description: 'A trait or a field of the account changed, or crossed a value' });

export type AttributeTrigger = z.infer<typeof schema>;

/** A changed trait starts it. That a trait becomes known is no change, unless `to` names what it becomes. */
export const attribute: TriggerDefinition<AttributeTrigger> = {
  schema,
  blank: () => ({ kind: 'attribute', path: '', direction: 'either' }),
  summary(of) {
    const field = of.path.split('.').at(-1) ?? '';
    if (!field) return { key: 'triggers.attribute.empty', values: {} };
    if (of.crosses !== undefined)
      return { key: `triggers.attribute.${of.direction}`, values: { field, value: of.crosses } };
    return of.to === undefined
      ? { key: 'triggers.attribute.summary', values: { field } }
      : { key: 'triggers.attribute.becomes', values: { field, value: String(of.to) } };
  },
  check(of, { subject, report }) {
    if (!of.path.trim()) report('TRIGGER_FIELD_MISSING', 'path', {});
    else if (fieldOf(of.path)?.of !== subject)
      report(subject === 'account' ? 'TRIGGER_FIELD_NOT_OF_ACCOUNT' : 'TRIGGER_FIELD_INVALID', 'path', {
        field: of.path,
      });
  },
};
