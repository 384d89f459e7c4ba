import type { Breaker } from '../engine/breaker.ts';

/** A breaker as it is stored. */
export type BreakerRecord = Breaker;

/** What processes know together of providers that fail. */
export interface BreakerStore {
  /** All of them: one per provider that failed lately. */
  all(): Promise<BreakerRecord[]>;
  byId(id: string): Promise<BreakerRecord | undefined>;
  /** Writes where the revision still is `was`, or where there is none yet; false when somebody else was first. */
  save(breaker: BreakerRecord, was: number | undefined): Promise<boolean>;
  /** The provider works: forgets it. */
  close(id: string): Promise<void>;
}
