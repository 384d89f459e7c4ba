import type { Condition, Leaf } from '../../../shared/condition.ts';

/** A part of a condition as a closure, and roughly what asking it costs. */
export interface Weighed<Input> {
  test(input: Input, now: number): boolean;
  cost: number;
}

/**
 * Turns a tree into nested closures. Rules have no side effects, so groups ask their cheapest members first and stop
 * as soon as they know. An empty group holds, as in json-rules-engine; validation refuses it long before.
 */
export function compileTree<Input>(
  condition: Condition,
  compileLeaf: (leaf: Leaf) => Weighed<Input>,
): Weighed<Input> {
  if ('any' in condition) return group(condition.any, compileLeaf, some);
  if ('all' in condition) return group(condition.all, compileLeaf, every);
  if ('not' in condition) {
    const inner = compileTree(condition.not, compileLeaf);
    return { cost: inner.cost, test: (input, now) => !inner.test(input, now) };
  }
  return compileLeaf(condition);
}

type Test<Input> = Weighed<Input>['test'];

function group<Input>(
  children: readonly Condition[],
  compileLeaf: (leaf: Leaf) => Weighed<Input>,
  join: (tests: readonly Test<Input>[]) => Test<Input>,
): Weighed<Input> {
  const members = children.map((child) => compileTree(child, compileLeaf));
  members.sort((one, other) => one.cost - other.cost);
  const [only] = members;
  if (!only) return { cost: 0, test: () => true };
  if (members.length === 1) return only;
  return {
    cost: members.reduce((sum, member) => sum + member.cost, 0),
    test: join(members.map((member) => member.test)),
  };
}

/** Two and three members, by far the most common, are asked without a loop. */
function every<Input>(tests: readonly Test<Input>[]): Test<Input> {
  const [first, second, third] = tests;
  if (first && second && !third) return (input, now) => first(input, now) && second(input, now);
  if (first && second && third && tests.length === 3)
    return (input, now) => first(input, now) && second(input, now) && third(input, now);
  return (input, now) => {
    for (const test of tests) if (!test(input, now)) return false;
    return true;
  };
}

function some<Input>(tests: readonly Test<Input>[]): Test<Input> {
  const [first, second, third] = tests;
  if (first && second && !third) return (input, now) => first(input, now) || second(input, now);
  if (first && second && third && tests.length === 3)
    return (input, now) => first(input, now) || second(input, now) || third(input, now);
  return (input, now) => {
    for (const test of tests) if (test(input, now)) return true;
    return false;
  };
}
