import { z } from 'zod';
import { stepName } from './fields.ts';
import type { StepDefinition } from './step-definition.ts';

const schema = z
  .strictObject({ kind: z.literal('exit'), name: stepName })
  .meta({ description: 'End the journey' });

/** Ends the contact's way through the workflow. */
export const exit: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'exit',
  group: 'end',
  waits: false,
  blank: () => ({ kind: 'exit' }),
  exits: () => [],
  connect: (step) => step,
  summary: () => ({ key: 'steps.exit.summary', values: {} }),
};
