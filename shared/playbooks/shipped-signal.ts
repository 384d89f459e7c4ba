import type { RootCondition } from '../condition.ts';
import type { SignalSeverity } from '../signal.ts';
import { property } from './rules.ts';

/** A signal as it is shipped; its words stand in `signal-words.ts`. */
export interface ShippedSignal {
  key: SignalKey;
  /** Whose signal it is. */
  subject: 'contact' | 'account';
  severity: SignalSeverity;
  /** Points of health it costs while open; 0 for good signals and those that read health. */
  weight: number;
  /** How long after it was resolved it does not open again. */
  cooldown: string;
  /** Whether it is good news. */
  good: boolean;
  opensWhen: RootCondition;
  resolvesWhen: RootCondition;
  /** How much history it needs, and from when on: see `signalSchema`. */
  learns?: { for: string; events: string[] };
}

export const signalKeys = [
  'gone-quiet',
  'never-got-going',
  'usage-drop',
  'power-user-slipping',
  'plan-limit',
  'data-export',
  'cancel-page',
  'component-removed',
  'card-expiring',
  'payment-failed',
  'champion-gone',
  'seats-shrinking',
  'unhappy-answer',
  'support-storm',
  'renewal-while-red',
  'ready-to-grow',
] as const;
export type SignalKey = (typeof signalKeys)[number];

/** The meters that plans have a limit of, as the shipped signals know them. */
export const shippedMeters = ['contacts', 'seats', 'storage'] as const;

/** The seats an account pays for, as the trait `seats` says: a meter, so that what they were is known. */
export const paidSeats = 'paid-seats';

/** The address of a page where people cancel: `/settings/cancel`, `https://app.example.com/billing/cancel`. */
export const cancelPage: RootCondition = {
  any: [property('$.path', 'matchesText', '/cancel'), property('$.url', 'matchesText', '/cancel')],
};
