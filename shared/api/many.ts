import { z } from 'zod';
import { accountsOrder, contactsOrder, tasksOrder } from '../many.ts';
import type { Route } from './route.ts';

const job = z.object({ job: z.string() });

/** What is done for several at once: jobs, each of which can be taken back. */
export const manyRoutes = {
  actOnAccounts: {
    method: 'POST',
    path: '/api/at-risk/actions',
    permission: 'marketer',
    summary:
      'Start a workflow, make a task, write an e-mail or name the success manager, for each of several accounts',
    body: accountsOrder,
    answer: job,
    status: 202,
  },
  actOnContacts: {
    method: 'POST',
    path: '/api/contacts/actions',
    permission: 'marketer',
    summary: 'Start a workflow, make a task or write an e-mail, for each of several contacts',
    body: contactsOrder,
    answer: job,
    status: 202,
  },
  changeTasks: {
    method: 'POST',
    path: '/api/tasks/changes',
    permission: 'marketer',
    summary: 'Close, reopen or hand on several tasks',
    body: tasksOrder,
    answer: job,
    status: 202,
  },
  undoJob: {
    method: 'POST',
    path: '/api/jobs/:id/undo',
    permission: 'marketer',
    summary: 'Take back what such a job did, where nobody has gone on from it yet',
    answer: job,
    status: 202,
  },
} as const satisfies Record<string, Route>;
