import { z } from 'zod';
import { branch } from './branch.ts';
import { callWebhook } from './call-webhook.ts';
import { createTask } from './create-task.ts';
import { exit } from './exit.ts';
import { notifyTeam } from './notify-team.ts';
import { sendEmail } from './send-email.ts';
import { split } from './split.ts';
import { startWorkflow } from './start-workflow.ts';
import type { StepDefinition, StepExit } from './step-definition.ts';
import { stopWorkflow } from './stop-workflow.ts';
import { updateContact } from './update-contact.ts';
import { wait } from './wait.ts';
import { waitUntil } from './wait-until.ts';

/** Every kind of step, in the order of the palette. */
export const steps = {
  'send-email': sendEmail,
  'create-task': createTask,
  'notify-team': notifyTeam,
  branch,
  split,
  wait,
  'wait-until': waitUntil,
  'update-contact': updateContact,
  'call-webhook': callWebhook,
  'start-workflow': startWorkflow,
  'stop-workflow': stopWorkflow,
  exit,
} as const;

export type StepKind = keyof typeof steps;
export type StepOf<Kind extends StepKind> = z.infer<(typeof steps)[Kind]['schema']>;
export type Step = { [Kind in StepKind]: StepOf<Kind> }[StepKind];

export const stepKinds = Object.keys(steps) as StepKind[];

export const step = z.discriminatedUnion(
  'kind',
  Object.values(steps).map(({ schema }) => schema) as never,
) as unknown as z.ZodType<Step>;

export function isStepKind(kind: unknown): kind is StepKind {
  return typeof kind === 'string' && Object.hasOwn(steps, kind);
}

/** The definition of a step's kind, typed for any step. */
export function definitionOf(of: { kind: StepKind }): StepDefinition<Step> {
  return steps[of.kind] as unknown as StepDefinition<Step>;
}

/** The ways out of any step, in drawing order. */
export function exitsOf(of: Step): StepExit[] {
  return definitionOf(of).exits(of);
}

/** The step with one exit connected elsewhere. */
export function connectExit(of: Step, exitId: string, to: string | undefined): Step {
  return definitionOf(of).connect(of, exitId, to);
}
