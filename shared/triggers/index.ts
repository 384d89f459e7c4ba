import { z } from 'zod';
import type { Sentence } from '../say.ts';
import { attribute } from './attribute.ts';
import { condition } from './condition.ts';
import { date } from './date.ts';
import { event } from './event.ts';
import { manual } from './manual.ts';
import { schedule } from './schedule.ts';
import { segment } from './segment.ts';
import { signal } from './signal.ts';
import type { TriggerCheck, TriggerDefinition } from './trigger-definition.ts';

/** Every kind of trigger, in the order of the menu. */
export const triggers = {
  event,
  condition,
  segment,
  signal,
  attribute,
  date,
  schedule,
  manual,
} as const;

export type TriggerKind = keyof typeof triggers;
export type TriggerOf<Kind extends TriggerKind> = z.infer<(typeof triggers)[Kind]['schema']>;
export type Trigger = { [Kind in TriggerKind]: TriggerOf<Kind> }[TriggerKind];

export const triggerKinds = Object.keys(triggers) as TriggerKind[];

export const trigger = z.discriminatedUnion(
  'kind',
  Object.values(triggers).map(({ schema }) => schema) as never,
) as unknown as z.ZodType<Trigger>;

function definitionOf(of: Trigger): TriggerDefinition<Trigger> {
  return triggers[of.kind] as unknown as TriggerDefinition<Trigger>;
}

/** The title of a trigger's card; the key is translated by whoever shows it. */
export function triggerSummary(of: Trigger): Sentence {
  return definitionOf(of).summary(of);
}

/** Reports what is wrong with a trigger beyond its shape. */
export function checkTrigger(of: Trigger, check: TriggerCheck): void {
  definitionOf(of).check?.(of, check);
}
