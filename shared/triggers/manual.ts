import { z } from 'zod';
import type { TriggerDefinition } from './trigger-definition.ts';

const schema = z
  .strictObject({ kind: z.literal('manual') })
  .meta({ description: 'A person, another system or another workflow puts the contact in' });

/** A hand starts it. */
export const manual: TriggerDefinition<z.infer<typeof schema>> = {
  schema,
  blank: () => ({ kind: 'manual' }),
  summary: () => ({ key: 'triggers.manual.summary', values: {} }),
};
