import { z } from 'zod';
import type { Direction } from './list-order.ts';
import { taskPriority } from './steps/create-task.ts';
import { duration } from './time.ts';

export const taskStatus = z.enum(['open', 'done', 'cancelled']);
export const taskOutcome = z.enum(['saved', 'lost', 'postponed', 'reason']);

/** Work for a person; `id` is enrolment:visit:step, so that it is created once. */
export interface Task {
  id: string;
  p: number;
  /** Whom it is about; for an account without people, its `accountSubject`. */
  contactId: string;
  userId?: string | undefined;
  /** The account of the contact when the task was made. */
  accountId?: string | undefined;
  /** The rescue it belongs to. */
  caseId?: string | undefined;
  /** It opens the rescue where none is open. */
  opensCase?: { reason?: string | undefined } | undefined;
  /** The task of the same case that people work on: this one is closed with it and not shown before. */
  joins?: string | undefined;
  enrolmentId?: string | undefined;
  workflowId?: string | undefined;
  version?: number | undefined;
  step?: string | undefined;
  title: string;
  note?: string | undefined;
  /** A role (`success-manager`) or a person's e-mail. */
  assignee: string;
  dueAt: Date;
  priority: z.infer<typeof taskPriority>;
  status: z.infer<typeof taskStatus>;
  outcome?: z.infer<typeof taskOutcome> | undefined;
  reason?: string | undefined;
  demo?: boolean | undefined;
  createdAt: Date;
  /** When the journey it belongs to began: numbers about those who entered in some time are told by it. */
  enteredAt?: Date | undefined;
  closedAt?: Date | undefined;
  closedBy?: string | undefined;
  /** The enrolment has not been told yet of the change of this moment. */
  untoldSince?: Date | undefined;
}

export const taskView = z.object({
  id: z.string(),
  title: z.string(),
  note: z.string().optional(),
  assignee: z.string(),
  dueAt: z.string(),
  priority: taskPriority,
  status: taskStatus,
  outcome: taskOutcome.optional(),
  reason: z.string().optional(),
  contactId: z.string(),
  userId: z.string().optional(),
  contactName: z.string().optional(),
  accountId: z.string().optional(),
  accountName: z.string().optional(),
  caseId: z.string().optional(),
  /** The task of the same case it was closed with. */
  joins: z.string().optional(),
  workflowId: z.string().optional(),
  workflowName: z.string().optional(),
  step: z.string().optional(),
  demo: z.boolean(),
  createdAt: z.string(),
  closedAt: z.string().optional(),
});
export type TaskView = z.infer<typeof taskView>;

/** When tasks are due: before now, before the day is over (UTC), within seven days. */
export const dueWhen = z.enum(['overdue', 'today', 'week']);
export type DueWhen = z.infer<typeof dueWhen>;

/** What lists of tasks can be sorted by: when they are due, how pressing they are, when they were made. */
export const taskSort = z.enum(['due', 'priority', 'created']);
export type TaskSort = z.infer<typeof taskSort>;

/** Which way each begins: what is due first, what is most pressing, what is newest. */
export const taskDirections = {
  due: 'asc',
  priority: 'asc',
  created: 'desc',
} as const satisfies Record<TaskSort, Direction>;

/** What lists of tasks are narrowed by. */
export const taskFilters = {
  userId: z.string().max(255).optional(),
  accountId: z.string().max(255).optional(),
  caseId: z.string().max(64).optional(),
  status: taskStatus.optional(),
  /** A role, or a person’s e-mail. */
  assignee: z.string().max(200).optional(),
  due: dueWhen.optional(),
};

/** What a person says when closing or reopening a task. */
export const taskChange = z.strictObject({
  status: taskStatus.optional(),
  outcome: taskOutcome.optional(),
  reason: z.string().max(2_000).optional(),
  assignee: z.string().max(200).optional(),
});

/** A task somebody makes by hand, about a contact or about an account; the latter needs somebody there to call. */
export const taskWish = z
  .strictObject({
    userId: z.string().trim().min(1).max(255).optional(),
    accountId: z.string().trim().min(1).max(255).optional(),
    title: z.string().trim().min(1).max(500),
    note: z.string().trim().max(10_000).optional(),
    /** A role, or a person’s e-mail address. */
    assignee: z
      .union([z.enum(['success-manager', 'manager', 'marketer', 'admin']), z.email()])
      .default('success-manager'),
    dueIn: duration.default('1d'),
    priority: taskPriority.default('normal'),
  })
  .refine(
    ({ userId, accountId }) => (userId === undefined) !== (accountId === undefined),
    'Name a contact by userId or an account by accountId, one of them.',
  );
