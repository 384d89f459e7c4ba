import type { SortOrder } from '../aggregate/sort-order.ts';
import type { Index } from '../store/index.ts';
import type { Interval } from './intervals.ts';

/** A stretch of keys, from `start` up to but without `end`. */
export interface KeyRange {
  start: Buffer;
  end: Buffer;
}

/** Ranges that follow one another and whose keys begin with the same bytes. */
export interface RangeStream {
  prefixLength: number;
  ranges: KeyRange[];
}

/** Reads documents by their ids, one by one. */
export interface IdPlan {
  kind: 'ids';
  ids: Buffer[];
  /** The intervals of ids, ascending; each is one id. */
  bounds: Interval[];
  isExact: boolean;
  isSorted: boolean;
}

/** Reads entries of an index in its order, or against it. */
export interface IndexPlan {
  kind: 'index';
  index: Index;
  /** For each bounded field, from the first on, the intervals of its values, ascending. */
  bounds: Interval[][];
  ranges: KeyRange[];
  /**
   * Set when the ranges, each in order by itself, give the order asked for only when they are merged: they are
   * compared by what follows the bytes they begin with.
   */
  streams: RangeStream[] | undefined;
  isReversed: boolean;
  /** Whether the ranges hold only matching documents. */
  isExact: boolean;
  /** Whether documents come in the order asked for. */
  isSorted: boolean;
  /** How good the plan is thought to be; only for choosing. */
  score: number;
}

/** Reads all documents, or those with ids in a range. */
export interface ScanPlan {
  kind: 'scan';
  range: KeyRange | undefined;
  /** The intervals of ids looked for, ascending; the range goes from the first to the last. */
  bounds: Interval[] | undefined;
  isReversed: boolean;
  isExact: boolean;
  isSorted: boolean;
}

/** Reads what several plans find, each document once. */
export interface UnionPlan {
  kind: 'union';
  plans: (IdPlan | IndexPlan | ScanPlan)[];
  isExact: false;
  /** Whether documents come in the order asked for, which `order` then is. */
  isSorted: boolean;
  /** Set when each of the plans gives the order asked for by itself, and what they find is merged in it. */
  order: SortOrder | undefined;
}

export type Plan = IdPlan | IndexPlan | ScanPlan | UnionPlan;
