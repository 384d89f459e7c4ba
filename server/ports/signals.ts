import type { LeafExplanation } from '../../shared/condition.ts';
import type { Signal } from '../../shared/signal.ts';
import type { PageOf, PageRequest } from './stores.ts';

export interface SignalRecord {
  /** The key. */
  id: string;
  document: Signal;
  /** Whether it is looked for. */
  on: boolean;
  /** Shipped ones that nobody edited follow the language and the event names of the workspace. */
  edited: boolean;
  rev: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface SignalStore {
  byIds(keys: readonly string[]): Promise<Map<string, SignalRecord>>;
  /** All of them, by key; there are hundreds at most. */
  all(): Promise<SignalRecord[]>;
  /** Writes where the revision still is `was`, 0 for a new one; false when it is not. Bumps the epoch. */
  save(record: SignalRecord, was: number): Promise<boolean>;
  /** Bumps the epoch. */
  delete(key: string): Promise<void>;
}

/** One stretch of time during which a signal is open for somebody. */
export interface Opening {
  id: string;
  /** The key of the signal. */
  signal: string;
  /** `c:<contact>` or `a:<account>`. */
  subject: string;
  /** The number of the turn that opened it. */
  turn: number;
  open: boolean;
  openedAt: Date;
  resolvedAt?: Date | undefined;
  /** What opened it, as it was then. */
  why: LeafExplanation[];
}

/** When signals opened for whom, why, and when they were resolved. */
export interface OpeningStore {
  /** Inserts; those already there are done. */
  insert(openings: readonly Opening[]): Promise<void>;
  /** Resolves what an earlier turn opened; what is resolved stays as it is. */
  resolve(items: readonly { signal: string; subject: string; turn: number; at: Date }[]): Promise<void>;
  /** Resolves a signal for everybody. */
  resolveAll(signal: string, at: Date): Promise<void>;
  byIds(ids: readonly string[]): Promise<Map<string, Opening>>;
  /** Newest first; with `open` only those that are, or are not. */
  ofSubject(subject: string, request: PageRequest & { open?: boolean | undefined }): Promise<PageOf<Opening>>;
  /** Newest first. */
  ofSignal(signal: string, request: PageRequest & { open: boolean }): Promise<PageOf<Opening>>;
  /** Opened in (from, until], newest first, at most `limit`. */
  opened(
    signal: string,
    from: Date,
    until: Date,
    limit: number,
  ): Promise<Pick<Opening, 'subject' | 'openedAt'>[]>;
  /** What is open for each of these subjects, newest first, in one query. */
  openFor(subjects: readonly string[]): Promise<Map<string, Opening[]>>;
  deleteOfSubjects(subjects: readonly string[]): Promise<void>;
}
