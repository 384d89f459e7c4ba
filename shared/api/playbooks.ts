import { z } from 'zod';
import { playbookView, playbookWish } from '../playbooks/view.ts';
import { templateBody } from '../template.ts';
import { workflowView } from '../workflow-view.ts';
import type { Route } from './route.ts';

export const playbookRoutes = {
  listPlaybooks: {
    method: 'GET',
    path: '/api/playbooks',
    permission: 'viewer',
    summary: 'Ready workflows, what each needs and what is missing here',
    query: z.object({ language: playbookWish.shape.language }),
    answer: z.object({ items: z.array(playbookView) }),
  },
  listLetters: {
    method: 'GET',
    path: '/api/playbooks/letters',
    permission: 'viewer',
    summary: 'The e-mail texts that come with the product, to begin a template with',
    query: z.object({ language: playbookWish.shape.language }),
    answer: z.object({ items: z.array(templateBody) }),
  },
  createFromPlaybook: {
    method: 'POST',
    path: '/api/playbooks/:key',
    permission: 'marketer',
    summary: 'Make a playbook’s workflow as a draft, with its e-mail texts',
    body: playbookWish,
    answer: workflowView,
    status: 201,
  },
} as const satisfies Record<string, Route>;
