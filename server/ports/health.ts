import type { Health, HealthBand } from '../../shared/health.ts';
import type { SubjectKind } from '../../shared/segment.ts';
import type { PageOf, PageRequest } from './stores.ts';

/** Health of one subject as it is now, and day by day. */
export interface HealthRecord extends Health {
  /** `c:<contact>` or `a:<account>`. */
  id: string;
  kind: SubjectKind;
  band: HealthBand;
  /** When it came into the band. */
  bandSince: Date;
  at: Date;
  /** Days on which it changed, oldest first, each with what it was at the end of it: whole days since 1970 UTC. */
  days: { day: number; score: number }[];
}

/** A health that was found, to be written. */
export type FoundHealth = Omit<HealthRecord, 'days'> & {
  /** The number of the turn that found it: an older one never overwrites a newer. */
  turn: number;
  /** What it was on earlier days, where that is told as well. */
  earlier?: HealthRecord['days'] | undefined;
};

export interface HealthStore {
  /** Writes what is newer than what is there; the last of a day stays in the history. */
  put(found: readonly FoundHealth[]): Promise<void>;
  byIds(ids: readonly string[]): Promise<Map<string, HealthRecord>>;
  /** The least healthy first; with a band those in it alone. */
  list(
    kind: SubjectKind,
    request: PageRequest & { band?: HealthBand | undefined },
  ): Promise<PageOf<HealthRecord>>;
  /** How many are in each band. */
  counts(kind: SubjectKind): Promise<Record<HealthBand, number>>;
  delete(ids: readonly string[]): Promise<void>;
}
