import { z } from 'zod';
import type { TriggerDefinition } from './trigger-definition.ts';

const schema = z
  .strictObject({ kind: z.literal('condition') })
  .meta({ description: 'The conditions of entry begin to hold' });

export type ConditionTrigger = z.infer<typeof schema>;

/** Enters whoever comes to meet the conditions of entry, at the moment they begin to hold. */
export const condition: TriggerDefinition<ConditionTrigger> = {
  schema,
  blank: () => ({ kind: 'condition' }),
  summary: () => ({ key: 'triggers.condition.summary', values: {} }),
  check(_, { hasAudience, report }) {
    if (!hasAudience) report('TRIGGER_CONDITION_MISSING', undefined, {});
  },
};
