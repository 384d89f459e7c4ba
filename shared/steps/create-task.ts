import { z } from 'zod';
import { duration } from '../time.ts';
import { stepId, stepName } from './fields.ts';
import { nextExit, type StepDefinition } from './step-definition.ts';

export const taskPriority = z.enum(['low', 'normal', 'high']);

/** Who gets a task: whoever has a role for this contact, or a person by e-mail. */
export const taskAssignee = z.union([
  z.strictObject({ role: z.enum(['success-manager', 'manager', 'marketer', 'admin']) }),
  z.strictObject({ person: z.email() }),
]);
export type TaskAssignee = z.infer<typeof taskAssignee>;

const schema = z
  .strictObject({
    kind: z.literal('create-task'),
    name: stepName,
    title: z.string().max(500).default('').describe('Liquid'),
    note: z.string().max(10_000).optional().describe('Liquid; what the person should know'),
    assignee: taskAssignee.default({ role: 'success-manager' }),
    dueIn: duration.default('1d'),
    priority: taskPriority.default('normal'),
    opensCase: z
      .strictObject({
        reason: z.string().max(2_000).optional().describe('Liquid; why the account is to be saved'),
      })
      .optional()
      .describe('Opens a case for the account where none is open; the task joins it'),
    next: stepId.optional(),
  })
  .meta({ description: 'Create a task for a person' });

/** Hands work to a person and goes on at once. */
export const createTask: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'create-task',
  group: 'people',
  waits: false,
  blank: () => ({
    kind: 'create-task',
    title: '',
    assignee: { role: 'success-manager' },
    dueIn: '1d',
    priority: 'normal',
  }),
  ...nextExit,
  summary: (step) =>
    step.title
      ? { key: 'steps.create-task.summary', values: { title: step.title, dueIn: step.dueIn } }
      : { key: 'steps.create-task.empty', values: {} },
  check(step, { name, report, text }) {
    if (!step.title.trim()) report('TASK_TITLE_MISSING', 'title', { step: name });
    text('title', step.title);
    text('note', step.note);
    text('opensCase.reason', step.opensCase?.reason);
  },
};
