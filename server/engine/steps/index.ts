import type { Step, StepKind } from '../../../shared/steps/index.ts';
import { branch } from './branch.ts';
import { callWebhook } from './call-webhook.ts';
import { createTask } from './create-task.ts';
import { exit } from './exit.ts';
import { notifyTeam } from './notify-team.ts';
import { sendEmail } from './send-email.ts';
import { split } from './split.ts';
import { startWorkflow } from './start-workflow.ts';
import type { RuntimeOf, StepRuntime } from './step-runtime.ts';
import { stopWorkflow } from './stop-workflow.ts';
import { updateContact } from './update-contact.ts';
import { wait } from './wait.ts';
import { waitUntil } from './wait-until.ts';

/** How every kind of step runs. */
const runtimes: { [Kind in StepKind]: RuntimeOf<Kind> } = {
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
};

/** The runtime of a step's kind, typed for any step. */
export function runtimeOf(of: { kind: StepKind }): StepRuntime<Step> {
  return runtimes[of.kind] as unknown as StepRuntime<Step>;
}
