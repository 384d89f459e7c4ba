import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readGroup,
  rulesPath,
  withNewRule,
  withoutRule,
  withRule,
  writeGroup,
  writeRoot,
} from '../../../editor/inspector/condition-tree.ts';
import type { Condition, Leaf } from '../../../shared/condition.ts';

const rule = (value: unknown): Leaf => ({ fact: 'contact', path: '$.traits.plan', operator: 'equal', value });

/** What json-rules-engine would decide when every rule holds whose value is true. */
function holds(node: Condition): boolean {
  if ('all' in node) return node.all.every(holds);
  if ('any' in node) return node.any.some(holds);
  if ('not' in node) return !holds(node.not);
  return node.value === true;
}

const { node: tree } = fc.letrec<{ node: Condition; group: Condition }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, fc.boolean().map(rule), tie('group')),
  group: fc.oneof(
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('node') }),
  ),
}));

describe('the tree behind the condition builder', () => {
  it('reads and writes groups without changing what they decide', () => {
    fc.assert(
      fc.property(tree, (node) => {
        const group = readGroup(node);
        if (group) expect(holds(writeGroup(group))).toBe(holds(node));
      }),
    );
  });

  it('keeps all, any and none as they are written', () => {
    for (const node of [{ all: [rule(1)] }, { any: [rule(1), rule(2)] }, { not: { any: [rule(1)] } }]) {
      const group = readGroup(node);
      expect(group && writeGroup(group)).toEqual(node);
    }
  });

  it('puts “none” into a group of its own at the root, where json-rules-engine wants all or any', () => {
    expect(writeRoot({ mode: 'none', rules: [rule(1)] })).toEqual({ all: [{ not: { any: [rule(1)] } }] });
  });

  it('knows where a rule stands in the document, so that problems find its fields', () => {
    expect(rulesPath({ all: [rule(1)] }, 0)).toBe('all.0');
    expect(rulesPath({ not: { any: [rule(1), rule(2)] } }, 1)).toBe('not.any.1');
    expect(rulesPath({ not: rule(1) }, 0)).toBe('not');
  });

  it('replaces, adds and removes rules', () => {
    const group = { mode: 'all', rules: [rule(1), rule(2)] } as const;
    expect(withRule(group, 1, rule(3)).rules).toEqual([rule(1), rule(3)]);
    expect(withNewRule(group, rule(3)).rules).toEqual([rule(1), rule(2), rule(3)]);
    expect(withNewRule(group, rule(3), 0).rules).toEqual([rule(1), rule(3), rule(2)]);
    expect(withoutRule(group, 0).rules).toEqual([rule(2)]);
  });
});
