import { z } from 'zod';
import { rootCondition } from '../condition.ts';
import type { TriggerDefinition } from './trigger-definition.ts';

const schema = z
  .strictObject({
    kind: z.literal('event'),
    event: z.string().max(200).describe('The name of the event'),
    where: rootCondition.optional().describe('Conditions over fact “properties”: the event’s own properties'),
  })
  .meta({ description: 'Something happened' });

/** An event starts it. */
export const event: TriggerDefinition<z.infer<typeof schema>> = {
  schema,
  blank: () => ({ kind: 'event', event: '' }),
  summary: (of) =>
    of.event
      ? { key: 'triggers.event.summary', values: { event: of.event } }
      : { key: 'triggers.event.empty', values: {} },
  check(of, { report }) {
    if (!of.event.trim()) report('TRIGGER_EVENT_MISSING', 'event', {});
  },
};
