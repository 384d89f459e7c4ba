import { z } from 'zod';
import { shippedEvents } from './playbooks/names.ts';
import { stretch } from './vocabulary/param-schemas.ts';

/** What health is made of, beside open signals. */
export const healthFactors = ['regularity', 'breadth', 'trend', 'support', 'billing', 'sentiment'] as const;
export type HealthFactor = (typeof healthFactors)[number];

export const healthBands = ['healthy', 'watch', 'atRisk'] as const;
export type HealthBand = (typeof healthBands)[number];

const HEALTHY = 70;
export const AT_RISK = 40;

/** Healthy from 70 on, at risk below 40. */
export function bandOf(score: number): HealthBand {
  if (score >= HEALTHY) return 'healthy';
  return score >= AT_RISK ? 'watch' : 'atRisk';
}

const weight = z.number().int().min(0).max(100);
const event = z.string().trim().min(1).max(200);
const within = stretch.describe('Whole UTC days, today included');

/**
 * How health is reckoned: each factor gives a share of its weight, what is not known is left out and the rest weighs
 * the more. Event names are the shipped ones unless written otherwise; a workspace’s own names for those apply.
 */
export const healthRules = z.strictObject({
  regularity: z
    .strictObject({
      weight,
      event,
      halfLifeDays: z.number().int().min(1).max(60).describe('After so many days of silence half is left'),
      daysPerWeek: z.number().int().min(1).max(7).describe('As many active days a week are full marks'),
    })
    .default({ weight: 35, event: shippedEvents.signedIn, halfLifeDays: 14, daysPerWeek: 3 }),
  breadth: z
    .strictObject({
      weight,
      events: z.array(event).min(1).max(20).describe('What shows that a feature is used'),
      enough: z.number().int().min(1).max(20).describe('So many of them are full marks'),
      within,
    })
    .default({
      weight: 15,
      events: [
        shippedEvents.keyAction,
        shippedEvents.teammateInvited,
        shippedEvents.dataImported,
        shippedEvents.integrationConnected,
      ],
      enough: 2,
      within: '60d',
    }),
  trend: z
    .strictObject({
      weight,
      event,
      window: stretch,
      baseline: stretch,
      minimum: z.number().int().min(1).max(100_000).describe('Events needed in the baseline'),
      worst: z.number().min(-1).max(-0.05).describe('This change or a worse one is no marks: −0.5 is half'),
    })
    .default({
      weight: 20,
      event: shippedEvents.keyAction,
      window: '14d',
      baseline: '56d',
      minimum: 10,
      worst: -0.6,
    }),
  support: z
    .strictObject({
      weight,
      event,
      worst: z.number().int().min(1).max(100).describe('So many tickets or more are no marks'),
      within,
    })
    .default({ weight: 10, event: shippedEvents.ticketOpened, worst: 5, within: '30d' }),
  billing: z.strictObject({ weight }).default({ weight: 10 }),
  sentiment: z
    .strictObject({
      weight,
      nps: event,
      csat: event,
      within,
    })
    .default({
      weight: 10,
      nps: shippedEvents.npsAnswered,
      csat: shippedEvents.csatAnswered,
      within: '180d',
    }),
});
export type HealthRules = z.infer<typeof healthRules>;

/** One reason why health is not 100: a factor or an open signal, with the points it costs. */
export interface HealthPart {
  kind: HealthFactor | 'signal';
  /** Below zero; all of them and the score make 100. */
  points: number;
  /** The key of the signal. */
  signal?: string | undefined;
  /** What the words need: counts, and instants as epoch milliseconds. */
  facts: Record<string, string | number>;
}

/** What is reckoned for one subject. */
export interface Health {
  score: number;
  parts: HealthPart[];
  /** Factors nothing is known for. */
  leftOut: HealthFactor[];
}

const part = z.object({
  kind: z.enum([...healthFactors, 'signal']),
  points: z.number(),
  signal: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** “no “Signed In” for 24 days”, in the workspace’s language. */
  words: z.string(),
});

export const healthView = z.object({
  /** Left out while nothing is known to reckon it from. */
  score: z.number().optional(),
  band: z.enum(healthBands).optional(),
  /** Since when it is in this band. */
  since: z.string().optional(),
  parts: z.array(part),
  leftOut: z.array(z.enum(healthFactors)),
  /** Days on which it changed, oldest first: what it was at their end, and until the next. */
  history: z.array(z.object({ day: z.string(), score: z.number() })),
});
export type HealthView = z.infer<typeof healthView>;

export const healthRulesView = z.object({
  rules: healthRules,
  /** Goes into If-Match. */
  etag: z.string(),
});

const distribution = z.object({
  healthy: z.number(),
  watch: z.number(),
  atRisk: z.number(),
  unknown: z.number(),
  /** How many in 0–9, 10–19, … 90–100. */
  tens: z.array(z.number()),
});

export const healthPreview = z.object({
  /** How many there are. */
  total: z.number(),
  /** How many were reckoned; fewer than all are a random part. */
  asked: z.number(),
  before: distribution,
  after: distribution,
  /** Who would come into another band. */
  moves: z.array(z.object({ from: z.enum(healthBands), to: z.enum(healthBands), count: z.number() })),
  sample: z.array(
    z.object({
      id: z.string(),
      userId: z.string().optional(),
      name: z.string(),
      before: z.number(),
      after: z.number(),
    }),
  ),
});
export type HealthPreview = z.infer<typeof healthPreview>;

/** How a factor stood for those who left, a month before, and for those who stayed. */
export const healthMeasure = z.object({
  factor: z.enum(healthFactors),
  left: z.object({ count: z.number(), marks: z.number() }),
  stayed: z.object({ count: z.number(), marks: z.number() }),
  /** By how many points of 100 those who stayed were better; left out where either is unknown. */
  difference: z.number().optional(),
});
