import type { SortOrder } from '../aggregate/sort-order.ts';
import { afterPrefix } from '../bson/key-encoding.ts';
import type { Index } from '../store/index.ts';
import { longestKey } from '../store/index-keys.ts';
import { type FieldBounds, fieldBounds } from './bounds.ts';
import { conditionsFor } from './choose.ts';
import type { Conditions } from './conditions.ts';
import { edgeBytes, type Interval, invertInterval, isPoint } from './intervals.ts';
import { impliesPartial } from './partial.ts';
import type { IndexPlan, KeyRange, RangeStream } from './plan.ts';

/** More combinations of points than this are not listed one by one. */
const mostPrefixes = 1000;

/** More streams than this are not merged for the sake of their order: each keeps keys read ahead. */
export const mostStreams = 200;

/** What a range of one field adds to the score of a plan. */
export const rangeScore = 6;

const nothing = Buffer.alloc(0);

/** How an index would answer a query, or nothing when it cannot or would not help. */
export function planIndex(
  index: Index,
  conditions: Conditions,
  sort: SortOrder | undefined,
  isForced: boolean,
): IndexPlan | undefined {
  const { partialFilterExpression, unique } = index.spec;
  if (partialFilterExpression && !impliesPartial(conditions, partialFilterExpression)) return undefined;
  const bounds = boundsPerField(index, conditions);
  const bounded = bounds.length;
  const order = sort
    ? orderGiven(index, bounds, sort)
    : { isSorted: true, isReversed: false, mergedFields: 0 };
  const helpsSort = sort !== undefined && order.isSorted;
  const isWhole = bounded === 0;
  // Without bounds a sparse index may lack documents; a partial one has been checked to hold them all.
  if (isWhole && index.spec.sparse) return undefined;
  if (isWhole && !helpsSort && !isForced && !partialFilterExpression) return undefined;
  const equalities = bounds.filter((field) => field.intervals.every(isPoint)).length;
  const isPointRead = unique && equalities === index.fields.length;
  return {
    kind: 'index',
    index,
    bounds: bounds.map(({ intervals }) => intervals),
    ranges: keyRanges(index, bounds, nothing, 0),
    streams: order.mergedFields > 0 ? rangeStreams(index, bounds, order.mergedFields) : undefined,
    isReversed: order.isReversed,
    isSorted: order.isSorted,
    isExact: coversQuery(index, bounds, conditions),
    score:
      equalities * 10 +
      (bounded > equalities ? rangeScore : 0) +
      (helpsSort ? 3 : 0) +
      (isPointRead ? 50 : 0) +
      (partialFilterExpression ? 1 : 0),
  };
}

/** Bounds for the leading fields: any number of points, then one range, then no more. */
function boundsPerField(index: Index, conditions: Conditions): FieldBounds[] {
  const found: FieldBounds[] = [];
  const roots = new Set<string>();
  let combinations = 1;
  for (const field of index.fields) {
    const given = conditionsFor(field, conditions);
    if (!given) break;
    const root = field.split('.')[0] as string;
    // Two fields under one array may be satisfied by different elements, so only one may narrow the search.
    if (index.isMultikey && roots.has(root)) break;
    const bounds = fieldBounds(given, { isMultikey: index.isMultikey, isSparse: index.spec.sparse });
    if (!bounds) break;
    combinations *= Math.max(1, bounds.intervals.length);
    if (combinations > mostPrefixes && found.length > 0) break;
    roots.add(root);
    found.push(bounds);
    if (!bounds.intervals.every(isPoint)) break;
  }
  return found;
}

/** The stretches of keys behind `start`, which stands for the fields before `from`. */
function keyRanges(index: Index, bounds: FieldBounds[], start: Buffer, from: number): KeyRange[] {
  const last = bounds.length - 1;
  // Only the last field may have anything but points.
  const points = bounds[last]?.intervals.every(isPoint) === false ? last : bounds.length;
  const prefixes = keyPrefixes(index, bounds, start, from, points);
  if (points === bounds.length) {
    return prefixes.map((prefix) => clipRange({ start: prefix, end: afterPrefix(prefix) }));
  }
  const intervals = intervalsOf(index, bounds, last);
  return prefixes.flatMap((prefix) =>
    intervals.map((interval) =>
      clipRange({
        start: Buffer.concat([prefix, edgeBytes(interval.from)]),
        end: Buffer.concat([prefix, edgeBytes(interval.to)]),
      }),
    ),
  );
}

