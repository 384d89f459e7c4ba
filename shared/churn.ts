import { z } from 'zod';

/** Why somebody left: they chose to, their payments ended it, or the need was over. */
export const departureKinds = ['voluntary', 'involuntary', 'natural'] as const;
export type DepartureKind = (typeof departureKinds)[number];

/** Periods that churn is told of, in days. */
export const churnPeriods = [30, 90, 180, 365] as const;

/** How long after a signal a departure still counts as what it warned of. */
export const SIGNAL_HORIZON_DAYS = 90;

export const churnQuery = z.object({
  days: z.coerce
    .number()
    .refine((days) => (churnPeriods as readonly number[]).includes(days), 'Use 30, 90, 180 or 365.')
    .default(90),
});

/** How many went, and what they paid a month. */
const loss = z.object({ customers: z.number(), mrr: z.number() });
const share = loss.extend({
  name: z.string(),
  /** How many there were when the period began; left out where nobody knows. */
  before: z.number().optional(),
});

const portrait = z.object({
  customers: z.number(),
  /** Averages; left out where nobody is known. */
  mrr: z.number().optional(),
  seats: z.number().optional(),
  people: z.number().optional(),
  tenureDays: z.number().optional(),
});
export type Portrait = z.infer<typeof portrait>;

export const churnReport = z.object({
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  /** The day whose count of customers rates are made with; left out before the first was counted. */
  countedOn: z.string().optional(),
  before: z.object({ customers: z.number(), mrr: z.number() }).optional(),
  left: loss.extend({
    people: z.number(),
    /** Those whose monthly amount nobody told. */
    unknownMrr: z.number(),
  }),
  started: loss,
  grew: loss,
  shrank: loss,
  /** Rescues closed as saved. */
  saved: loss,
  /** Oldest first; `to` is exclusive. */
  buckets: z.array(z.object({ from: z.string(), to: z.string(), left: loss, gained: loss })),
  byKind: z.array(share.extend({ name: z.enum(departureKinds) })),
  byPlan: z.array(share),
  byReason: z.array(share),
  /** By the quarter in which they became customers. */
  byCohort: z.array(share),
  portraits: z.object({ left: portrait, stayed: portrait.optional() }),
  /** Whether there were more departures than are read. */
  isPartial: z.boolean(),
});
export type ChurnReport = z.infer<typeof churnReport>;

/** How well a signal told of departures. */
export const signalQuality = z.object({
  key: z.string(),
  name: z.string(),
  /** For how many it opened, among those of whom it is known what became of them. */
  opened: z.number(),
  /** How many of them left within the horizon. */
  leftAfter: z.number(),
  /** Of all who left in the period, before how many it was open. */
  warnedOf: z.number(),
  departures: z.number(),
  /** Between its opening and their leaving. */
  medianLeadDays: z.number().optional(),
});
export type SignalQuality = z.infer<typeof signalQuality>;

/** A difference between two shares, and within which bounds it lies with a confidence of 95 %. */
export const shareDifference = z.object({ difference: z.number(), low: z.number(), high: z.number() });
export type ShareDifference = z.infer<typeof shareDifference>;

const arm = z.object({ entered: z.number(), goals: z.number() });

/** Those a workflow worked with beside its control group. */
export const holdoutComparison = z.object({
  workflowId: z.string(),
  name: z.string(),
  treated: arm,
  control: arm,
  /** Left out while one of the groups is empty. */
  effect: shareDifference.optional(),
  /** What can honestly be said of it. */
  verdict: z.enum(['helps', 'harms', 'unclear', 'too-few']),
});
export type HoldoutComparison = z.infer<typeof holdoutComparison>;

/** Reasons that billing and products name by a code; whatever else somebody wrote is shown as it is. */
export const departureReasons = [
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
  'payment_failed',
  'payment_disputed',
  'voluntary',
  'involuntary',
  'natural',
  'business_closed',
  'project_ended',
  'seasonal',
  'end_of_need',
] as const;
export type DepartureReason = (typeof departureReasons)[number];

export function isDepartureReason(name: string): name is DepartureReason {
  return departureReasons.some((reason) => reason === name);
}
