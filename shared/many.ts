import { z } from 'zod';
import { taskPriority } from './steps/create-task.ts';
import { taskChange } from './task.ts';
import { duration } from './time.ts';

/** At most so many are dealt with by one order. */
export const MOST_AT_ONCE = 500;

const start = z.strictObject({ kind: z.literal('start'), workflowId: z.string().min(1).max(64) });
const task = z.strictObject({
  kind: z.literal('task'),
  title: z.string().trim().min(1).max(500),
  note: z.string().trim().max(10_000).optional(),
  assignee: z.string().trim().min(1).max(320).default('success-manager'),
  dueIn: duration.default('1d'),
  priority: taskPriority.default('normal'),
});
/** Names the success manager, or takes away the one there is. */
const manager = z.strictObject({ kind: z.literal('manager'), manager: z.email().nullable() });

/** An e-mail written by hand: plain text or MJML, Liquid in both. */
const write = z.strictObject({
  kind: z.literal('write'),
  subject: z.string().trim().min(1).max(500),
  preheader: z.string().trim().max(500).optional(),
  body: z.string().trim().min(1).max(200_000),
  purpose: z.enum(['marketing', 'service']).default('marketing'),
});

/** So long whoever wrote by hand may take it back before anything leaves. */
export const TAKE_BACK_FOR = 15_000;

/** What is done for each of several contacts. */
export const contactAction = z.discriminatedUnion('kind', [start, task, write]);
/** What is done for each of several accounts. */
export const accountAction = z.discriminatedUnion('kind', [start, task, write, manager]);
export type ManyAction = z.infer<typeof accountAction>;

const ids = z.array(z.string().min(1).max(300)).min(1).max(MOST_AT_ONCE);

export const accountsOrder = z.strictObject({ accountIds: ids, action: accountAction });
/** Contacts are named by user id, or by the id that lists show of one without. */
export const contactsOrder = z.strictObject({ userIds: ids, action: contactAction });
export const tasksOrder = z.strictObject({ ids, change: taskChange });

/** What came of it, as the job’s result. */
export const manyOutcome = z.object({
  /** Those something was done for; `made` is the task, the message or the enrolment that it made. */
  done: z.array(z.object({ id: z.string(), made: z.string().optional() })),
  skipped: z.array(z.object({ id: z.string(), name: z.string(), code: z.string() })),
  /** Whether what a started workflow does waits until somebody approves it. */
  held: z.boolean().optional(),
});
export type ManyOutcome = z.infer<typeof manyOutcome>;
