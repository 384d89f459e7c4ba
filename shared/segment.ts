import { z } from 'zod';
import { rootCondition } from './condition.ts';

export const SEGMENT_FORMAT = 'mooring.segment/1';

/** Names a segment in conditions and workflows for good; what people see is `name`. */
export const segmentKey = z
  .string()
  .max(120)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'A key has small letters, digits and “-”.');

/** Whom a condition is about: a person, or a company with all its people. */
export const subjectKind = z.enum(['contact', 'account']);
export type SubjectKind = z.infer<typeof subjectKind>;

/** The portable segment document, `mooring.segment/1`. */
export const segmentSchema = z
  .strictObject({
    format: z.literal(SEGMENT_FORMAT).default(SEGMENT_FORMAT),
    key: segmentKey,
    name: z.string().trim().min(1).max(200),
    description: z.string().max(5_000).optional(),
    subject: subjectKind.default('contact'),
    when: rootCondition,
  })
  .meta({ title: 'Mooring segment' });
export type Segment = z.infer<typeof segmentSchema>;

/** How far the first look at everybody is, after a condition was made or changed. */
export const passView = z.object({ done: z.number(), total: z.number(), finished: z.boolean() });

const user = z.object({
  kind: z.enum(['workflow', 'segment', 'signal']),
  id: z.string(),
  name: z.string(),
});

export const segmentLine = z.object({
  key: z.string(),
  name: z.string(),
  subject: subjectKind,
  archived: z.boolean(),
  /** How many are in it now; while the pass is not finished, of those looked at so far. */
  size: z.number(),
  pass: passView,
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const segmentView = segmentLine.extend({
  description: z.string().optional(),
  document: segmentSchema,
  /** Workflows, segments and signals that read it. */
  usedBy: z.array(user),
  /** Goes into If-Match. */
  etag: z.string(),
});
export type SegmentView = z.infer<typeof segmentView>;

/** One subject in a segment. */
export const memberView = z.object({
  /** Our own id of the contact, or the account’s id. */
  id: z.string(),
  userId: z.string().optional(),
  name: z.string(),
  /** When it came in. */
  since: z.string(),
});

/** The size of a segment at the end of a UTC day, and who came and went that day; the last day is still running. */
export const segmentDay = z.object({
  day: z.string(),
  size: z.number(),
  entered: z.number(),
  left: z.number(),
});

/** How many match a condition. */
export const conditionCount = z.object({
  matching: z.number(),
  total: z.number(),
  sample: z.array(z.object({ id: z.string(), userId: z.string().optional(), name: z.string() })),
  /** Reckoned from a random part; then it lies within `margin` of the truth 19 times in 20. */
  approximate: z.boolean(),
  margin: z.number(),
  /** How many were asked. */
  asked: z.number(),
});
