import { z } from 'zod';
import { workflowProblem } from '../validate-workflow.ts';
import { overdueChoices, workflowStatus } from '../workflow-status.ts';
import { versionView, workflowLine, workflowView } from '../workflow-view.ts';
import { listOf, none, page, type Route } from './route.ts';

/** What becomes of those inside when a version is published. */
const migration = {
  migrate: z
    .enum(['stay', 'move'])
    .optional()
    .describe('Whether those inside move onto it; they stay unless said'),
  places: z
    .record(z.string().max(64), z.string().max(64))
    .optional()
    .describe('For every step that is gone, the step its people go to, or “exit”'),
};

/** Workflows as documents, and their life from a draft to the archive. */
export const workflowRoutes = {
  listWorkflows: {
    method: 'GET',
    path: '/api/workflows',
    permission: 'viewer',
    summary: 'All workflows',
    query: z.object({ ...page, status: workflowStatus.optional(), search: z.string().max(200).optional() }),
    answer: listOf(workflowLine),
  },
  createWorkflow: {
    method: 'POST',
    path: '/api/workflows',
    permission: 'marketer',
    summary: 'Save a new draft',
    body: z.unknown(),
    answer: workflowView,
    status: 201,
  },
  validateWorkflow: {
    method: 'POST',
    path: '/api/workflows/validate',
    permission: 'viewer',
    summary: 'The problems of a document',
    body: z.unknown(),
    answer: z.object({ problems: z.array(workflowProblem) }),
  },
  workflowSchema: {
    method: 'GET',
    path: '/api/workflows/schema',
    permission: 'viewer',
    summary: 'The JSON Schema of the document',
    answer: z.record(z.string(), z.unknown()),
  },
  getWorkflow: {
    method: 'GET',
    path: '/api/workflows/:id',
    permission: 'viewer',
    summary: 'One workflow with its draft',
    query: z.object({
      filled: z
        .stringbool()
        .optional()
        .describe('Answers the draft with its defaults filled in, as far as it has the right shape'),
    }),
    answer: workflowView,
  },
  saveWorkflow: {
    method: 'PUT',
    path: '/api/workflows/:id',
    permission: 'marketer',
    summary: 'Save the draft',
    body: z.unknown(),
    answer: workflowView,
    ifMatch: true,
  },
  deleteWorkflow: {
    method: 'DELETE',
    path: '/api/workflows/:id',
    permission: 'manager',
    summary: 'Delete a workflow nobody ever entered',
    answer: none,
    status: 204,
  },
  publishWorkflow: {
    method: 'POST',
    path: '/api/workflows/:id/publish',
    permission: 'marketer',
    summary: 'Make the draft the live version',
    body: z
      .strictObject({
        enrolExisting: z.boolean().optional().describe('Enter those for whom the condition holds already'),
        perDay: z.number().int().min(1).max(1_000_000).optional().describe('At most so many of them a day'),
        ...migration,
      })
      .optional(),
    answer: z.object({ version: z.number(), job: z.string().optional(), migration: z.string().optional() }),
  },
  getDailyLimit: {
    method: 'GET',
    path: '/api/workflows/:id/daily-limit',
    permission: 'viewer',
    summary: 'Whether the workflow wrote more today than it may, and who may let the rest go',
    answer: z.object({
      /** Nothing is held back until then. */
      lifted: z.object({ by: z.string(), until: z.string() }).optional(),
      /** It waits for a second person since then. */
      reached: z
        .object({
          at: z.string(),
          limit: z.number(),
          waiting: z.number(),
          publishedBy: z.string(),
          /** What the asking one may do: let it go; the same after typing the name, as nobody else could; or nothing. */
          answer: z.enum(['let-go', 'confirm', 'somebody-else']),
        })
        .optional(),
    }),
  },
  liftDailyLimit: {
    method: 'POST',
    path: '/api/workflows/:id/daily-limit/lift',
    permission: 'marketer',
    summary:
      'Let go what waits over the daily limit, and what comes within a day; by somebody who did not publish it',
    body: z
      .strictObject({
        confirm: z.string().max(200).optional().describe('The workflow’s name, where nobody else could'),
      })
      .optional(),
    answer: none,
    status: 204,
  },
  pauseWorkflow: {
    method: 'POST',
    path: '/api/workflows/:id/pause',
    permission: 'marketer',
    summary: 'Stop entering and moving',
    answer: workflowView,
  },
  resumeWorkflow: {
    method: 'POST',
    path: '/api/workflows/:id/resume',
    permission: 'marketer',
    summary: 'Go on; what became due meanwhile needs a choice',
    body: z.strictObject({ overdue: z.enum(overdueChoices).optional() }).optional(),
    answer: workflowView.extend({ job: z.string() }),
  },
  archiveWorkflow: {
    method: 'POST',
    path: '/api/workflows/:id/archive',
    permission: 'marketer',
    summary: 'Put it away and end it for everybody inside',
    answer: workflowView.extend({ job: z.string() }),
  },
  rollbackWorkflow: {
    method: 'POST',
    path: '/api/workflows/:id/rollback',
    permission: 'marketer',
    summary: 'Publish an older version anew',
    body: z.strictObject({ version: z.number().int().min(1), ...migration }),
    answer: z.object({ version: z.number(), migration: z.string().optional() }),
  },
  listVersions: {
    method: 'GET',
    path: '/api/workflows/:id/versions',
    permission: 'viewer',
    summary: 'Published versions, newest first',
    query: z.object(page),
    answer: listOf(versionView),
  },
} as const satisfies Record<string, Route>;
