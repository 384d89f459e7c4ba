import { z } from 'zod';
import { leafExplanation, rootCondition } from './condition.ts';
import { passView, segmentKey, subjectKind } from './segment.ts';
import { duration } from './time.ts';

export const SIGNAL_FORMAT = 'mooring.signal/1';

export const signalSeverity = z.enum(['low', 'medium', 'high']);
export type SignalSeverity = z.infer<typeof signalSeverity>;

/** The portable signal document, `mooring.signal/1`: a named condition that opens, weighs on health and resolves. */
export const signalSchema = z
  .strictObject({
    format: z.literal(SIGNAL_FORMAT).default(SIGNAL_FORMAT),
    key: segmentKey,
    name: z.string().trim().min(1).max(200),
    message: z
      .string()
      .trim()
      .max(500)
      .default('')
      .describe('What it means for whoever looks after the customer'),
    subject: subjectKind.default('contact'),
    severity: signalSeverity.default('medium'),
    weight: z.number().int().min(0).max(100).default(0).describe('Points of health it costs while open'),
    cooldown: duration.optional().describe('How long after it was resolved it does not open again'),
    good: z.boolean().default(false).describe('Good news; it weighs nothing'),
    opensWhen: rootCondition,
    resolvesWhen: rootCondition
      .optional()
      .describe('Without it, it resolves when what opened it does not hold any more'),
    learns: z
      .strictObject({
        for: duration.describe('How much history there must be before it opens anything'),
        events: z
          .array(z.string().trim().min(1).max(200))
          .max(20)
          .default([])
          .describe('History counts from when all of these were seen; without any, from the first activity'),
      })
      .optional(),
  })
  .meta({ title: 'Mooring signal' });
export type Signal = z.infer<typeof signalSchema>;

/** Why a signal opens nothing yet. */
export const learningView = z.object({
  /** When it will know enough; left out while something it needs was never seen. */
  until: z.string().optional(),
  /** Events that were never seen here. */
  waitsFor: z.array(z.string()),
});

export const signalLine = z.object({
  key: z.string(),
  name: z.string(),
  message: z.string(),
  subject: subjectKind,
  severity: signalSeverity,
  weight: z.number(),
  good: z.boolean(),
  /** Whether it is looked for at all. */
  on: z.boolean(),
  /** Whether it came with the product. */
  shipped: z.boolean(),
  /** Whether a shipped one says something else than it came with. */
  edited: z.boolean(),
  /** For how many it is open now. */
  open: z.number(),
  pass: passView,
  /** Left out once it knows enough. */
  learning: learningView.optional(),
  updatedAt: z.string(),
});
export type SignalLine = z.infer<typeof signalLine>;

const need = z.object({ name: z.string(), isHere: z.boolean() });

export const signalView = signalLine.extend({
  document: signalSchema,
  /** What its conditions read, and whether any of it was ever seen here. */
  needs: z.object({
    events: z.array(need),
    fields: z.array(need),
    meters: z.array(need),
    signals: z.array(z.string()),
  }),
  /** Workflows, segments and signals that read it. */
  usedBy: z.array(
    z.object({ kind: z.enum(['workflow', 'segment', 'signal']), id: z.string(), name: z.string() }),
  ),
  /** Goes into If-Match. */
  etag: z.string(),
});
export type SignalView = z.infer<typeof signalView>;

/** One stretch of time during which a signal was or is open for somebody. */
export const openingView = z.object({
  id: z.string(),
  signal: z.string(),
  name: z.string(),
  message: z.string(),
  severity: signalSeverity,
  weight: z.number(),
  good: z.boolean(),
  subject: subjectKind,
  /** Our own id of the contact, or the account’s id. */
  subjectId: z.string(),
  userId: z.string().optional(),
  subjectName: z.string(),
  openedAt: z.string(),
  /** Left out while it is open. */
  resolvedAt: z.string().optional(),
  /** The rules that opened it and what they saw then. */
  why: z.array(leafExplanation),
  /** The first of them in words. */
  value: z.string(),
});
export type OpeningView = z.infer<typeof openingView>;
