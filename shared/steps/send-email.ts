import { z } from 'zod';
import { recipients } from '../recipients.ts';
import { stepId, stepName } from './fields.ts';
import { outcomeExits, type StepDefinition } from './step-definition.ts';

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
    to: recipients.optional(),
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
  ...outcomeExits(['sent', 'notSent']),
  summary: (step) =>
    step.template
      ? { key: 'steps.send-email.template', values: { template: step.template } }
      : step.subject
        ? { key: 'steps.send-email.subject', values: { subject: step.subject } }
        : { key: 'steps.send-email.empty', values: {} },
  check(step, { name, subject, report, text, knowledge }) {
    if (step.to && subject === 'contact') report('RECIPIENTS_OF_CONTACT', 'to', { step: name }, 'warning');
    const { template } = step;
    if (template !== undefined) {
      if (step.subject || step.body) report('EMAIL_CONTENT_TWICE', 'template', { step: name });
      if (knowledge.templates && !knowledge.templates.has(template))
        report('EMAIL_TEMPLATE_UNKNOWN', 'template', { step: name, template });
    } else {
      for (const field of ['subject', 'body'] as const)
        if (!step[field]?.trim()) report('EMAIL_CONTENT_MISSING', field, { step: name, field });
    }
    if (step.purpose === 'service' && !step.reason?.trim())
      report('EMAIL_REASON_MISSING', 'reason', { step: name });
    text('subject', step.subject);
    text('preheader', step.preheader);
    text('body', step.body);
  },
};
