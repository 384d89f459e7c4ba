import type { AccountTotals } from './accounts.ts';

/** How much is at risk, day by day. */
export interface RiskStore {
  /** Writes or overwrites a day, as `2026-05-01`. */
  put(day: string, totals: AccountTotals): Promise<void>;
  deleteSince(day: string): Promise<void>;
  /** Oldest first. */
  since(day: string): Promise<({ day: string } & AccountTotals)[]>;
}
