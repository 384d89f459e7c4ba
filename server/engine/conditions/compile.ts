import { type Leaf, leavesOf, type RootCondition } from '../../../shared/condition.ts';
import { valueAt } from '../../../shared/path.ts';
import type { ConditionNeeds, FactSnapshot } from '../facts.ts';
import { boundsOf, prepareTest } from './compare.ts';
import { compileTree, type Weighed } from './compile-tree.ts';
import { keysOf } from './keys-of.ts';
import { compileGlance, type Rule } from './look.ts';
import { NeedsList } from './needs.ts';
import { readerOf } from './read-fact.ts';

export { covers, mergeNeeds } from './needs.ts';

/** A condition as a closure, and what must be loaded before it can be asked. */
export interface CompiledCondition {
  /** Whether the condition holds for a contact at an instant, in epoch milliseconds. Never throws. */
  test(facts: FactSnapshot, now: number): boolean;
  /**
   * The same, and the earliest instant after now at which it may differ without new input; Infinity for never. Never
   * later than a real change.
   */
  look(facts: FactSnapshot, now: number): { value: boolean; holdsUntil: number };
  needs: ConditionNeeds;
}

/**
 * Compiles a condition that `validateCondition` found no errors in; anything else may throw a plain Error here, never
 * in `test`. Decides exactly as json-rules-engine does, also where that surprises: `"21" >= 21` holds, and what is
 * missing passes `notEqual`, `notIn` and `not`.
 */
export function compileCondition(condition: RootCondition): CompiledCondition {
  const needs = new NeedsList();
  const rules = new Map(leavesOf(condition).map((leaf) => [leaf, prepareRule(leaf, needs)]));
  const ruleOf = (leaf: Leaf) => rules.get(leaf) as Rule;
  const { test } = compileTree(condition, (leaf) => weighed(ruleOf(leaf)));
  const glance = compileGlance(condition, ruleOf);
  return {
    test,
    look(facts, now) {
      const seen = glance(facts, now);
      return { value: seen > 0, holdsUntil: Math.abs(seen) };
    },
    needs: needs.list(),
  };
}

/** Compiles a `where` over fact `properties` into a predicate over the properties of one event. */
export function compileWhere(where: RootCondition): (properties: Record<string, unknown>) => boolean {
  const { test } = compileTree(where, compilePropertiesLeaf);
  return (properties) => test(properties, 0);
}

function prepareRule(leaf: Leaf, needs: NeedsList): Rule {
  const reader = readerOf(leaf.fact);
  reader.need(leaf.params, needs);
  return {
    reading: reader.prepare(leaf.params, keysOf(leaf.path), compileWhere),
    passes: prepareTest(leaf.operator, leaf.value),
    bounds: boundsOf(leaf.operator, leaf.value),
    cost: reader.cost(leaf.params),
  };
}

function weighed({ reading, passes, cost }: Rule): Weighed<FactSnapshot> {
  const { value } = reading;
  return { cost, test: (facts, now) => passes(value(facts, now)) };
}

function compilePropertiesLeaf(leaf: Leaf): Weighed<Record<string, unknown>> {
  if (leaf.fact !== 'properties')
    throw new Error(`"${leaf.fact}" cannot be used on the properties of an event`);
  const keys = keysOf(leaf.path);
  const passes = prepareTest(leaf.operator, leaf.value);
  return { cost: 1, test: (properties) => passes(valueAt(properties, keys)) };
}
