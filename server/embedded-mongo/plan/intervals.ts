import { afterPrefix, invertKey } from '../bson/key-encoding.ts';

/** A place in the order of keys: before or after all keys that begin with `key`. */
export interface Edge {
  key: Buffer;
  isAfter: boolean;
}

/** All keys between two places. */
export interface Interval {
  from: Edge;
  to: Edge;
}

const nowhere = Buffer.alloc(0);

/** The interval of every key there is. */
export const everything: Interval = {
  from: { key: nowhere, isAfter: false },
  to: { key: nowhere, isAfter: true },
};

/** The interval of one value, whose whole encoding is `key`. */
export function pointAt(key: Buffer): Interval {
  return { from: { key, isAfter: false }, to: { key, isAfter: true } };
}

/** The interval of all keys that begin with `key`, which is no whole encoding. */
export function prefixAt(key: Buffer): Interval {
  return { from: { key, isAfter: false }, to: { key: afterPrefix(key), isAfter: false } };
}

/** Whether an interval is one value. */
export function isPoint(interval: Interval): boolean {
  return (
    interval.from.key.length > 0 &&
    !interval.from.isAfter &&
    interval.to.isAfter &&
    interval.from.key.equals(interval.to.key)
  );
}

/** The bytes of an edge: no key lies between them and the edge. */
export function edgeBytes(edge: Edge): Buffer {
  return edge.isAfter ? afterPrefix(edge.key) : edge.key;
}

function compareEdges(a: Edge, b: Edge): number {
  return Buffer.compare(edgeBytes(a), edgeBytes(b));
}

/** Sorts intervals and joins those that overlap. */
export function normalise(intervals: Interval[]): Interval[] {
  if (intervals.length < 2) return intervals.filter(isNotEmpty);
  const sorted = intervals.filter(isNotEmpty).sort((a, b) => compareEdges(a.from, b.from));
  const joined: Interval[] = [];
  for (const interval of sorted) {
    const last = joined.at(-1);
    if (last && compareEdges(interval.from, last.to) < 0) {
      if (compareEdges(interval.to, last.to) > 0) last.to = interval.to;
    } else joined.push({ ...interval });
  }
  return joined;
}

function isNotEmpty(interval: Interval): boolean {
  return compareEdges(interval.from, interval.to) < 0;
}

/** What lies in both of two sorted lists. */
export function intersect(a: Interval[], b: Interval[]): Interval[] {
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] as Interval;
    const y = b[j] as Interval;
    const from = compareEdges(x.from, y.from) >= 0 ? x.from : y.from;
    const endsFirst = compareEdges(x.to, y.to) <= 0;
    const both = { from, to: endsFirst ? x.to : y.to };
    if (isNotEmpty(both)) common.push(both);
    if (endsFirst) i++;
    else j++;
  }
  return common;
}

/** What lies in none of a sorted list. */
export function complement(intervals: Interval[]): Interval[] {
  const rest: Interval[] = [];
  let from = everything.from;
  for (const interval of intervals) {
    rest.push({ from, to: interval.from });
    from = interval.to;
  }
  rest.push({ from, to: everything.to });
  return rest.filter(isNotEmpty);
}

/** The same interval in a descending field, where every byte is inverted. */
export function invertInterval({ from, to }: Interval): Interval {
  return {
    from: { key: invertKey(to.key), isAfter: !to.isAfter },
    to: { key: invertKey(from.key), isAfter: !from.isAfter },
  };
}
