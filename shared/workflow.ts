import { z } from 'zod';
import { rootCondition } from './condition.ts';
import { recipients } from './recipients.ts';
import { subjectKind } from './segment.ts';
import { stepId, timeOfDay, weekday } from './steps/fields.ts';
import { step } from './steps/index.ts';
import { duration } from './time.ts';
import { trigger } from './triggers/index.ts';

export const WORKFLOW_FORMAT = 'mooring.workflow/1';
export const MAX_STEPS = 2_000;
export const DEFAULT_ROUNDS = 100;

export const reentry = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('once') }),
  z.strictObject({ mode: z.literal('always') }),
  z.strictObject({ mode: z.literal('after'), wait: duration }),
  z.strictObject({ mode: z.literal('one-at-a-time') }),
]);
export type Reentry = z.infer<typeof reentry>;

export const sendWindow = z.strictObject({
  days: z.array(weekday).default(['mon', 'tue', 'wed', 'thu', 'fri']),
  from: timeOfDay,
  to: timeOfDay,
  zone: z.string().default('contact').describe('“contact”, or the name of a time zone'),
  expiresAfter: duration.default('3d'),
});
export type SendWindow = z.infer<typeof sendWindow>;

export const MAX_NOTE_LENGTH = 2_000;
export const MAX_NOTES = 200;
export const noteColours = ['yellow', 'green', 'blue', 'pink'] as const;

export const note = z.strictObject({
  id: z.string().max(64).optional(),
  text: z.string().max(MAX_NOTE_LENGTH),
  step: stepId.optional(),
  colour: z.enum(noteColours).optional(),
});

/** Whose message goes first where a contact may not get all of them, least important first. */
export const priorities = ['low', 'normal', 'high'] as const;

/** The portable workflow document, `mooring.workflow/1`. Parsing fills in the documented defaults. */
export const workflowSchema = z
  .strictObject({
    format: z.literal(WORKFLOW_FORMAT),
    key: z
      .string()
      .max(120)
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'A key has small letters, digits and “-”.')
      .optional(),
    name: z.string().trim().max(200).default(''),
    description: z.string().max(5_000).optional(),
    subject: subjectKind.default('contact'),
    to: recipients.optional(),
    entry: z.strictObject({
      trigger,
      when: rootCondition.optional(),
      reentry: reentry.default({ mode: 'once' }),
      holdoutPercent: z.number().min(0).max(100).default(0),
    }),
    goal: z.strictObject({ when: rootCondition, within: duration.default('30d') }).optional(),
    exit: z
      .array(z.strictObject({ event: z.string().min(1).max(200), where: rootCondition.optional() }))
      .max(20)
      .default([]),
    sendWindow: sendWindow.optional(),
    sending: z.enum(['auto', 'review']).default('auto'),
    dailyLimit: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe(
        'More messages than this on one day wait for a second person; left out, 50 or 2 % of all contacts, of live mail',
      ),
    priority: z.enum(priorities).default('normal'),
    maxRounds: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(DEFAULT_ROUNDS)
      .describe('How often a contact may come to a step of a loop before the journey ends'),
    start: stepId.optional(),
    steps: z.record(stepId, step).default({}),
    notes: z.array(note).max(MAX_NOTES).default([]),
  })
  .meta({ id: 'mooring.workflow/1', title: 'Mooring workflow' });

export type Workflow = z.infer<typeof workflowSchema>;

/** A new workflow as the editor opens it. */
export function blankWorkflow(name = ''): Workflow {
  return {
    format: WORKFLOW_FORMAT,
    name,
    subject: 'contact',
    entry: { trigger: { kind: 'event', event: '' }, reentry: { mode: 'once' }, holdoutPercent: 0 },
    exit: [],
    sending: 'auto',
    priority: 'normal',
    maxRounds: DEFAULT_ROUNDS,
    start: 'end',
    steps: { end: { kind: 'exit' } },
    notes: [],
  };
}
