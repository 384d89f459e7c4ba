import { z } from 'zod';
import { duration } from '../time.ts';
import { stepId, stepName } from './fields.ts';
import { nextExit, type StepDefinition } from './step-definition.ts';

const schema = z
  .strictObject({
    kind: z.literal('wait'),
    name: stepName,
    for: duration.default('3d'),
    next: stepId.optional(),
  })
  .meta({ description: 'Wait for a length of time' });

/** Keeps the contact until the time is over. */
export const wait: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'wait',
  group: 'logic',
  waits: true,
  blank: () => ({ kind: 'wait', for: '3d' }),
  ...nextExit,
  summary: (step) => ({ key: 'steps.wait.summary', values: { for: step.for } }),
};
