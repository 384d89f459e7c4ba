import { z } from 'zod';
import { taskAssignee } from './create-task.ts';
import { stepId, stepName } from './fields.ts';
import { nextExit, type StepDefinition } from './step-definition.ts';

const schema = z
  .strictObject({
    kind: z.literal('notify-team'),
    name: stepName,
    to: z.array(taskAssignee).min(1).max(20),
    subject: z.string().max(500).default('').describe('Liquid'),
    text: z.string().max(10_000).default('').describe('Liquid'),
    email: z.boolean().default(true).describe('Also by e-mail, beside the list of notifications'),
    webhook: z
      .string()
      .max(2_000)
      .optional()
      .describe('An address that gets { "text": … }, as chat tools do'),
    next: stepId.optional(),
  })
  .meta({ description: 'Tell people of the team' });

/** Tells people of the team and goes on at once. */
export const notifyTeam: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'notify-team',
  group: 'people',
  waits: false,
  blank: () => ({
    kind: 'notify-team',
    to: [{ role: 'success-manager' }],
    subject: '',
    text: '',
    email: true,
  }),
  ...nextExit,
  summary: (step) =>
    step.subject
      ? { key: 'steps.notify-team.summary', values: { subject: step.subject } }
      : { key: 'steps.notify-team.empty', values: {} },
  check(step, { name, report, text }) {
    if (!step.subject.trim()) report('NOTICE_SUBJECT_MISSING', 'subject', { step: name });
    text('subject', step.subject);
    text('text', step.text);
    if (step.webhook !== undefined && !/^https?:\/\/[^/?#{}@]+/i.test(step.webhook))
      report('WEBHOOK_URL_INVALID', 'webhook', { step: name });
  },
};
