import { steps as definitions, isStepKind, type Step } from '../../shared/steps/index.ts';
import { triggerKinds, triggers } from '../../shared/triggers/index.ts';
import { blankWorkflow, type Workflow, workflowSchema } from '../../shared/workflow.ts';

/**
 * A stored document as the editor holds it. A document that is not quite in shape (written by hand, or by a newer
 * version) keeps everything it says: what cannot be edited here is shown as a problem and saved as it was. Undefined
 * when it is no workflow at all, or has a kind of step this editor does not know.
 */
export function readDocument(document: unknown): Workflow | undefined {
  const parsed = workflowSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  if (!isRecord(document) || document.format !== 'mooring.workflow/1') return undefined;
  const { entry, steps } = document;
  const trigger = isRecord(entry) ? entry.trigger : undefined;
  const kind = isRecord(trigger) ? triggerKinds.find((each) => each === trigger.kind) : undefined;
  if (!isRecord(entry) || !isRecord(trigger) || kind === undefined) return undefined;
  if (steps !== undefined && !isRecord(steps)) return undefined;
  const filled: Record<string, Step> = {};
  for (const [id, step] of Object.entries(steps ?? {})) {
    if (!isRecord(step) || !isStepKind(step.kind)) return undefined;
    if (step.kind === 'branch' && !Array.isArray(step.paths)) return undefined;
    const shaped = definitions[step.kind].schema.safeParse(step);
    filled[id] = (shaped.success ? shaped.data : { ...definitions[step.kind].blank(), ...step }) as Step;
  }
  const { entry: blankEntry, steps: _, start: __, ...blank } = blankWorkflow();
  const whole = { ...blankEntry, ...entry, trigger: { ...triggers[kind].blank(), ...trigger } };
  return { ...blank, ...document, entry: whole, steps: filled } as Workflow;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
