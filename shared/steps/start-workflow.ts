import { z } from 'zod';
import { stepId, stepName, workflowReference } from './fields.ts';
import { outcomeExits, type StepCheck, type StepDefinition } from './step-definition.ts';

const schema = z
  .strictObject({
    kind: z.literal('start-workflow'),
    name: stepName,
    workflow: workflowReference.default(''),
    next: stepId.optional().describe('Stands for all exits'),
    exits: z.strictObject({ started: stepId.optional(), notStarted: stepId.optional() }).optional(),
  })
  .meta({ description: 'Put the contact into another workflow' });

/** Puts the contact into another workflow and goes on; `notStarted` when it could not be entered. */
export const startWorkflow: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'start-workflow',
  group: 'data',
  waits: false,
  blank: () => ({ kind: 'start-workflow', workflow: '' }),
  ...outcomeExits(['started', 'notStarted']),
  summary: (step) =>
    step.workflow
      ? { key: 'steps.start-workflow.summary', values: { workflow: step.workflow } }
      : { key: 'steps.start-workflow.empty', values: {} },
  check(step, check) {
    if (!checkReference(step.workflow, check)) return;
    const chain = chainBack(step.workflow, check.knowledge);
    if (chain) check.report('WORKFLOW_CHAIN', 'workflow', { step: check.name, workflows: chain.join(' → ') });
  },
};

/** Reports a missing or unknown workflow; answers whether the reference is sound. */
export function checkReference(workflow: string, { name, report, knowledge }: StepCheck): boolean {
  if (!workflow.trim()) {
    report('WORKFLOW_REFERENCE_MISSING', 'workflow', { step: name });
    return false;
  }
  if (!knowledge.workflows || knowledge.workflows.has(workflow)) return true;
  report('WORKFLOW_REFERENCE_UNKNOWN', 'workflow', { step: name, workflow });
  return false;
}

/** The chain of starts that leads from a workflow back to the one being checked, if there is one. */
function chainBack(first: string, { own, starts }: StepCheck['knowledge']): string[] | undefined {
  const open: string[][] = [[first]];
  const seen = new Set<string>();
  for (let chain = open.shift(); chain; chain = open.shift()) {
    const last = chain.at(-1) ?? first;
    if (own?.has(last)) return chain;
    if (seen.has(last)) continue;
    seen.add(last);
    for (const next of starts?.get(last) ?? []) open.push([...chain, next]);
  }
  return undefined;
}
