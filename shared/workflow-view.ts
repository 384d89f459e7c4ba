import { z } from 'zod';
import { trigger } from './triggers/index.ts';
import { workflowProblem } from './validate-workflow.ts';
import { workflowStatus } from './workflow-status.ts';

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
  /** Told where the document was asked for filled: whether it could be, which needs the right shape. */
  filled: z.boolean().optional(),
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

export const workflowLine = workflowView
  .omit({ document: true, problems: true, etag: true, filled: true })
  .extend({
    /** The event that starts it, else the kind of its trigger. */
    trigger: z.string().optional(),
    /** The trigger of the draft, defaults filled in; left out while it is not fully written. */
    startsBy: trigger.optional(),
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
  /** How many entered since midnight in the workspace's time zone, whatever the range. */
  today: z.number(),
  inside: z.number(),
  goals: z.number(),
  /**
   * Per step: how many came by, how many are there now, and how many left through each exit; of an e-mail how many
   * opened it and clicked, where anybody did and said so; of a task what people made of it.
   */
  steps: z.record(
    z.string(),
    z.object({
      entered: z.number(),
      here: z.number(),
      exits: z.record(z.string(), z.number()),
      mail: z.object({ opened: z.number(), clicked: z.number() }).optional(),
      /**
       * Of a split where somebody reached the goal: how many on each path did, and the path that is ahead beyond
       * doubt.
       */
      paths: z.object({ goals: z.record(z.string(), z.number()), leads: z.string().optional() }).optional(),
      tasks: z.object({ open: z.number(), done: z.number(), saved: z.number() }).optional(),
    }),
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
