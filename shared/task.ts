import { z } from 'zod';
import { taskPriority } from './steps/create-task.ts';

export const taskStatus = z.enum(['open', 'done', 'cancelled']);
export const taskOutcome = z.enum(['saved', 'lost', 'postponed', 'reason']);

/** Work for a person; `id` is enrolment:visit:step, so that it is created once. */
export interface Task {
  id: string;
  p: number;
  contactId: string;
  userId?: string | undefined;
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
  workflowId: z.string().optional(),
  workflowName: z.string().optional(),
  step: z.string().optional(),
  demo: z.boolean(),
  createdAt: z.string(),
  closedAt: z.string().optional(),
});
export type TaskView = z.infer<typeof taskView>;

/** What a person says when closing or reopening a task. */
export const taskChange = z.strictObject({
  status: taskStatus.optional(),
  outcome: taskOutcome.optional(),
  reason: z.string().max(2_000).optional(),
  assignee: z.string().max(200).optional(),
});
