import { z } from 'zod';
import {
  accountChange,
  accountLine,
  accountSort,
  accountView,
  accountWish,
  activityView,
  memberLine,
  meterHistory,
} from './account.ts';
import { billingCustomerView, billingStatus, customerChoice, customerState } from './billing.ts';
import { caseChange, caseStage, caseView, caseWish } from './case.ts';
import { churnQuery, churnReport, holdoutComparison, signalQuality } from './churn.ts';
import { askedCondition, explanation } from './condition.ts';
import { contactView, permissions, timelineGroup, timelineItem } from './contact.ts';
import { deadLetterDetail, deadLetterKind, deadLetterView } from './dead-letter.ts';
import { heldView } from './dispatch.ts';
import { enrolmentStatus, enrolmentView } from './enrolment.ts';
import { batchAnswer, callStatus, callView } from './event.ts';
import { healthMeasure, healthPreview, healthRules, healthRulesView, healthView } from './health.ts';
import { hookBody, hookDelivery, hookMapping, hookTrial, hookView } from './hook.ts';
import { messageStatus, messageView, suppressionReason } from './message.ts';
import { noticeView } from './notice.ts';
import { keyKind, keyView, password, personView, role, siteOrigin } from './people.ts';
import { playbookView, playbookWish } from './playbooks/view.ts';
import { providerView } from './provider.ts';
import {
  cardMonth,
  expiringCard,
  riskLine,
  riskOrder,
  riskSort,
  riskSummary,
  runningForAccount,
} from './risk.ts';
import { savedView, viewPlace, viewWish } from './saved-view.ts';
import { conditionCount, memberView, segmentDay, segmentLine, segmentView, subjectKind } from './segment.ts';
import { mailStatus, settings } from './settings.ts';
import { openingView, signalLine, signalView } from './signal.ts';
import { simulationRequest, simulationResult } from './simulation.ts';
import { healthBand } from './standing.ts';
import { delimiter, encoding, importView, tableKind, tablePlan } from './table.ts';
import { taskChange, taskStatus, taskView, taskWish } from './task.ts';
import { templateBody, templateView } from './template.ts';
import { testCaseBody, testCaseView, testOutcome } from './test-case.ts';
import { workflowProblem } from './validate-workflow.ts';
import { entryWhy } from './why.ts';
import { workflowStatus } from './workflow-status.ts';

/** Who may call a route: anybody, whoever has a write key, or a person or API key of at least a role. */
export type Permission = 'public' | 'write-key' | 'viewer' | 'marketer' | 'manager' | 'admin';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express style: `/api/workflows/:id`. */
  path: string;
  permission: Permission;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: z.ZodType;
  /** 200 unless given. */
  status?: 201 | 202 | 204;
  /** The request must carry If-Match with the ETag read before. */
  ifMatch?: true;
}

export const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
};

const accountFilters = {
  plan: z.string().max(200).optional(),
  band: healthBand.optional(),
  /** The e-mail address of a success manager, or `none`. */
  manager: z.string().max(320).optional(),
};

const riskFilters = {
  plan: z.string().max(200).optional(),
  manager: z.string().max(320).optional(),
  /** Only those for which this signal is open. */
  signal: z.string().max(120).optional(),
};

function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

const none = z.undefined();

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

export const workflowView = z.object({
  id: z.string(),
  key: z.string().optional(),
  name: z.string(),
  status: workflowStatus,
  document: z.record(z.string(), z.unknown()),
  problems: z.array(workflowProblem),
  /** The version people enter now. */
  liveVersion: z.number().optional(),
  /** Whether the draft differs from the live version. */
  changed: z.boolean(),
  /** Goes into If-Match. */
  etag: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  publishedAt: z.string().optional(),
  /** Why it was stopped by itself, until somebody resumes it. */
  brake: z
    .object({
      kind: z.enum(['bounces', 'complaints']),
      percent: z.number(),
      sent: z.number(),
      bounced: z.number(),
      complained: z.number(),
      at: z.string(),
    })
    .optional(),
  demo: z.boolean(),
});
export type WorkflowView = z.infer<typeof workflowView>;

export const workflowLine = workflowView.omit({ document: true, problems: true, etag: true }).extend({
  /** The event that starts it, else the kind of its trigger. */
  trigger: z.string().optional(),
  /** The trigger as the draft has it, as far as it is written. */
  startsBy: z.record(z.string(), z.unknown()).optional(),
  errors: z.number(),
  entered: z.number(),
  inside: z.number(),
  goals: z.number(),
  lastEnteredAt: z.string().optional(),
});
export type WorkflowLine = z.infer<typeof workflowLine>;

export const versionView = z.object({
  version: z.number(),
  document: z.record(z.string(), z.unknown()),
  publishedAt: z.string(),
  publishedBy: z.string().optional(),
});
export type VersionView = z.infer<typeof versionView>;

export const workflowCounts = z.object({
  entered: z.number(),
  inside: z.number(),
  goals: z.number(),
  /** Per step: how many came by, how many are there now, and how many left through each exit. */
  steps: z.record(
    z.string(),
    z.object({ entered: z.number(), here: z.number(), exits: z.record(z.string(), z.number()) }),
  ),
});
export type WorkflowCounts = z.infer<typeof workflowCounts>;

/** Somebody who has a workflow open now. */
export const presentPerson = z.object({
  id: z.string(),
  name: z.string(),
  /** The step they are at, where they have one selected. */
  step: z.string().optional(),
});
export type PresentPerson = z.infer<typeof presentPerson>;

