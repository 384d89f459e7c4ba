import { type Condition, childrenOf, type Leaf, type LeafExplanation } from '../../../shared/condition.ts';

/**
 * Why a condition that holds does: of `all` every rule, of `any` the first branch that holds. Rules below a `not` say
 * what is not the case and are left out, and a condition that does not hold has no reasons. `leaves` are those of explain, in
 * document order.
 */
export function reasonsOf(condition: Condition, leaves: readonly LeafExplanation[]): LeafExplanation[] {
  const queue = [...leaves];
  const said = new Map<Leaf, LeafExplanation>();
  for (const leaf of leavesIn(condition)) {
    const next = queue.shift();
    if (next) said.set(leaf, next);
  }
  return holds(condition, said) ? reasonsIn(condition, said) : [];
}

function leavesIn(condition: Condition): Leaf[] {
  return childrenOf(condition)?.flatMap(leavesIn) ?? [condition as Leaf];
}

function holds(condition: Condition, said: ReadonlyMap<Leaf, LeafExplanation>): boolean {
  if ('all' in condition) return condition.all.every((child) => holds(child, said));
  if ('any' in condition) return condition.any.some((child) => holds(child, said));
  if ('not' in condition) return !holds(condition.not, said);
  return said.get(condition)?.pass ?? false;
}

function reasonsIn(condition: Condition, said: ReadonlyMap<Leaf, LeafExplanation>): LeafExplanation[] {
  if ('all' in condition) return condition.all.flatMap((child) => reasonsIn(child, said));
  if ('any' in condition) {
    const branch = condition.any.find((child) => holds(child, said));
    return branch ? reasonsIn(branch, said) : [];
  }
  if ('not' in condition) return [];
  const leaf = said.get(condition);
  return leaf?.pass ? [leaf] : [];
}
