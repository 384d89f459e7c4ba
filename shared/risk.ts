import { z } from 'zod';
import { accountLine } from './account.ts';
import { leafExplanation } from './condition.ts';
import type { Direction } from './list-order.ts';

/** What accounts at risk can be sorted by. */
export const riskSort = z.enum(['mrr', 'health', 'since', 'name']);
export type RiskSort = z.infer<typeof riskSort>;

/** Which way each begins: most revenue, worst health, longest at risk, the start of the alphabet. */
export const riskDirections = {
  mrr: 'desc',
  health: 'asc',
  since: 'asc',
  name: 'asc',
} as const satisfies Record<RiskSort, Direction>;

/** What is the next thing to do for an account at risk. */
export const nextAction = z.discriminatedUnion('kind', [
  /** Somebody works on it: do the task. */
  z.object({ kind: z.literal('do-task'), taskId: z.string(), title: z.string() }),
  /** A workflow is at work: see what comes of it. */
  z.object({ kind: z.literal('wait'), workflowId: z.string(), name: z.string() }),
  /** A live workflow answers the trouble: start it. */
  z.object({ kind: z.literal('start'), workflowId: z.string(), name: z.string() }),
  /** A playbook answers it, and is not live here. */
  z.object({ kind: z.literal('set-up'), playbook: z.string() }),
  z.object({ kind: z.literal('create-task') }),
]);
export type NextAction = z.infer<typeof nextAction>;

export const runningWorkflow = z.object({
  enrolmentId: z.string(),
  workflowId: z.string(),
  name: z.string(),
  since: z.string(),
});

/** The same, saying whom of an account it is about. */
export const runningForAccount = runningWorkflow.extend({
  userId: z.string().optional(),
  contactName: z.string().optional(),
});

export const runningTask = z.object({
  id: z.string(),
  title: z.string(),
  assignee: z.string(),
  dueAt: z.string(),
});

/** An account at risk: why, since when, what is already done about it, and what to do next. */
export const riskLine = accountLine.extend({
  /** What was seen when its signals opened, by their keys. */
  reasons: z.array(z.object({ signal: z.string(), why: z.array(leafExplanation) })),
  running: z.array(runningWorkflow),
  tasks: z.array(runningTask),
  next: nextAction,
});
export type RiskLine = z.infer<typeof riskLine>;

/** How much was at risk at the end of a UTC day; the last day is still running. */
export const riskDay = z.object({ day: z.string(), accounts: z.number(), mrr: z.number() });

export const riskSummary = z.object({
  accounts: z.number(),
  mrr: z.number(),
  days: z.array(riskDay),
});

/** The accounts whose card ends in a month, as `2026-11`, and what they pay a month. */
export const cardMonth = z.object({ month: z.string(), accounts: z.number(), mrr: z.number() });

export const expiringCard = accountLine.extend({ card: z.string().optional(), expiresAt: z.string() });
export type ExpiringCard = z.infer<typeof expiringCard>;
