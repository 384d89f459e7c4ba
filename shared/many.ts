import { z } from 'zod';
import { accountListed } from './account.ts';
import { contactFilters } from './contact.ts';
import { taskPriority } from './steps/create-task.ts';
import { taskChange, taskFilters } from './task.ts';
import { duration } from './time.ts';

/** At most so many are named by one order; of all that a list finds there may be any number. */
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
  reason: z.string().trim().max(500).optional().describe('Why people need this service mail'),
});

/** So long whoever wrote by hand may take it back before anything leaves. */
export const TAKE_BACK_FOR = 15_000;

/** What is done for all that a list finds; to write to more than one order takes is what workflows are for. */
function isForMany({
  matching,
  action,
}: {
  matching?: object | undefined;
  action: { kind: string };
}): boolean {
  return matching === undefined || action.kind !== 'write';
}
const forMany = {
  path: ['action'],
  error: 'An e-mail by hand goes to those that are named. Start a workflow for all that a list finds.',
};

/** What is done for each of several contacts. */
export const contactAction = z.discriminatedUnion('kind', [start, task, write]);
/** What is done for each of several accounts. */
export const accountAction = z.discriminatedUnion('kind', [start, task, write, manager]);
export type ManyAction = z.infer<typeof accountAction>;

const ids = z.array(z.string().min(1).max(300)).min(1).max(MOST_AT_ONCE);

/** The accounts named, or all that a list finds. */
export const accountsOrder = z
  .strictObject({
    accountIds: ids.optional(),
    matching: z.strictObject(accountListed).optional(),
    action: accountAction,
  })
  .refine(
    ({ accountIds, matching }) => (accountIds === undefined) !== (matching === undefined),
    'Name accounts by “accountIds”, or all that a list finds by “matching”, one of them.',
  )
  .refine(isForMany, forMany);
/** The contacts named, by user id or by the id that lists show of one without, or all that a list finds. */
export const contactsOrder = z
  .strictObject({
    userIds: ids.optional(),
    matching: z.strictObject(contactFilters).optional(),
    action: contactAction,
  })
  .refine(
    ({ userIds, matching }) => (userIds === undefined) !== (matching === undefined),
    'Name contacts by “userIds”, or all that a list finds by “matching”, one of them.',
  )
  .refine(isForMany, forMany);
/** The tasks named, or all that a list finds. */
export const tasksOrder = z
  .strictObject({
    ids: ids.optional(),
    matching: z.strictObject(taskFilters).optional(),
    change: taskChange,
  })
  .refine(
    (order) => (order.ids === undefined) !== (order.matching === undefined),
    'Name tasks by “ids”, or all that a list finds by “matching”, one of them.',
  );

const leftOut = z.object({ id: z.string(), name: z.string(), code: z.string() });

/** What came of it for those that were named, as the job’s result. */
export const manyOutcome = z.object({
  /** Those something was done for; `made` is the task, the message or the enrolment that it made. */
  done: z.array(z.object({ id: z.string(), made: z.string().optional() })),
  skipped: z.array(leftOut),
  /** Whether what a started workflow does waits until somebody approves it. */
  held: z.boolean().optional(),
});
export type ManyOutcome = z.infer<typeof manyOutcome>;

/** What came of it for all that a list found: counted, for they may be many. */
export const matchingOutcome = z.object({
  done: z.number(),
  skipped: z.number(),
  /** Why some were left out, each reason once, with one it was true of. */
  reasons: z.array(leftOut),
  held: z.boolean().optional(),
});
export type MatchingOutcome = z.infer<typeof matchingOutcome>;
