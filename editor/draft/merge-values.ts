import { same } from '../../shared/changes/same.ts';
import type { Side } from './merge-workflows.ts';

type Decide = (about: string) => Side;

/**
 * Joins two edits of an object, property by property, and lists of things with ids (the paths of a branch) thing by
 * thing. `decide` is asked for each property both sides set to different values.
 */
export function mergeProperties<Value extends object>(
  base: Value,
  mine: Value,
  theirs: Value,
  decide: Decide,
): Value {
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const merged: Record<string, unknown> = {};
  for (const key of keys) {
    const value = mergeValue(of(base, key), of(mine, key), of(theirs, key), () => decide(key));
    if (value !== undefined) merged[key] = value;
  }
  return merged as Value;
}

function mergeValue(base: unknown, mine: unknown, theirs: unknown, decide: () => Side): unknown {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  if (haveIds(base) && haveIds(mine) && haveIds(theirs)) return mergeList(base, mine, theirs, decide);
  return decide() === 'mine' ? mine : theirs;
}

interface WithId {
  id: string;
}

/** One list with what either side added; in my order, theirs put behind the thing they stand behind there. */
function mergeList(
  base: readonly WithId[],
  mine: readonly WithId[],
  theirs: readonly WithId[],
  decide: () => Side,
): unknown {
  const find = (list: readonly WithId[], id: string) => list.find((each) => each.id === id);
  const order = (list: readonly WithId[]) => list.map(({ id }) => id).filter((id) => find(base, id));
  const isMoved = (list: readonly WithId[]) =>
    !same(
      order(list),
      base.map(({ id }) => id).filter((id) => find(list, id)),
    );
  if (isMoved(mine) || isMoved(theirs)) return decide() === 'mine' ? mine : theirs;
  const ids = mine.map(({ id }) => id);
  theirs.forEach(({ id }, index) => {
    if (ids.includes(id) || find(base, id)) return;
    const before = theirs[index - 1];
    ids.splice(before ? ids.indexOf(before.id) + 1 : 0, 0, id);
  });
  return ids.flatMap((id): WithId[] => {
    const was = find(base, id);
    const own = find(mine, id);
    const other = find(theirs, id);
    if (own && other) return [was ? mergeProperties(was, own, other, decide) : own];
    const left = own ?? other;
    if (!was) return left ? [left] : [];
    return left && !same(was, left) && decide() === (own ? 'mine' : 'theirs') ? [left] : [];
  });
}

function haveIds(value: unknown): value is WithId[] {
  return (
    Array.isArray(value) &&
    value.every((each) => typeof each === 'object' && each !== null && typeof each.id === 'string') &&
    new Set(value.map(({ id }) => id)).size === value.length
  );
}

function of(from: object, key: string): unknown {
  return Object.hasOwn(from, key) ? Reflect.get(from, key) : undefined;
}
