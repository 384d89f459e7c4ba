import type { Condition, Leaf, RootCondition } from '../../shared/condition.ts';
import type { SubjectKind } from '../../shared/segment.ts';

/** How the rules of a group combine: all of them, at least one, or none. */
export type GroupMode = 'all' | 'any' | 'none';

/** A group as the builder shows it. */
export interface Group {
  mode: GroupMode;
  rules: readonly Condition[];
}

/** Reads a node as a group; undefined for a rule. `not` over anything is a group of which none may hold. */
export function readGroup(node: Condition): Group | undefined {
  if ('all' in node) return { mode: 'all', rules: node.all };
  if ('any' in node) return { mode: 'any', rules: node.any };
  if (!('not' in node)) return undefined;
  return { mode: 'none', rules: 'any' in node.not ? node.not.any : [node.not] };
}

/** The node for a group, as json-rules-engine writes it. */
export function writeGroup({ mode, rules }: Group): Condition {
  if (mode === 'all') return { all: [...rules] };
  if (mode === 'any') return { any: [...rules] };
  return { not: { any: [...rules] } };
}

/** The root of a condition for a group; json-rules-engine wants `all` or `any` there. */
export function writeRoot(group: Group): RootCondition {
  const node = writeGroup(group);
  return 'all' in node || 'any' in node ? node : { all: [node] };
}

/** Where the rules of a node stand below it in the document: `all`, `any`, `not.any` or `not`. */
export function rulesPath(node: Condition, index: number): string {
  if ('all' in node) return `all.${index}`;
  if ('any' in node) return `any.${index}`;
  if ('not' in node && 'any' in node.not) return `not.any.${index}`;
  return 'not';
}

/** The group with one rule replaced. */
export function withRule(group: Group, index: number, rule: Condition): Group {
  return { ...group, rules: group.rules.map((each, at) => (at === index ? rule : each)) };
}

/** The group with a rule more, at its end or behind another. */
export function withNewRule(group: Group, rule: Condition, after = group.rules.length - 1): Group {
  return { ...group, rules: [...group.rules.slice(0, after + 1), rule, ...group.rules.slice(after + 1)] };
}

/** The group with a rule less. */
export function withoutRule(group: Group, index: number): Group {
  return { ...group, rules: group.rules.filter((_, at) => at !== index) };
}

/** A rule to start from. */
export function blankRule(isWhere: boolean, about: SubjectKind = 'contact'): Leaf {
  if (isWhere) return { fact: 'properties', path: '$.', operator: 'equal', value: '' };
  const path = about === 'account' ? '$.plan' : '$.traits.plan';
  return { fact: about, path, operator: 'equal', value: '' };
}
