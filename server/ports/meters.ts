import type { Guarded } from './stores.ts';

/** What one call said of a meter: its value, its limit or both, from this instant on. */
export interface StoredReading {
  /** Epoch milliseconds. */
  at: number;
  value?: number | undefined;
  limit?: number | undefined;
}

/** One meter of one account and what it stood at, oldest first. */
export interface MeterRecord {
  id: string;
  accountId: string;
  name: string;
  readings: StoredReading[];
  rev: number;
}

export interface MeterStore {
  /** One database query. */
  byIds(ids: readonly string[]): Promise<Map<string, MeterRecord>>;
  /** Inserts; answers the ids that were there. */
  insert(meters: readonly MeterRecord[]): Promise<Set<string>>;
  /** Writes where the revision still holds; answers the ids that lost their guard. */
  save(changes: readonly Guarded<MeterRecord>[]): Promise<Set<string>>;
  deleteOf(accountIds: readonly string[]): Promise<void>;
}
