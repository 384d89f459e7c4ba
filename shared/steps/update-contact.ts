import { z } from 'zod';
import { pathKeys } from '../path.ts';
import { stepId, stepName } from './fields.ts';
import { nextExit, type StepDefinition } from './step-definition.ts';

const field = z.string().max(200).describe('The name of a trait; a field of the account');

const change = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('set'),
    of: z.enum(['contact', 'account']).default('contact'),
    field,
    value: z.union([z.string().max(2_000), z.number(), z.boolean()]).describe('Liquid in texts'),
  }),
  z.strictObject({ do: z.literal('unset'), of: z.enum(['contact', 'account']).default('contact'), field }),
  z.strictObject({ do: z.literal('add-tag'), tag: z.string().max(80) }),
  z.strictObject({ do: z.literal('remove-tag'), tag: z.string().max(80) }),
]);
export type ContactChange = z.infer<typeof change>;

const schema = z
  .strictObject({
    kind: z.literal('update-contact'),
    name: stepName,
    changes: z.array(change).min(1).max(50),
    next: stepId.optional(),
  })
  .meta({ description: 'Change traits and tags of the contact, or fields of its account' });

/** Changes what is known about the contact or its account; the next step already sees it. */
export const updateContact: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'update-contact',
  group: 'data',
  waits: false,
  blank: () => ({
    kind: 'update-contact',
    changes: [{ do: 'set', of: 'contact', field: '', value: '' }],
  }),
  ...nextExit,
  summary(step) {
    const [first] = step.changes;
    const count = step.changes.length;
    if (!first || count > 1) return { key: 'steps.update-contact.several', values: { count } };
    if ('tag' in first) return { key: `steps.update-contact.${first.do}`, values: { tag: first.tag } };
    if (!first.field) return { key: 'steps.update-contact.empty', values: {} };
    return first.do === 'set'
      ? { key: 'steps.update-contact.set', values: { field: first.field, value: String(first.value) } }
      : { key: 'steps.update-contact.unset', values: { field: first.field } };
  },
  check(step, { name, subject, report, text }) {
    step.changes.forEach((each, index) => {
      const at = `changes.${index}`;
      if (subject === 'account' && ('tag' in each || each.of === 'contact')) {
        report('UPDATE_NOT_OF_ACCOUNT', at, { step: name });
        return;
      }
      if ('tag' in each) {
        if (!each.tag.trim()) report('UPDATE_TAG_MISSING', `${at}.tag`, { step: name });
        return;
      }
      if (!each.field.trim()) report('UPDATE_FIELD_MISSING', `${at}.field`, { step: name });
      else if (each.field.startsWith('$') || pathKeys(`$.${each.field}`)?.length !== 1)
        report('UPDATE_FIELD_INVALID', `${at}.field`, { step: name, field: each.field });
      if (each.do === 'set' && typeof each.value === 'string') text(`${at}.value`, each.value);
    });
  },
};