export const workflowChange = z.object({
  at: z.string(),
  /** Who did it; undefined when the person is not known any more. */
  by: z.string().optional(),
  action: z.string(),
  version: z.number().optional(),
});
export type WorkflowChange = z.infer<typeof workflowChange>;

export const jobView = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number(),
  /** What it is at, where it tells. */
  phase: z.string().optional(),
  errors: z.array(z.object({ item: z.string(), code: z.string(), message: z.string() })),
  result: z.unknown().optional(),
});
export type JobView = z.infer<typeof jobView>;

export const sessionView = z.object({ person: personView, mail: mailStatus, demo: z.boolean() });
export type SessionView = z.infer<typeof sessionView>;

export const vocabularyView = z.object({
  events: z.array(z.object({ name: z.string(), lastSeenAt: z.string() })),
  traits: z.array(z.object({ path: z.string(), fact: z.enum(['contact', 'account']), sample: z.unknown() })),
});
export type VocabularyView = z.infer<typeof vocabularyView>;

const suppressionView = z.object({ email: z.string(), reason: suppressionReason, at: z.string() });

/**
 * Every route once: the server mounts from it, the editor's client and the OpenAPI document derive from it. A route
 * cannot exist without a permission.
 */
export const routes = {
  // Doors
  getSetup: {
    method: 'GET',
    path: '/api/setup',
    permission: 'public',
    summary: 'Whether the first admin is still to be made',
    answer: z.object({ needed: z.boolean() }),
  },
  setUp: {
    method: 'POST',
    path: '/api/setup',
    permission: 'public',
    summary: 'Create the first admin with the one-time link',
    body: z.strictObject({
      token: z.string(),
      email: z.email(),
      name: z.string().trim().min(1).max(120),
      password,
    }),
    answer: sessionView,
    status: 201,
  },
  signIn: {
    method: 'POST',
    path: '/api/session',
    permission: 'public',
    summary: 'Sign in',
    body: z.strictObject({ email: z.string().max(320), password: z.string().max(200) }),
    answer: sessionView,
  },
  getSession: {
    method: 'GET',
    path: '/api/session',
    permission: 'viewer',
    summary: 'Who is signed in',
    answer: sessionView,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    permission: 'public',
    summary: 'Sign out',
    answer: none,
    status: 204,
  },
  getInvitation: {
    method: 'GET',
    path: '/api/invitations/:token',
    permission: 'public',
    summary: 'Whom an invitation is for',
    answer: z.object({ email: z.string(), role, invitedBy: z.string().optional() }),
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/invitations/:token',
    permission: 'public',
    summary: 'Accept an invitation and sign in',
    body: z.strictObject({ name: z.string().trim().min(1).max(120), password }),
    answer: sessionView,
    status: 201,
  },
  listPeople: {
    method: 'GET',
    path: '/api/people',
    permission: 'viewer',
    summary: 'The people who work here',
    query: z.object(page),
    answer: listOf(personView),
  },
  invitePerson: {
    method: 'POST',
    path: '/api/people',
    permission: 'admin',
    summary: 'Invite a person; the link is shown once',
    body: z.strictObject({ email: z.email(), role }),
    answer: z.object({ person: personView, link: z.string(), expiresAt: z.string() }),
    status: 201,
  },
  changePerson: {
    method: 'PATCH',
    path: '/api/people/:id',
    permission: 'admin',
    summary: 'Change a role, or shut somebody out',
    body: z.strictObject({
      role: role.optional(),
      name: z.string().trim().min(1).max(120).optional(),
      disabled: z.boolean().optional(),
    }),
    answer: personView,
  },
  removePerson: {
    method: 'DELETE',
    path: '/api/people/:id',
    permission: 'admin',
    summary: 'Remove a person',
    answer: none,
    status: 204,
  },
  listKeys: {
    method: 'GET',
    path: '/api/keys',
    permission: 'manager',
    summary: 'API keys and write keys',
    query: z.object({ ...page, kind: keyKind.optional() }),
    answer: listOf(keyView),
  },
  createKey: {
    method: 'POST',
    path: '/api/keys',
    permission: 'admin',
    summary: 'Make a key; the secret is shown once',
    body: z.strictObject({
      kind: keyKind,
      name: z.string().trim().min(1).max(120),
      role: role.optional(),
      origins: z.array(siteOrigin).max(50).optional(),
    }),
    answer: keyView.extend({
      secret: z.string(),
      /** Browser keys only: makes the `userHash` of known users, on the server. */
      identitySecret: z.string().optional(),
    }),
    status: 201,
  },
  changeKey: {
    method: 'PATCH',
    path: '/api/keys/:id',
    permission: 'admin',
    summary: 'Say which sites may use a browser key',
    body: z.strictObject({ origins: z.array(siteOrigin).max(50) }),
    answer: keyView,
  },
  revokeKey: {
    method: 'DELETE',
    path: '/api/keys/:id',
    permission: 'admin',
    summary: 'Revoke a key',
    answer: none,
    status: 204,
  },
  getSettings: {
    method: 'GET',
    path: '/api/settings',
    permission: 'viewer',
    summary: 'The workspace’s settings',
    answer: settings.extend({ mail: mailStatus }),
  },
  changeSettings: {
    method: 'PATCH',
    path: '/api/settings',
    permission: 'admin',
    summary: 'Change settings',
    body: settings.omit({ sendingStoppedBy: true }).partial(),
    answer: settings.extend({ mail: mailStatus }),
  },

  // Ingestion (Segment-compatible); bodies are checked call by call
  ingestIdentify: {
    method: 'POST',
    path: '/v1/identify',
    permission: 'write-key',
    summary: 'Who somebody is',
    answer: batchAnswer,
  },
  ingestTrack: {
    method: 'POST',
    path: '/v1/track',
    permission: 'write-key',
    summary: 'What somebody did',
    answer: batchAnswer,
  },
  ingestPage: {
    method: 'POST',
    path: '/v1/page',
    permission: 'write-key',
    summary: 'A page somebody saw',
    answer: batchAnswer,
  },
  ingestScreen: {
    method: 'POST',
    path: '/v1/screen',
    permission: 'write-key',
    summary: 'A screen somebody saw',
    answer: batchAnswer,
  },
  ingestGroup: {
    method: 'POST',
    path: '/v1/group',
    permission: 'write-key',
    summary: 'Which account somebody belongs to',
    answer: batchAnswer,
  },
  ingestAlias: {
    method: 'POST',
    path: '/v1/alias',
    permission: 'write-key',
    summary: 'Two ids are one person',
    answer: batchAnswer,
  },
  ingestBatch: {
    method: 'POST',
    path: '/v1/batch',
    permission: 'write-key',
    summary: 'Many calls at once',
    answer: batchAnswer,
  },
  ingestImport: {
    method: 'POST',
    path: '/v1/import',
    permission: 'write-key',
    summary: 'History: changes facts, starts nothing',
    answer: batchAnswer,
  },
  listCalls: {
    method: 'GET',
    path: '/api/events',
    permission: 'viewer',
    summary: 'The last calls seen, and why some were refused',
    query: z.object({ ...page, userId: z.string().max(255).optional(), status: callStatus.optional() }),
    answer: listOf(callView),
  },
  getVocabulary: {
    method: 'GET',
    path: '/api/vocabulary',
    permission: 'viewer',
    summary: 'Event names and traits seen so far',
    answer: vocabularyView,
  },

  // Workflows
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
    body: z.strictObject({ overdue: z.enum(['skip', 'once', 'restart']).optional() }).optional(),
    answer: workflowView,
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

  // Segments
  listSegments: {
    method: 'GET',
    path: '/api/segments',
    permission: 'viewer',
    summary: 'All segments, by key',
    query: z.object({ ...page, archived: z.stringbool().default(false) }),
    answer: listOf(segmentLine),
  },
  createSegment: {
    method: 'POST',
    path: '/api/segments',
    permission: 'marketer',
    summary: 'Make a segment',
    body: z.unknown(),
    answer: segmentView,
    status: 201,
  },
  getSegment: {
    method: 'GET',
    path: '/api/segments/:key',
    permission: 'viewer',
    summary: 'One segment with its size, and who uses it',
    answer: segmentView,
  },
  saveSegment: {
    method: 'PUT',
    path: '/api/segments/:key',
    permission: 'marketer',
    summary: 'Change a segment; its key and subject stay',
    body: z.unknown(),
    answer: segmentView,
    ifMatch: true,
  },
  archiveSegment: {
    method: 'DELETE',
    path: '/api/segments/:key',
    permission: 'marketer',
    summary: 'Put a segment away that nothing uses',
    answer: none,
    status: 204,
  },
  listSegmentMembers: {
    method: 'GET',
    path: '/api/segments/:key/members',
    permission: 'viewer',
    summary: 'Who is in a segment now',
    query: z.object(page),
    answer: listOf(memberView),
  },
  getSegmentHistory: {
    method: 'GET',
    path: '/api/segments/:key/history',
    permission: 'viewer',
    summary: 'The size of a segment day by day, and who came and went',
    query: z.object({ days: z.coerce.number().int().min(1).max(400).default(90) }),
    answer: z.object({ days: z.array(segmentDay) }),
  },

  // Signals
  listSignals: {
    method: 'GET',
    path: '/api/signals',
    permission: 'viewer',
    summary: 'All signals by key, with for how many each is open',
    answer: z.object({ items: z.array(signalLine) }),
  },
  createSignal: {
    method: 'POST',
    path: '/api/signals',
    permission: 'marketer',
    summary: 'Make a signal',
    body: z.unknown(),
    answer: signalView,
    status: 201,
  },
  getSignal: {
    method: 'GET',
    path: '/api/signals/:key',
    permission: 'viewer',
    summary: 'One signal with what it needs, and who uses it',
    answer: signalView,
  },
  saveSignal: {
    method: 'PUT',
    path: '/api/signals/:key',
    permission: 'marketer',
    summary: 'Change a signal; its key and subject stay',
    body: z.unknown(),
    answer: signalView,
    ifMatch: true,
  },
  switchSignal: {
    method: 'PATCH',
    path: '/api/signals/:key',
    permission: 'marketer',
    summary: 'Look for a signal, or no more',
    body: z.strictObject({ on: z.boolean() }),
    answer: signalView,
  },
  resetSignal: {
    method: 'POST',
    path: '/api/signals/:key/reset',
    permission: 'marketer',
    summary: 'Put a shipped signal back as it came',
    answer: signalView,
  },
  deleteSignal: {
    method: 'DELETE',
    path: '/api/signals/:key',
    permission: 'marketer',
    summary: 'Delete a signal of one’s own that nothing uses',
    answer: none,
    status: 204,
  },
  listOpen: {
    method: 'GET',
    path: '/api/signals/:key/open',
    permission: 'viewer',
    summary: 'For whom a signal is open now, the latest first',
    query: z.object(page),
    answer: listOf(openingView),
  },
  listContactSignals: {
    method: 'GET',
    path: '/api/contacts/:userId/signals',
    permission: 'viewer',
    summary: 'When signals opened for a contact and were resolved, the latest first',
    query: z.object({ ...page, open: z.stringbool().optional() }),
    answer: listOf(openingView),
  },
  listAccountSignals: {
    method: 'GET',
    path: '/api/accounts/:id/signals',
    permission: 'viewer',
    summary: 'When signals opened for an account and were resolved, the latest first',
    query: z.object({ ...page, open: z.stringbool().optional() }),
    answer: listOf(openingView),
  },

  // Health
  getContactHealth: {
    method: 'GET',
    path: '/api/contacts/:userId/health',
    permission: 'viewer',
    summary: 'Health of a contact, what costs it which points, and day by day',
    answer: healthView,
  },
  getAccountHealth: {
    method: 'GET',
    path: '/api/accounts/:id/health',
    permission: 'viewer',
    summary: 'Health of an account, what costs it which points, and day by day',
    answer: healthView,
  },
  getHealthRules: {
    method: 'GET',
    path: '/api/health/rules',
    permission: 'viewer',
    summary: 'What health is reckoned from',
    answer: healthRulesView,
  },
  saveHealthRules: {
    method: 'PUT',
    path: '/api/health/rules',
    permission: 'manager',
    summary: 'Change what health is reckoned from; everybody is reckoned anew',
    body: healthRules,
    answer: healthRulesView,
    ifMatch: true,
  },
  previewHealthRules: {
    method: 'POST',
    path: '/api/health/preview',
    permission: 'viewer',
    summary: 'How other rules would spread people, and who would come into another band; changes nothing',
    body: z.strictObject({ rules: healthRules, subject: subjectKind.default('account') }),
    answer: healthPreview,
  },
  healthMeasures: {
    method: 'GET',
    path: '/api/health/measures',
    permission: 'viewer',
    summary: 'How the factors of health stood for accounts that left and for those that stayed',
    answer: z.object({ items: z.array(healthMeasure) }),
  },

  // Conditions
  countCondition: {
    method: 'POST',
    path: '/api/conditions/count',
    permission: 'viewer',
    summary: 'How many a condition holds for, and three of them',
    body: z.strictObject({
      when: askedCondition,
      subject: subjectKind.default('contact'),
      now: z.string().optional(),
    }),
    answer: conditionCount,
  },
  conditionSchema: {
    method: 'GET',
    path: '/api/conditions/schema',
    permission: 'viewer',
    summary: 'The JSON Schema of a condition',
    answer: z.record(z.string(), z.unknown()),
  },
  explainCondition: {
    method: 'POST',
    path: '/api/conditions/explain',
    permission: 'viewer',
    summary: 'Whether a condition holds for a contact or an account, and why',
    body: z.strictObject({
      when: askedCondition,
      userId: z.string().min(1).max(255).optional(),
      accountId: z.string().min(1).max(255).optional(),
      now: z.string().optional(),
    }),
    answer: explanation,
  },

  // Contacts
  listContacts: {
    method: 'GET',
    path: '/api/contacts',
    permission: 'viewer',
    summary: 'Contacts, last seen first',
    query: z.object({ ...page, search: z.string().max(200).optional() }),
    answer: listOf(contactView),
  },
  getContact: {
    method: 'GET',
    path: '/api/contacts/:userId',
    permission: 'viewer',
    summary: 'One contact',
    answer: contactView,
  },
  getTimeline: {
    method: 'GET',
    path: '/api/contacts/:userId/timeline',
    permission: 'viewer',
    summary: 'A contact’s story, newest first',
    query: z.object({ ...page, kind: timelineGroup.optional() }),
    answer: listOf(timelineItem),
  },
  getActivity: {
    method: 'GET',
    path: '/api/contacts/:userId/activity',
    permission: 'viewer',
    summary: 'How active a contact was, day by day, beside what is usual for them',
    answer: activityView,
  },
  changeContact: {
    method: 'PATCH',
    path: '/api/contacts/:userId',
    permission: 'marketer',
    summary: 'Change traits and tags',
    body: z.strictObject({
      traits: z.record(z.string(), z.unknown()).optional(),
      tags: z.array(z.string().max(80)).max(100).optional(),
    }),
    answer: contactView,
  },
  changePermissions: {
    method: 'PATCH',
    path: '/api/contacts/:userId/permissions',
    permission: 'marketer',
    summary: 'Record what a contact agreed to',
    body: z.strictObject(permissions.partial().shape),
    answer: contactView,
  },
  deleteContact: {
    method: 'DELETE',
    path: '/api/contacts/:userId',
    permission: 'admin',
    summary: 'Erase a contact for good, as POST …/erase does',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  exportContact: {
    method: 'GET',
    path: '/api/contacts/:userId/export',
    permission: 'admin',
    summary: 'Everything that is kept about a contact, as one JSON document',
    answer: none,
  },
  readmitContact: {
    method: 'DELETE',
    path: '/api/contacts/:userId/erasure',
    permission: 'admin',
    summary: 'Let somebody who was erased come back under their id',
    answer: none,
    status: 204,
  },
  eraseContact: {
    method: 'POST',
    path: '/api/contacts/:userId/erase',
    permission: 'admin',
    summary: 'Erase a contact for good',
    answer: z.object({ job: z.string() }),
    status: 202,
  },

  // Accounts
  listAccounts: {
    method: 'GET',
    path: '/api/accounts',
    permission: 'viewer',
    summary: 'Accounts, most revenue first unless sorted otherwise',
    query: z.object({
      ...page,
      search: z.string().max(200).optional(),
      /** By next renewal lists those alone that have one to come. */
      sort: accountSort.default('mrr'),
      ...accountFilters,
    }),
    answer: listOf(accountLine),
  },
  createAccount: {
    method: 'POST',
    path: '/api/accounts',
    permission: 'marketer',
    summary: 'Make an account by hand',
    body: accountWish,
    answer: accountView,
    status: 201,
  },
  listPlans: {
    method: 'GET',
    path: '/api/plans',
    permission: 'viewer',
    summary: 'The plans accounts are on',
    answer: z.object({ plans: z.array(z.string()) }),
  },
  getAccount: {
    method: 'GET',
    path: '/api/accounts/:id',
    permission: 'viewer',
    summary: 'One account',
    answer: accountView,
  },
  changeAccount: {
    method: 'PATCH',
    path: '/api/accounts/:id',
    permission: 'marketer',
    summary: 'Change traits, or name the success manager',
    body: accountChange,
    answer: accountView,
  },
  deleteAccount: {
    method: 'DELETE',
    path: '/api/accounts/:id',
    permission: 'admin',
    summary: 'Delete an account; its people stay, without one',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  getAccountTimeline: {
    method: 'GET',
    path: '/api/accounts/:id/timeline',
    permission: 'viewer',
    summary: 'The story of an account and of its people who were seen last, newest first',
    query: z.object({ ...page, kind: timelineGroup.optional() }),
    answer: listOf(timelineItem),
  },
  listMembers: {
    method: 'GET',
    path: '/api/accounts/:id/members',
    permission: 'viewer',
    summary: 'The people of an account, last seen first',
    query: z.object(page),
    answer: listOf(memberLine),
  },
  getMeters: {
    method: 'GET',
    path: '/api/accounts/:id/meters',
    permission: 'viewer',
    summary: 'What the meters of an account stood at',
    answer: z.object({ items: z.array(meterHistory) }),
  },
  listRunning: {
    method: 'GET',
    path: '/api/accounts/:id/running',
    permission: 'viewer',
    summary: 'The workflows that the account and its people are in now',
    answer: z.object({ items: z.array(runningForAccount) }),
  },
  getAccountActivity: {
    method: 'GET',
    path: '/api/accounts/:id/activity',
    permission: 'viewer',
    summary: 'How active an account was, day by day, beside what is usual for it',
    answer: activityView,
  },

  // Accounts at risk
  listAtRisk: {
    method: 'GET',
    path: '/api/at-risk',
    permission: 'viewer',
    summary: 'Accounts at risk: why, since when, what is already done, and what to do next',
    query: z.object({ ...page, sort: riskSort.default('mrr'), ...riskFilters }),
    answer: listOf(riskLine),
  },
  getRiskSummary: {
    method: 'GET',
    path: '/api/at-risk/summary',
    permission: 'viewer',
    summary: 'How much revenue is at risk, and how that went',
    query: z.object({ days: z.coerce.number().int().min(1).max(400).default(90), ...riskFilters }),
    answer: riskSummary,
  },
  actOnAccounts: {
    method: 'POST',
    path: '/api/at-risk/actions',
    permission: 'marketer',
    summary: 'Start a workflow, or make a task, for each of several accounts',
    body: riskOrder,
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  undoOnAccounts: {
    method: 'POST',
    path: '/api/at-risk/actions/:job/undo',
    permission: 'marketer',
    summary: 'Take back what such a job made, where nobody has worked on it yet',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  getCardForecast: {
    method: 'GET',
    path: '/api/at-risk/cards',
    permission: 'viewer',
    summary: 'How many cards end in each of the coming months, and what their accounts pay',
    query: z.object({ months: z.coerce.number().int().min(1).max(24).default(6) }),
    answer: z.object({ months: z.array(cardMonth) }),
  },
  listExpiringCards: {
    method: 'GET',
    path: '/api/at-risk/cards/:month',
    permission: 'viewer',
    summary: 'The accounts whose card ends in a month such as 2026-11',
    query: z.object(page),
    answer: listOf(expiringCard),
  },

  // Cases
  listCases: {
    method: 'GET',
    path: '/api/cases',
    permission: 'viewer',
    summary: 'Rescues of accounts, newest first',
    query: z.object({
      ...page,
      accountId: z.string().max(255).optional(),
      open: z.stringbool().optional(),
      owner: z.string().max(320).optional(),
      stage: caseStage.optional(),
    }),
    answer: listOf(caseView),
  },
  openCase: {
    method: 'POST',
    path: '/api/cases',
    permission: 'marketer',
    summary: 'Open the case of an account',
    body: caseWish,
    answer: caseView,
    status: 201,
  },
  getCase: {
    method: 'GET',
    path: '/api/cases/:id',
    permission: 'viewer',
    summary: 'One case',
    answer: caseView,
  },
  changeCase: {
    method: 'PATCH',
    path: '/api/cases/:id',
    permission: 'marketer',
    summary: 'Move a case on, hand it over, note something, or close it as saved or lost',
    body: caseChange,
    answer: caseView,
    ifMatch: true,
  },

  // Messages, tasks, texts
  listMessages: {
    method: 'GET',
    path: '/api/messages',
    permission: 'viewer',
    summary: 'The outbox, newest first',
    query: z.object({
      ...page,
      userId: z.string().max(255).optional(),
      workflowId: z.string().max(64).optional(),
      status: messageStatus.optional(),
      reason: z.string().max(500).optional().describe('With workflowId'),
    }),
    answer: listOf(messageView),
  },
  getMessage: {
    method: 'GET',
    path: '/api/messages/:id',
    permission: 'viewer',
    summary: 'One message as it is rendered',
    answer: messageView,
  },
  listDeadLetters: {
    method: 'GET',
    path: '/api/dead-letters',
    permission: 'marketer',
    summary: 'Messages, calls, mail to the team and events that failed for good, newest first',
    query: z.object({ ...page, kind: deadLetterKind.optional() }),
    answer: listOf(deadLetterView),
  },
  settleDeadLetters: {
    method: 'POST',
    path: '/api/dead-letters',
    permission: 'marketer',
    summary: 'Try them again or put them away: those of the ids, else all, else all of a kind',
    body: z.strictObject({
      do: z.enum(['replay', 'discard']),
      kind: deadLetterKind.optional(),
      ids: z.array(z.string().min(1).max(300)).min(1).max(200).optional(),
    }),
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  getDeadLetter: {
    method: 'GET',
    path: '/api/dead-letters/:id',
    permission: 'marketer',
    summary: 'One of them with what would be sent; secrets are named and never shown',
    answer: deadLetterDetail,
  },
  listProviders: {
    method: 'GET',
    path: '/api/providers',
    permission: 'viewer',
    summary:
      'Providers and receivers that failed lately; those that are down get nothing until they are tried again',
    answer: z.object({ items: z.array(providerView) }),
  },
  listHeld: {
    method: 'GET',
    path: '/api/held',
    permission: 'viewer',
    summary: 'Calls and tasks that wait for somebody’s yes, newest first; messages that do are in the outbox',
    query: z.object({ ...page, workflowId: z.string().max(64).optional() }),
    answer: listOf(heldView),
  },
  approveHeld: {
    method: 'POST',
    path: '/api/held/:id/approve',
    permission: 'marketer',
    summary: 'Let a held call or task go',
    answer: none,
    status: 204,
  },
  discardHeld: {
    method: 'POST',
    path: '/api/held/:id/discard',
    permission: 'marketer',
    summary: 'Take a held call or task back',
    answer: none,
    status: 204,
  },
  reviewHeld: {
    method: 'POST',
    path: '/api/held/review',
    permission: 'marketer',
    summary:
      'Let everything go that waits for a yes, or discard it: messages, calls and tasks, of all workflows or of one',
    body: z.strictObject({ do: z.enum(['approve', 'discard']), workflowId: z.string().max(64).optional() }),
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  approveMessage: {
    method: 'POST',
    path: '/api/messages/:id/approve',
    permission: 'marketer',
    summary: 'Let a held message go',
    answer: messageView,
  },
  discardMessage: {
    method: 'POST',
    path: '/api/messages/:id/discard',
    permission: 'marketer',
    summary: 'Do not send a held message',
    answer: messageView,
  },
  resendMessage: {
    method: 'POST',
    path: '/api/messages/:id/resend',
    permission: 'marketer',
    summary: 'Send a failed message again',
    answer: messageView,
  },
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
  listTemplates: {
    method: 'GET',
    path: '/api/templates',
    permission: 'viewer',
    summary: 'E-mail texts',
    query: z.object(page),
    answer: listOf(templateView),
  },
  createTemplate: {
    method: 'POST',
    path: '/api/templates',
    permission: 'marketer',
    summary: 'Save a new text',
    body: templateBody,
    answer: templateView,
    status: 201,
  },
  getTemplate: {
    method: 'GET',
    path: '/api/templates/:key',
    permission: 'viewer',
    summary: 'One text',
    answer: templateView,
  },
  saveTemplate: {
    method: 'PUT',
    path: '/api/templates/:key',
    permission: 'marketer',
    summary: 'Change a text',
    body: templateBody,
    answer: templateView,
  },
  deleteTemplate: {
    method: 'DELETE',
    path: '/api/templates/:key',
    permission: 'marketer',
    summary: 'Delete a text; published versions keep theirs',
    answer: none,
    status: 204,
  },
  previewEmail: {
    method: 'POST',
    path: '/api/preview',
    permission: 'viewer',
    summary: 'Render a text for a contact',
    body: z.strictObject({
      subject: z.string().max(500),
      preheader: z.string().max(500).optional(),
      body: z.string().max(200_000),
      userId: z.string().max(255).optional(),
    }),
    answer: z.object({
      subject: z.string(),
      html: z.string(),
      text: z.string(),
      faults: z.array(z.string()),
    }),
  },
  listSuppressions: {
    method: 'GET',
    path: '/api/suppressions',
    permission: 'viewer',
    summary: 'Addresses nothing is sent to',
    query: z.object(page),
    answer: listOf(suppressionView),
  },
  addSuppression: {
    method: 'POST',
    path: '/api/suppressions',
    permission: 'marketer',
    summary: 'Never send to an address',
    body: z.strictObject({ email: z.email() }),
    answer: suppressionView,
    status: 201,
  },
  liftSuppression: {
    method: 'DELETE',
    path: '/api/suppressions/:email',
    permission: 'admin',
    summary: 'Allow an address again',
    answer: none,
    status: 204,
  },

  // Webhooks of others
  listHooks: {
    method: 'GET',
    path: '/api/hooks',
    permission: 'manager',
    summary: 'Webhooks that others send to',
    query: z.object(page),
    answer: listOf(hookView),
  },
  createHook: {
    method: 'POST',
    path: '/api/hooks',
    permission: 'manager',
    summary: 'Make a webhook; its secret is shown once',
    body: hookBody,
    answer: hookView.extend({ secret: z.string() }),
    status: 201,
  },
  tryHook: {
    method: 'POST',
    path: '/api/hooks/try',
    permission: 'manager',
    summary: 'What a payload would become; nothing is kept',
    body: z.strictObject({ mapping: hookMapping, payload: z.unknown() }),
    answer: hookTrial,
  },
  getHook: {
    method: 'GET',
    path: '/api/hooks/:id',
    permission: 'manager',
    summary: 'One webhook',
    answer: hookView,
  },
  saveHook: {
    method: 'PUT',
    path: '/api/hooks/:id',
    permission: 'manager',
    summary: 'Change a webhook; without a secret it keeps its own',
    body: hookBody,
    answer: hookView,
  },
  deleteHook: {
    method: 'DELETE',
    path: '/api/hooks/:id',
    permission: 'manager',
    summary: 'Delete a webhook',
    answer: none,
    status: 204,
  },
  listHookDeliveries: {
    method: 'GET',
    path: '/api/hooks/:id/deliveries',
    permission: 'manager',
    summary: 'Its last deliveries and what came of them',
    query: z.object(page),
    answer: listOf(hookDelivery),
  },

  // Tables
  uploadImport: {
    method: 'POST',
    path: '/api/imports',
    permission: 'manager',
    summary: 'Upload a CSV file, as it is in the body; nothing is imported yet',
    query: z.object({ kind: tableKind.default('contacts'), name: z.string().max(200).default('table.csv') }),
    answer: importView,
    status: 201,
  },
  listImports: {
    method: 'GET',
    path: '/api/imports',
    permission: 'manager',
    summary: 'Imports, newest first',
    query: z.object(page),
    answer: listOf(importView),
  },
  getImport: {
    method: 'GET',
    path: '/api/imports/:id',
    permission: 'manager',
    summary: 'One import',
    answer: importView,
  },
  examineImport: {
    method: 'PATCH',
    path: '/api/imports/:id',
    permission: 'manager',
    summary: 'Read the file with another encoding or delimiter',
    body: z.strictObject({ encoding: encoding.optional(), delimiter: delimiter.optional() }),
    answer: importView,
  },
  checkImport: {
    method: 'POST',
    path: '/api/imports/:id/check',
    permission: 'manager',
    summary: 'Try it: count the rows and list those that would be refused',
    body: tablePlan,
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  runImport: {
    method: 'POST',
    path: '/api/imports/:id/run',
    permission: 'manager',
    summary: 'Import the rows; starts no workflow',
    body: tablePlan,
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  getImportRefusals: {
    method: 'GET',
    path: '/api/imports/:id/refusals',
    permission: 'manager',
    summary: 'The refused rows and why, as CSV',
    answer: none,
  },
  deleteImport: {
    method: 'DELETE',
    path: '/api/imports/:id',
    permission: 'manager',
    summary: 'Forget an import and its files',
    answer: none,
    status: 204,
  },
  exportAccounts: {
    method: 'GET',
    path: '/api/exports/accounts',
    permission: 'manager',
    summary: 'Accounts as CSV',
    query: z.object({ search: z.string().max(200).optional(), ...accountFilters }),
    answer: none,
  },
  exportContacts: {
    method: 'GET',
    path: '/api/exports/contacts',
    permission: 'manager',
    summary: 'Contacts as CSV',
    query: z.object({ search: z.string().max(200).optional() }),
    answer: none,
  },

  // Billing
  getBilling: {
    method: 'GET',
    path: '/api/billing',
    permission: 'viewer',
    summary: 'Whether billing is connected',
    answer: billingStatus,
  },
  backfillBilling: {
    method: 'POST',
    path: '/api/billing/backfill',
    permission: 'manager',
    summary: 'Read all customers and subscriptions once',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  listBillingCustomers: {
    method: 'GET',
    path: '/api/billing/customers',
    permission: 'viewer',
    summary: 'Customers of the billing provider; open ones need an account',
    query: z.object({ ...page, state: customerState.optional() }),
    answer: listOf(billingCustomerView),
  },
  chooseBillingAccount: {
    method: 'PUT',
    path: '/api/billing/customers/:id',
    permission: 'manager',
    summary: 'Say which account a customer is',
    body: customerChoice,
    answer: billingCustomerView,
  },

  // Notices and secrets
  listNotices: {
    method: 'GET',
    path: '/api/notices',
    permission: 'viewer',
    summary: 'What workflows told the asking person',
    query: z.object(page),
    answer: z.object({ items: z.array(noticeView), next: z.string().nullable(), unread: z.number() }),
  },
  readNotices: {
    method: 'POST',
    path: '/api/notices/read',
    permission: 'viewer',
    summary: 'Mark notices as read',
    body: z.strictObject({ ids: z.array(z.string().max(300)).max(200).optional() }),
    answer: none,
    status: 204,
  },
  listViews: {
    method: 'GET',
    path: '/api/views',
    permission: 'viewer',
    summary: 'Saved views of a list: one’s own and the shared ones',
    query: z.object({ place: viewPlace }),
    answer: listOf(savedView),
  },
  createView: {
    method: 'POST',
    path: '/api/views',
    permission: 'viewer',
    summary: 'Keep the filters of a list under a name; sharing it needs a marketer',
    body: viewWish.extend({ place: viewPlace }),
    answer: savedView,
    status: 201,
  },
  saveView: {
    method: 'PUT',
    path: '/api/views/:id',
    permission: 'viewer',
    summary: 'Change a saved view; a shared one needs a marketer',
    body: viewWish,
    answer: savedView,
  },
  deleteView: {
    method: 'DELETE',
    path: '/api/views/:id',
    permission: 'viewer',
    summary: 'Forget a saved view; a shared one needs a marketer',
    answer: none,
    status: 204,
  },
  listSecrets: {
    method: 'GET',
    path: '/api/secrets',
    permission: 'marketer',
    summary: 'Names of the secrets that webhooks may use',
    answer: z.object({ items: z.array(z.object({ name: z.string(), updatedAt: z.string() })) }),
  },
  putSecret: {
    method: 'PUT',
    path: '/api/secrets/:name',
    permission: 'admin',
    summary: 'Keep a secret for webhooks; it is never shown again',
    body: z.strictObject({ value: z.string().min(1).max(5_000) }),
    answer: none,
    status: 204,
  },
  deleteSecret: {
    method: 'DELETE',
    path: '/api/secrets/:name',
    permission: 'admin',
    summary: 'Forget a secret',
    answer: none,
    status: 204,
  },

  // Tests of workflows
  listTests: {
    method: 'GET',
    path: '/api/workflows/:id/tests',
    permission: 'viewer',
    summary: 'The saved tests of a workflow',
    answer: z.object({ items: z.array(testCaseView) }),
  },
  saveTest: {
    method: 'POST',
    path: '/api/workflows/:id/tests',
    permission: 'marketer',
    summary: 'Keep a run as a test: the way it must take from now on',
    body: testCaseBody,
    answer: testCaseView,
    status: 201,
  },
  deleteTest: {
    method: 'DELETE',
    path: '/api/workflows/:id/tests/:test',
    permission: 'marketer',
    summary: 'Delete a saved test',
    answer: none,
    status: 204,
  },
  runTests: {
    method: 'POST',
    path: '/api/workflows/:id/tests/run',
    permission: 'viewer',
    summary: 'Run every saved test against the draft, or a document; nothing is sent',
    body: z.strictObject({ document: z.unknown().optional() }).optional(),
    answer: z.object({ passed: z.boolean(), items: z.array(testOutcome) }),
  },

  // Reports
  getChurn: {
    method: 'GET',
    path: '/api/reports/churn',
    permission: 'viewer',
    summary: 'Who left in the last 30, 90, 180 or 365 days, what it cost, and what was gained and saved',
    query: churnQuery,
    answer: churnReport,
  },
  getSignalQuality: {
    method: 'GET',
    path: '/api/reports/signals',
    permission: 'viewer',
    summary: 'How well each signal told of those who left',
    query: churnQuery,
    answer: z.object({ items: z.array(signalQuality) }),
  },
  compareHoldouts: {
    method: 'GET',
    path: '/api/reports/holdouts',
    permission: 'viewer',
    summary: 'What workflows with a control group changed, with a confidence interval',
    query: churnQuery,
    answer: z.object({ items: z.array(holdoutComparison) }),
  },

  // Playbooks
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

  // Demo and description
  loadDemo: {
    method: 'POST',
    path: '/api/demo',
    permission: 'admin',
    summary: 'Load demo data to look around',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  removeDemo: {
    method: 'DELETE',
    path: '/api/demo',
    permission: 'admin',
    summary: 'Remove demo data without a trace',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  openApi: {
    method: 'GET',
    path: '/api/openapi.json',
    permission: 'public',
    summary: 'This API, described',
    answer: z.record(z.string(), z.unknown()),
  },
} as const satisfies Record<string, Route>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

/** The parameters in a route's path, as a type: `/api/workflows/:id` → `{ id: string }`. */
export type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & PathParams<Rest>
  : Path extends `${string}:${infer Name}`
    ? { [Key in Name]: string }
    : unknown;

export type AnswerOf<Name extends RouteName> = z.infer<Routes[Name]['answer']>;
export type QueryOf<Name extends RouteName> = Routes[Name] extends { query: infer Query extends z.ZodType }
  ? z.output<Query>
  : Record<string, never>;
export type QueryInput<Name extends RouteName> = Routes[Name] extends { query: infer Query extends z.ZodType }
  ? z.input<Query>
  : undefined;
export type BodyOf<Name extends RouteName> = Routes[Name] extends { body: infer Body extends z.ZodType }
  ? z.output<Body>
  : undefined;
export type BodyInput<Name extends RouteName> = Routes[Name] extends { body: infer Body extends z.ZodType }
  ? z.input<Body>
  : undefined;
