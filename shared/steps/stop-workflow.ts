import { z } from 'zod';
import { stepId, stepName, workflowReference } from './fields.ts';
import { checkReference } from './start-workflow.ts';
import { nextExit, type StepDefinition } from './step-definition.ts';

const schema = z
  .strictObject({
    kind: z.literal('stop-workflow'),
    name: stepName,
    workflow: workflowReference.default(''),
    next: stepId.optional(),
  })
  .meta({ description: 'Take the contact out of another workflow' });

/** Takes the contact out of another workflow, wherever it is there, and goes on. */
export const stopWorkflow: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'stop-workflow',
  group: 'data',
  waits: false,
  blank: () => ({ kind: 'stop-workflow', workflow: '' }),
  ...nextExit,
  summary: (step) =>
    step.workflow
      ? { key: 'steps.stop-workflow.summary', values: { workflow: step.workflow } }
      : { key: 'steps.stop-workflow.empty', values: {} },
  check: (step, check) => void checkReference(step.workflow, check),
};
