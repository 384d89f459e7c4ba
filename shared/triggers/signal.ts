import { z } from 'zod';
import type { TriggerDefinition } from './trigger-definition.ts';

const schema = z
  .strictObject({
    kind: z.literal('signal'),
    signal: z.string().max(120).describe('The key of the signal'),
    on: z.enum(['opened', 'resolved']).default('opened'),
  })
  .meta({ description: 'A signal opens, or is resolved' });

export type SignalTrigger = z.infer<typeof schema>;

/** Enters whoever a signal opens for, or is resolved for. */
export const signal: TriggerDefinition<SignalTrigger> = {
  schema,
  blank: () => ({ kind: 'signal', signal: '', on: 'opened' }),
  summary: ({ signal: name, on }) =>
    name ? { key: `triggers.signal.${on}`, values: { name } } : { key: 'triggers.signal.empty', values: {} },
  check({ signal: key }, { knowledge, report }) {
    if (!key.trim()) report('TRIGGER_SIGNAL_MISSING', 'signal', {});
    else if (knowledge.signals && !knowledge.signals.has(key))
      report('SIGNAL_UNKNOWN', 'signal', { signal: key });
  },
};
