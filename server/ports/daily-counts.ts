import type { DailyCount } from '../engine/daily-limit.ts';

/** What processes know together of how much mail workflows wrote today. */
export interface DailyCountStore {
  byIds(ids: readonly string[]): Promise<Map<string, DailyCount>>;
  /** Writes where the revision still is `was`, or where there is none yet; false when somebody else was first. */
  save(count: DailyCount, was: number | undefined): Promise<boolean>;
}
