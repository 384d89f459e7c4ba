import type { DayCount } from '../engine/facts.ts';
import type { Place } from './stores.ts';

/** Days (since 1970-01-01 UTC) of one event name under one source id whose counts may be wrong. */
export interface DayMarks {
  sourceId: string;
  name: string;
  days: readonly number[];
}

/** What is known by count of one event name under one source id, in a stretch of days. */
export interface CountedDays {
  sourceId: string;
  name: string;
  /** In no order; a day that nothing happened on is left out. */
  days: DayCount[];
  /** Days that are marked: their counts may be wrong, their events are to be read one by one. */
  dirty: number[];
}

/** A stretch of days with marks, to be recounted. */
export interface MarkedDays extends DayMarks {
  id: string;
  /** Changes with every mark: a recount is stored only while it is still this. */
  mark: string;
}

/** What a recount came to. */
export interface Recount extends Pick<MarkedDays, 'id' | 'mark'> {
  /** A day with a count of 0 is forgotten; days that are not named stay as they are. */
  days: readonly DayCount[];
  /** Days of which some events may be gone: the greater count stays. */
  atLeast: readonly DayCount[];
}

/** What to read of one event name. */
export interface CountQuery {
  sourceIds: readonly string[];
  name: string;
  /** The first day wanted; −Infinity for all. Days before it may be answered, too. */
  from: number;
}

/** How far closing days has come. */
export interface Closing {
  /** Every day up to this one is counted, or marked as dirty; undefined before the first is. */
  through?: number | undefined;
  /** The last event, in order of receipt, whose day was looked at. */
  place?: Place | undefined;
}

/**
 * Events per closed UTC day, keyed by source id and name as events are, so that merging people recounts nothing.
 * Counts are only ever set from a recount of the events, never incremented.
 */
export interface CounterStore {
  /** Marks days as dirty. Called after the events are written, and before their intake record goes. */
  mark(marks: readonly DayMarks[], now: Date): Promise<void>;
  /** One database query for all the queries. */
  load(queries: readonly CountQuery[]): Promise<CountedDays[]>;
  /** Longest marked first. */
  marked(limit: number): Promise<MarkedDays[]>;
  /** Stores recounts whose mark is unchanged and takes the marks away; answers how many. */
  settle(recounts: readonly Recount[]): Promise<number>;
  deleteOf(sourceIds: readonly string[]): Promise<void>;
  closing(): Promise<Closing>;
  /** `through` never falls. */
  saveClosing(closing: Closing): Promise<void>;
}
