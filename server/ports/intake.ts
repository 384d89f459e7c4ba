import type { PageOf, PageRequest } from './stores.ts';

/** One micro-batch on its way through steps 1–5 of ingestion. */
export interface IntakeRecord {
  id: string;
  at: Date;
  messageIds: string[];
  /** How often it was taken for replaying. */
  attempts?: number | undefined;
  /** Why matching it failed last. */
  reason?: string | undefined;
}

/** Events that could not be matched, for people to look at: nobody takes them up by himself. */
export interface DeadIntake extends Omit<IntakeRecord, 'at'> {
  deadAt: Date;
}

export interface IntakeStore {
  insert(record: IntakeRecord): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
  /**
   * Takes one record older than `before` for replaying, moving its `at` to `now` and counting the attempt; undefined
   * when there is none.
   */
  takeStale(before: Date, now: Date): Promise<IntakeRecord | undefined>;
  /** A replay failed: the record's `at` becomes this moment. */
  postpone(id: string, at: Date, reason: string): Promise<void>;
  /** Nothing more is tried with these events of the record; the others are done. */
  putAway(id: string, dead: { messageIds: readonly string[]; reason: string; at: Date }): Promise<void>;
  /** Records that are not put away, counted up to a limit. */
  waiting(limit: number): Promise<number>;
  /** What was put away, newest first. */
  dead(request: PageRequest): Promise<PageOf<DeadIntake>>;
  deadById(id: string): Promise<DeadIntake | undefined>;
  /** Puts a dead record back in line, due at once; false when there is none. */
  revive(id: string): Promise<boolean>;
  /** Deletes the oldest put away before a moment, at most `limit`; answers how many. */
  deleteDead(before: Date, limit: number): Promise<number>;
}
