import { z } from 'zod';
import { caseStage } from './case.ts';
import { type Direction, direction } from './list-order.ts';
import { healthBand, openSignal } from './standing.ts';

/** What lists of accounts can be sorted by. */
export const accountSort = z.enum(['mrr', 'health', 'renewal', 'name']);
export type AccountSort = z.infer<typeof accountSort>;

/** Which way each begins: most revenue, worst health, next renewal, the start of the alphabet. */
export const accountDirections = {
  mrr: 'desc',
  health: 'asc',
  renewal: 'asc',
  name: 'asc',
} as const satisfies Record<AccountSort, Direction>;

/** What lists of accounts are narrowed by. */
export const accountFilters = {
  search: z.string().max(200).optional(),
  plan: z.string().max(200).optional(),
  band: healthBand.optional(),
  /** The e-mail address of a success manager, or `none`. */
  manager: z.string().max(320).optional(),
};

/** How a list of accounts is asked for. */
export const accountListed = {
  ...accountFilters,
  /** By renewal lists those alone that have one to come; the healthiest first, those whose health is known. */
  sort: accountSort.default('mrr'),
  direction: direction.optional(),
};

const caseLine = z.object({ id: z.string(), stage: caseStage, owner: z.string().optional() });

/** One account in a list. */
export const accountLine = z.object({
  id: z.string(),
  name: z.string().optional(),
  mrr: z.number().optional(),
  plan: z.string().optional(),
  seats: z.number().optional(),
  /** When the contract renews, where it is a date. */
  renewsAt: z.string().optional(),
  /** The e-mail address of its success manager. */
  manager: z.string().optional(),
  managerName: z.string().optional(),
  /** 0–100, higher is healthier; left out while nothing is known. */
  health: z.number().optional(),
  band: healthBand.optional(),
  /** Open signals, serious ones first. */
  signals: z.array(openSignal),
  /** Open signals that are good news. */
  good: z.array(openSignal),
  /** Since when it is at risk. */
  atRiskSince: z.string().optional(),
  case: caseLine.optional(),
  demo: z.boolean(),
});
export type AccountLine = z.infer<typeof accountLine>;

/** What a meter stands at. */
export const meterView = z.object({
  name: z.string(),
  value: z.number().optional(),
  limit: z.number().optional(),
});

export const cardView = z.object({
  brand: z.string().optional(),
  last4: z.string().optional(),
  /** The last moment it is good for. */
  expiresAt: z.string().optional(),
});

/** One account in full. */
export const accountView = accountLine.extend({
  traits: z.record(z.string(), z.unknown()),
  meters: z.array(meterView),
  card: cardView.optional(),
  members: z.number(),
  /** Whom to turn to there: an admin or the billing contact, else whoever was seen last. */
  contact: z.object({ userId: z.string(), name: z.string(), email: z.string().optional() }).optional(),
  createdAt: z.string().optional(),
});
export type AccountView = z.infer<typeof accountView>;

/** What an account is made with; `traits` are those of a group call. */
export const accountWish = z.strictObject({
  id: z.string().trim().min(1).max(255),
  name: z.string().trim().min(1).max(200).optional(),
  traits: z.record(z.string(), z.unknown()).optional(),
});

/** What changes about an account. Null takes a trait, or the success manager, away. */
export const accountChange = z.strictObject({
  traits: z.record(z.string(), z.unknown()).optional(),
  manager: z.email().nullable().optional(),
});

/** One person of an account. */
export const memberLine = z.object({
  id: z.string(),
  userId: z.string().optional(),
  name: z.string(),
  email: z.string().optional(),
  role: z.string().optional(),
  lastSeenAt: z.string(),
});
export type MemberLine = z.infer<typeof memberLine>;

/** A meter and what it stood at, oldest first. */
export const meterHistory = meterView.extend({
  readings: z.array(z.object({ at: z.string(), value: z.number().optional(), limit: z.number().optional() })),
});
export type MeterHistoryView = z.infer<typeof meterHistory>;

/** How active somebody was, day by day, and what is usual for them. */
export const activityView = z.object({
  days: z.array(z.object({ day: z.string(), count: z.number() })),
  /** The usual count of a day: the mean of the days before the last two weeks; left out while there are too few. */
  usual: z.number().optional(),
  /** The last two weeks beside what is usual; −0.5 is half. */
  change: z.number().optional(),
});
export type ActivityView = z.infer<typeof activityView>;
