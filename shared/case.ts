import { z } from 'zod';

/** How far a rescue is; the last two close it. */
export const caseStages = ['at-risk', 'plan', 'saving', 'saved', 'lost'] as const;
export const caseStage = z.enum(caseStages);
export type CaseStage = z.infer<typeof caseStage>;

/** Whether a stage ends a case. */
export function isClosed(stage: CaseStage): stage is 'saved' | 'lost' {
  return stage === 'saved' || stage === 'lost';
}

/** What opened a case. */
export const caseOrigin = z.object({
  kind: z.enum(['signal', 'task', 'person']),
  /** The signal’s key, the task’s id or who it was. */
  id: z.string(),
});
export type CaseOrigin = z.infer<typeof caseOrigin>;

/** A signal that opened during a case, or led to it. */
export interface CaseSignal {
  key: string;
  openedAt: Date;
  resolvedAt?: Date | undefined;
}

export interface CaseNote {
  id: string;
  at: Date;
  by: string;
  text: string;
}

/** One rescue of an account; at most one of an account is open. */
export interface Case {
  id: string;
  accountId: string;
  stage: CaseStage;
  /** The e-mail address of the person who leads it. */
  owner?: string | undefined;
  reason?: string | undefined;
  origin: CaseOrigin;
  signals: CaseSignal[];
  notes: CaseNote[];
  /** Every stage it came to, the first included. */
  stages: { stage: CaseStage; at: Date; by: string }[];
  /** The task people work on now; further ones of workflows wait behind it. */
  leadTask?: string | undefined;
  /** What the account paid a month when the case was opened. */
  mrr?: number | undefined;
  openedAt: Date;
  closedAt?: Date | undefined;
  closedBy?: string | undefined;
  demo?: boolean | undefined;
  rev: number;
}

export const caseView = z.object({
  id: z.string(),
  accountId: z.string(),
  accountName: z.string().optional(),
  stage: caseStage,
  owner: z.string().optional(),
  reason: z.string().optional(),
  origin: caseOrigin,
  signals: z.array(z.object({ key: z.string(), openedAt: z.string(), resolvedAt: z.string().optional() })),
  notes: z.array(z.object({ id: z.string(), at: z.string(), by: z.string(), text: z.string() })),
  stages: z.array(z.object({ stage: caseStage, at: z.string(), by: z.string() })),
  mrr: z.number().optional(),
  openedAt: z.string(),
  closedAt: z.string().optional(),
  demo: z.boolean(),
  /** Goes into If-Match. */
  etag: z.string(),
});
export type CaseView = z.infer<typeof caseView>;

/** What a person opens a case with. */
export const caseWish = z.strictObject({
  accountId: z.string().trim().min(1).max(255),
  reason: z.string().trim().max(2_000).optional(),
  owner: z.email().optional(),
});

/** What changes about a case; `note` adds one. */
export const caseChange = z.strictObject({
  stage: caseStage.optional(),
  owner: z.email().nullable().optional(),
  reason: z.string().trim().max(2_000).nullable().optional(),
  note: z.string().trim().min(1).max(5_000).optional(),
});