/** One stream for every combination of points of the first fields. */
function rangeStreams(index: Index, bounds: FieldBounds[], mergedFields: number): RangeStream[] {
  return keyPrefixes(index, bounds, nothing, 0, mergedFields).map((prefix) => ({
    prefixLength: prefix.length,
    ranges: keyRanges(index, bounds, prefix, mergedFields),
  }));
}

/** `start` followed by every combination of points of the fields from `from` to before `to`. */
function keyPrefixes(index: Index, bounds: FieldBounds[], start: Buffer, from: number, to: number): Buffer[] {
  let prefixes = [start];
  for (let i = from; i < to; i++) {
    const intervals = intervalsOf(index, bounds, i);
    prefixes = prefixes.flatMap((prefix) =>
      intervals.map((interval) => Buffer.concat([prefix, interval.from.key])),
    );
  }
  return prefixes;
}

/** A field's intervals in the order of the index. */
function intervalsOf(index: Index, bounds: FieldBounds[], i: number): Interval[] {
  const intervals = bounds[i]?.intervals ?? [];
  return index.shape.directions[i] === -1 ? intervals.map(invertInterval).reverse() : intervals;
}

/** Stored keys are cut; a bound beyond the cut must let through all keys that share what is left of it. */
function clipRange(range: KeyRange): KeyRange {
  if (range.start.length <= longestKey && range.end.length <= longestKey) return range;
  const start = range.start.subarray(0, longestKey);
  const end = range.end.length > longestKey ? afterPrefix(range.end.subarray(0, longestKey)) : range.end;
  return { start, end };
}

function coversQuery(index: Index, bounds: FieldBounds[], conditions: Conditions): boolean {
  if (index.isClipped || conditions.hasRest || conditions.alternatives.length > 0) return false;
  if (bounds.some((field) => !field.isExact)) return false;
  const covered = new Set(index.fields.slice(0, bounds.length));
  for (const [path, given] of conditions.fields) {
    if (covered.has(path)) continue;
    const partial = index.spec.partialFilterExpression;
    // A condition the partial index demands of all its documents needs no further test.
    if (!partial || given.length !== 1 || !isDemanded(index, path, conditions)) return false;
  }
  return true;
}

function isDemanded(index: Index, path: string, conditions: Conditions): boolean {
  const demanded = index.spec.partialFilterExpression;
  if (!demanded?.has(path)) return false;
  const only = new Map([[path, conditions.fields.get(path) ?? []]]);
  const [given] = only.get(path) ?? [];
  const operand = demanded.get(path);
  // Equal conditions, not merely stronger ones: the index may hold documents that satisfy its own only.
  return (
    given?.operator === '$eq' &&
    operand !== undefined &&
    impliesPartial({ fields: only, alternatives: [], hasRest: false }, new Map([[path, operand]])) &&
    typeof operand === typeof given.operand &&
    operand === given.operand
  );
}

/** The order in which entries come, next to the one asked for. */
interface GivenOrder {
  isSorted: boolean;
  isReversed: boolean;
  /** How many leading fields have several values, whose entries must be merged for the order to hold. */
  mergedFields: number;
}

/** Whether the entries come in the order asked for, from which end, and whether streams must be merged for it. */
function orderGiven(index: Index, bounds: FieldBounds[], sort: SortOrder): GivenOrder {
  const no = { isSorted: false, isReversed: false, mergedFields: 0 };
  if (index.isMultikey || index.isClipped) return no;
  const isPoints = (i: number) => bounds[i]?.intervals.every(isPoint) === true;
  const fixed = new Set(index.fields.filter((_, i) => bounds[i]?.intervals.length === 1 && isPoints(i)));
  const leading = sort.fields.find((field) => !fixed.has(field.path));
  // A field with one value only has no say in the order.
  if (!leading) return { isSorted: true, isReversed: false, mergedFields: 0 };
  const first = index.fields.indexOf(leading.path);
  let streams = 1;
  for (let i = 0; i < first; i++) {
    if (!isPoints(i)) return no;
    streams *= bounds[i]?.intervals.length ?? 1;
  }
  if (first < 0 || streams > mostStreams) return no;
  let direction = 0;
  let at = first;
  for (const field of sort.fields) {
    if (fixed.has(field.path)) continue;
    while (fixed.has(index.fields[at] ?? '')) at++;
    if (index.fields[at] !== field.path) return no;
    const wanted = field.direction * (index.shape.directions[at] ?? 1);
    if (direction !== 0 && wanted !== direction) return no;
    direction = wanted;
    at++;
  }
  return { isSorted: true, isReversed: direction < 0, mergedFields: streams > 1 ? first : 0 };
}
