import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGroup, writeGroup } from '../../../editor/inspector/condition-tree.ts';
import {
  canUnwrap,
  fits,
  moveNode,
  nodeAt,
  placeOf,
  type RulePath,
  shiftNode,
  unwrapped,
} from '../../../editor/inspector/rule-moves.ts';
import { type Condition, type Leaf, leavesOf, type RootCondition } from '../../../shared/condition.ts';

const rule = (value: unknown): Leaf => ({ fact: 'contact', path: '$.traits.plan', operator: 'equal', value });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(rule) as [Leaf, Leaf, Leaf, Leaf];

const { group } = fc.letrec<{ node: Condition; group: Condition }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, fc.boolean().map(rule), tie('group')),
  group: fc.oneof(
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }) }),
  ),
}));
const root = fc.array(group, { minLength: 1, maxLength: 3 }).map((all): RootCondition => ({ all }));

function holds(node: Condition): boolean {
  if ('all' in node) return node.all.every(holds);
  if ('any' in node) return node.any.some(holds);
  if ('not' in node) return !holds(node.not);
  return node.value === true;
}

function places(node: Condition, at: RulePath = []): RulePath[] {
  const inner = readGroup(node)?.rules ?? [];
  return [at, ...inner.flatMap((rule, index) => places(rule, [...at, index]))];
}

describe('moving rules', () => {
  it('puts a rule where it is dropped, also in another group', () => {
    const tree: RootCondition = { all: [a, { any: [b, c] }, d] };
    expect(moveNode(tree, [0], [], 3)).toEqual({ all: [{ any: [b, c] }, d, a] });
    expect(moveNode(tree, [0], [1], 1)).toEqual({ all: [{ any: [b, a, c] }, d] });
    expect(moveNode(tree, [1, 1], [], 0)).toEqual({ all: [c, a, { any: [b] }, d] });
  });

  it('takes a group away with its last rule, and never puts a group into itself', () => {
    const tree: RootCondition = { all: [a, { any: [b] }] };
    expect(moveNode(tree, [1, 0], [], 0)).toEqual({ all: [b, a] });
    expect(moveNode(tree, [1], [1], 0)).toBe(tree);
  });

  it('goes by keys into the group that comes next, through it and out again', () => {
    let tree: RootCondition = { all: [a, { any: [b] }, d] };
    const seen: RulePath[] = [];
    for (let step = 0; step < 4; step += 1) {
      tree = shiftNode(tree, placeOf(tree, a) ?? [], 1);
      seen.push(placeOf(tree, a) ?? []);
    }
    expect(seen).toEqual([[0, 0], [0, 1], [1], [2]]);
    expect(shiftNode(tree, [2], 1)).toBe(tree);
  });

  it('never loses a rule or adds one, whatever is moved where', () => {
    fc.assert(
      fc.property(root, fc.nat(), fc.nat(), fc.nat({ max: 4 }), (tree, from, into, index) => {
        const all = places(tree);
        const groups = all.filter((at) => readGroup(nodeAt(tree, at) ?? a));
        const [source, target] = [all[from % all.length] ?? [], groups[into % groups.length] ?? []];
        const after = moveNode(tree, source, target, index);
        expect(leavesOf(after).map(String).length).toBe(leavesOf(tree).length);
        expect(new Set(leavesOf(after))).toEqual(new Set(leavesOf(tree)));
      }),
    );
  });
});

describe('taking a group apart', () => {
  it('is offered only where it changes nothing that the condition decides', () => {
    fc.assert(
      fc.property(root, fc.nat(), (tree, pick) => {
        const all = places(tree).filter((at) => readGroup(nodeAt(tree, at) ?? a));
        const parent = readGroup(nodeAt(tree, all[pick % all.length] ?? []) ?? tree);
        for (const [index, node] of (parent?.rules ?? []).entries())
          if (parent && canUnwrap(parent, node))
            expect(holds(writeGroup(unwrapped(parent, index)))).toBe(holds(writeGroup(parent)));
      }),
    );
  });
});

describe('a copied rule', () => {
  it('on the properties of an event fits only among its like', () => {
    const where: Condition = {
      any: [{ fact: 'properties', path: '$.plan', operator: 'equal', value: 'pro' }],
    };
    expect([fits(where, true), fits(where, false), fits(a, true), fits(a, false)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
