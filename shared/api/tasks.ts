import { z } from 'zod';
import { direction } from '../list-order.ts';
import { dueWhen, taskChange, taskStatus, taskView, taskWish } from '../task.ts';
import { listOf, page, type Route } from './route.ts';

export const taskRoutes = {
  listTasks: {
    method: 'GET',
    path: '/api/tasks',
    permission: 'viewer',
    summary: 'Tasks, by due date',
    query: z.object({
      ...page,
      userId: z.string().max(255).optional(),
      accountId: z.string().max(255).optional(),
      caseId: z.string().max(64).optional(),
      status: taskStatus.optional(),
      assignee: z.string().max(200).optional(),
      due: dueWhen.optional(),
      direction: direction.optional(),
    }),
    answer: listOf(taskView),
  },
  createTask: {
    method: 'POST',
    path: '/api/tasks',
    permission: 'marketer',
    summary: 'Make a task by hand',
    body: taskWish,
    answer: taskView,
    status: 201,
  },
  changeTask: {
    method: 'PATCH',
    path: '/api/tasks/:id',
    permission: 'marketer',
    summary: 'Close, reopen or hand on a task',
    body: taskChange,
    answer: taskView,
  },
} as const satisfies Record<string, Route>;
