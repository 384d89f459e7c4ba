import type { AccountTotals } from './accounts.ts';

/** How much is at risk, day by day. */
export interface RiskStore {
  /** Writes or overwrites a day, as `2026-05-01`. */
  put(day: string, totals: AccountTotals): Promise<void>;
  /** Writes days of the demo that nobody noted; those that are there stay. */
  putDemo(days: readonly ({ day: string } & AccountTotals)[]): Promise<void>;
  /** Deletes the days from this one on, and those of the demo. */
  deleteSince(day: string): Promise<void>;
  /** Oldest first. */
  since(day: string): Promise<({ day: string } & AccountTotals)[]>;
}
