import { z } from 'zod';
import { rootCondition } from '../condition.ts';
import type { Sentence } from '../say.ts';

const eventTrigger = z
  .strictObject({
    kind: z.literal('event'),
    event: z.string().max(200).describe('The name of the event'),
    where: rootCondition.optional().describe('Conditions over fact “properties”: the event’s own properties'),
  })
  .meta({ description: 'Something happened' });

const manualTrigger = z
  .strictObject({ kind: z.literal('manual') })
  .meta({ description: 'A person or another system puts the contact in' });

export type EventTrigger = z.infer<typeof eventTrigger>;
export type ManualTrigger = z.infer<typeof manualTrigger>;
export type Trigger = EventTrigger | ManualTrigger;
export type TriggerKind = Trigger['kind'];

export const trigger: z.ZodType<Trigger> = z.discriminatedUnion('kind', [eventTrigger, manualTrigger]);

/** Every kind of trigger, in the order of the menu. */
export const triggers = {
  event: {
    schema: eventTrigger,
    blank: (): EventTrigger => ({ kind: 'event', event: '' }),
  },
  manual: {
    schema: manualTrigger,
    blank: (): ManualTrigger => ({ kind: 'manual' }),
  },
} as const;

export const triggerKinds = Object.keys(triggers) as TriggerKind[];

/** The title of a trigger's card; the key is translated by whoever shows it. */
export function triggerSummary(of: Trigger): Sentence {
  if (of.kind === 'manual') return { key: 'triggers.manual.summary', values: {} };
  return of.event
    ? { key: 'triggers.event.summary', values: { event: of.event } }
    : { key: 'triggers.event.empty', values: {} };
}
