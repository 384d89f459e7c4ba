import { z } from 'zod';
import { enrolmentStatus, enrolmentView } from '../enrolment.ts';
import { jobView } from '../job.ts';
import { simulationRequest, simulationResult } from '../simulation.ts';
import { entryWhy } from '../why.ts';
import { presentPerson, workflowChange, workflowCounts } from '../workflow-view.ts';
import { listOf, none, page, type Route } from './route.ts';

/** Workflows at work: who is inside, where and why. */
export const runningRoutes = {
  workflowImpact: {
    method: 'GET',
    path: '/api/workflows/:id/impact',
    permission: 'viewer',
    summary: 'Who is inside and where',
    answer: z.object({
      /** Over all versions that people are on; the name and kind of a step are those of the newest of them. */
      inside: z.array(
        z.object({
          step: z.string(),
          count: z.number(),
          name: z.string().optional(),
          kind: z.string().optional(),
        }),
      ),
      matching: z.number().nullable(),
      /** A playbook asks for a yes until so many of its effects got one. */
      review: z.object({ isPlaybook: z.boolean(), approved: z.number(), enough: z.number() }),
    }),
  },
  workflowReasons: {
    method: 'GET',
    path: '/api/workflows/:id/reasons',
    permission: 'viewer',
    summary:
      'What of it was not sent, or waits, and why; of messages made, and people entered, in so many days',
    query: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    answer: z.object({
      items: z.array(
        z.object({
          reason: z.string(),
          /** Left out for good, given up after trying, or on its way once the reason is gone. */
          what: z.enum(['skipped', 'failed', 'waiting']),
          count: z.number(),
          /** Whether it is messages, which can be listed; else people at their step. */
          isMessages: z.boolean(),
        }),
      ),
    }),
  },
  workflowCounts: {
    method: 'GET',
    path: '/api/workflows/:id/counts',
    permission: 'viewer',
    summary: 'Numbers for the canvas; with `days` only of those who entered in that time',
    query: z.object({ days: z.coerce.number().int().min(1).max(90).optional() }),
    answer: workflowCounts,
  },
  workflowChanges: {
    method: 'GET',
    path: '/api/workflows/:id/changes',
    permission: 'viewer',
    summary: 'Who changed it, newest first',
    query: z.object(page),
    answer: listOf(workflowChange),
  },
  beInWorkflow: {
    method: 'POST',
    path: '/api/workflows/:id/presence',
    permission: 'viewer',
    summary: 'Say that one has it open; answers who else has, and the ETag of the draft as it is now',
    body: z.strictObject({
      /** One per browser tab. */
      session: z.string().min(8).max(64),
      step: z.string().max(64).optional(),
      left: z.boolean().optional(),
    }),
    answer: z.object({ others: z.array(presentPerson), etag: z.string() }),
  },
  enrol: {
    method: 'POST',
    path: '/api/workflows/:id/enrol',
    permission: 'marketer',
    summary: 'Put contacts in by hand',
    body: z
      .strictObject({
        userIds: z.array(z.string().min(1).max(255)).min(1).max(10_000).optional(),
        segment: z.string().max(120).optional().describe('Everybody in this segment now'),
        import: z.string().max(64).optional().describe('The ids in an uploaded table'),
        properties: z.record(z.string(), z.unknown()).optional(),
        dryRun: z.boolean().optional().describe('Only count who would enter'),
      })
      .refine(
        ({ userIds, segment, import: upload }) =>
          [userIds, segment, upload].filter((each) => each !== undefined).length === 1,
        'Name either userIds, a segment or an import.',
      ),
    answer: z.object({
      job: z.string().optional(),
      count: z
        .object({
          /** How many were named; of those `asked` whether they would, so many would enter. */
          total: z.number(),
          asked: z.number(),
          enters: z.number(),
          unknown: z.number(),
          reasons: z.record(z.string(), z.number()),
        })
        .optional(),
    }),
    status: 202,
  },
  explainEntry: {
    method: 'GET',
    path: '/api/workflows/:id/why',
    permission: 'viewer',
    summary: 'Why a contact did not enter the live version, or what is missing',
    query: z.object({ userId: z.string().min(1).max(255) }),
    answer: entryWhy,
  },
  simulateWorkflow: {
    method: 'POST',
    path: '/api/workflows/:id/simulate',
    permission: 'viewer',
    summary: 'Try it without side effects',
    body: simulationRequest,
    answer: simulationResult,
  },
  listEnrolments: {
    method: 'GET',
    path: '/api/enrolments',
    permission: 'viewer',
    summary: 'Where everyone is',
    query: z.object({
      ...page,
      userId: z.string().max(255).optional(),
      accountId: z.string().max(255).optional(),
      workflowId: z.string().max(64).optional(),
      /** With `workflowId`: those who are at this step now. */
      step: z.string().max(64).optional(),
      status: enrolmentStatus.optional(),
      /** With `workflowId` and `status=parked`: those who stand still for this reason. */
      reason: z.string().max(500).optional(),
    }),
    answer: listOf(enrolmentView),
  },
  listParked: {
    method: 'GET',
    path: '/api/workflows/:id/parked',
    permission: 'viewer',
    summary: 'Why people stand still in it, and how many',
    answer: z.object({
      total: z.number(),
      reasons: z.array(z.object({ reason: z.string(), count: z.number(), since: z.string() })),
    }),
  },
  releaseParked: {
    method: 'POST',
    path: '/api/workflows/:id/parked',
    permission: 'marketer',
    summary:
      'Try again with those who stand still, pass their step by, or take them out; all, or of one reason',
    body: z.strictObject({
      do: z.enum(['retry', 'skip', 'take-out']),
      reason: z.string().max(500).optional(),
    }),
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  endEnrolment: {
    method: 'DELETE',
    path: '/api/enrolments/:id',
    permission: 'marketer',
    summary: 'Take one out',
    answer: none,
    status: 204,
  },
  getJob: {
    method: 'GET',
    path: '/api/jobs/:id',
    permission: 'viewer',
    summary: 'How far a job is',
    answer: jobView,
  },
  cancelJob: {
    method: 'DELETE',
    path: '/api/jobs/:id',
    permission: 'marketer',
    summary: 'Stop a job that puts people into a workflow or moves them; what it did stays',
    answer: none,
    status: 204,
  },
} as const satisfies Record<string, Route>;
