import { z } from 'zod';
import { stepId, stepName } from './fields.ts';
import { nextExit, type StepDefinition, withOptional } from './step-definition.ts';

const schema = z
  .strictObject({
    kind: z.literal('send-email'),
    name: stepName,
    template: z
      .string()
      .max(120)
      .optional()
      .describe('The key of a template; leave out subject and body then.'),
    subject: z.string().max(500).optional().describe('Liquid'),
    preheader: z.string().max(500).optional().describe('Liquid; the line inboxes show after the subject'),
    body: z.string().max(200_000).optional().describe('Plain text or MJML, Liquid in both'),
    purpose: z.enum(['marketing', 'service']).default('marketing'),
    reason: z.string().max(500).optional().describe('Why people need this service mail'),
    topic: z.string().max(80).optional(),
    next: stepId.optional().describe('Stands for all exits'),
    exits: z.strictObject({ sent: stepId.optional(), notSent: stepId.optional() }).optional(),
  })
  .meta({ description: 'Send an e-mail to the contact' });

/** Sends an e-mail; `sent` when handed to the provider, `notSent` when it may not or could not be sent. */
export const sendEmail: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'send-email',
  group: 'messages',
  waits: false,
  blank: () => ({ kind: 'send-email', subject: '', body: '', purpose: 'marketing' }),
  exits: (step) =>
    step.exits
      ? [
          { id: 'sent', to: step.exits.sent },
          { id: 'notSent', to: step.exits.notSent },
        ]
      : nextExit.exits(step),
  connect: (step, exit, to) =>
    step.exits
      ? { ...step, exits: withOptional(step.exits, exit === 'sent' ? 'sent' : 'notSent', to) }
      : nextExit.connect(step, exit, to),
  summary: (step) =>
    step.template
      ? { key: 'steps.send-email.template', values: { template: step.template } }
      : step.subject
        ? { key: 'steps.send-email.subject', values: { subject: step.subject } }
        : { key: 'steps.send-email.empty', values: {} },
};
