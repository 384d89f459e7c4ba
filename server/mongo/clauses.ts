import type { Query } from './shelf.ts';

/** A planner lists no more points of an index than this. */
const MOST_POINTS = 1_000;

/** Alternatives of one query about what came under these source ids. */
export function clausesOf(sourceIds: readonly string[], rest: Query): Query[] {
  const clauses: Query[] = [];
  for (let at = 0; at < sourceIds.length; at += MOST_POINTS)
    clauses.push({ ...oneOf('sourceId', sourceIds.slice(at, at + MOST_POINTS)), ...rest });
  return clauses;
}

/** A single value as an equality, which keeps an index's order; several as points. */
export function oneOf(field: string, values: readonly string[]): Query {
  return { [field]: values.length === 1 ? values[0] : { $in: [...values] } };
}
