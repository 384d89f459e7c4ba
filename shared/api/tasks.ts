import { z } from 'zod';
import { direction } from '../list-order.ts';
import { taskChange, taskFilters, taskSort, taskView, taskWish } from '../task.ts';
import { listOf, page, type Route } from './route.ts';

export const taskRoutes = {
  listTasks: {
    method: 'GET',
    path: '/api/tasks',
    permission: 'viewer',
    summary: 'Tasks, by due date unless sorted otherwise',
    query: z.object({
      ...page,
      ...taskFilters,
      sort: taskSort.optional(),
      direction: direction.optional(),
    }),
    answer: listOf(taskView),
  },
  countTasks: {
    method: 'GET',
    path: '/api/counts/tasks',
    permission: 'viewer',
    summary: 'How many tasks a list finds',
    query: z.object(taskFilters),
    answer: z.object({ count: z.number() }),
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
