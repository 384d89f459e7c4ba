import { type Condition, leavesOf, type RootCondition } from '../../shared/condition.ts';
import { type Group, readGroup, writeGroup, writeRoot } from './condition-tree.ts';

/** Where a node stands: positions from the root's group down. The root itself is the empty list. */
export type RulePath = readonly number[];

/** The node at a place, or undefined when nothing is there. */
export function nodeAt(root: Condition, at: RulePath): Condition | undefined {
  let node: Condition | undefined = root;
  for (const index of at) node = node && readGroup(node)?.rules[index];
  return node;
}

/** Where a node stands, by identity: a moved rule is the same object. */
export function placeOf(root: Condition, node: Condition): RulePath | undefined {
  if (root === node) return [];
  for (const [index, rule] of (readGroup(root)?.rules ?? []).entries()) {
    const below = placeOf(rule, node);
    if (below) return [index, ...below];
  }
  return undefined;
}

/**
 * Moves a rule or group before the position `index` of the group at `into`. Groups left empty go. Unchanged when the
 * place lies within what moves, or is where it stands already.
 */
export function moveNode(root: RootCondition, from: RulePath, into: RulePath, index: number): RootCondition {
  const moved = nodeAt(root, from);
  const isInside = from.every((position, depth) => into[depth] === position);
  const group = nodeAt(root, into);
  if (!moved || from.length === 0 || isInside || !group || !readGroup(group)) return root;
  const last = from.at(-1) ?? 0;
  const staysInGroup = from.length === into.length + 1 && into.every((position, d) => from[d] === position);
  if (staysInGroup && (index === last || index === last + 1)) return root;
  // What leaves is first only marked, so that the positions in `into` still hold.
  const gone: Condition = { all: [] };
  const marked = edit(root, from.slice(0, -1), (was) => replaced(was, last, gone));
  const inserted = edit(marked, into, (was) => ({
    ...was,
    rules: [...was.rules.slice(0, index), moved, ...was.rules.slice(index)],
  }));
  const kept = without(inserted, gone);
  const rest = kept && readGroup(kept);
  return rest ? writeRoot(rest) : root;
}

/** Moves a rule one place up or down: within its group, at its end out of it, and into a group that comes next. */
export function shiftNode(root: RootCondition, from: RulePath, by: -1 | 1): RootCondition {
  const parent = from.slice(0, -1);
  const index = from.at(-1);
  const group = readGroup(nodeAt(root, parent) ?? root);
  if (index === undefined || !group) return root;
  const next = index + by;
  const beside = group.rules[next];
  const inner = beside && readGroup(beside);
  if (inner) return moveNode(root, from, [...parent, next], by === 1 ? 0 : inner.rules.length);
  if (beside) return moveNode(root, from, parent, by === 1 ? next + 1 : next);
  const own = parent.at(-1);
  return own === undefined ? root : moveNode(root, from, parent.slice(0, -1), by === 1 ? own + 1 : own);
}

/** Puts a rule into a group of its own, so that others can be added to it. */
export function wrapped(rule: Condition): Condition {
  return { any: [rule] };
}

/** Whether a group may be taken apart without changing what the condition decides. */
export function canUnwrap(parent: Group, node: Condition): boolean {
  const group = readGroup(node);
  if (!group || group.mode === 'none') return false;
  return (
    group.mode === parent.mode || group.rules.length === 1 || (parent.mode === 'none' && group.mode === 'any')
  );
}

/** The parent with the rules of the group at a position in its place. */
export function unwrapped(parent: Group, index: number): Group {
  const group = readGroup(parent.rules[index] ?? { all: [] });
  return group
    ? { ...parent, rules: parent.rules.flatMap((rule, at) => (at === index ? group.rules : [rule])) }
    : parent;
}

/** Whether a copied rule can stand among the rules of a place: those on event properties only among their like. */
export function fits(rule: Condition, isWhere: boolean): boolean {
  const leaves = 'fact' in rule ? [rule] : leavesOf(rule);
  return leaves.every(({ fact }) => (fact === 'properties') === isWhere);
}

function replaced(group: Group, index: number, rule: Condition): Group {
  return { ...group, rules: group.rules.map((each, at) => (at === index ? rule : each)) };
}

function edit(node: Condition, at: RulePath, change: (group: Group) => Group): Condition {
  const group = readGroup(node);
  if (!group) return node;
  const [index, ...rest] = at;
  if (index === undefined) return writeGroup(change(group));
  const rule = group.rules[index];
  return rule ? writeGroup(replaced(group, index, edit(rule, rest, change))) : node;
}

/** The node without one marked node, and without the groups that are empty then. */
function without(node: Condition, gone: Condition): Condition | undefined {
  if (node === gone) return undefined;
  const group = readGroup(node);
  if (!group) return node;
  const rules = group.rules.flatMap((rule) => without(rule, gone) ?? []);
  if (rules.length === 0) return undefined;
  return rules.length === group.rules.length && rules.every((rule, index) => rule === group.rules[index])
    ? node
    : writeGroup({ ...group, rules });
}
