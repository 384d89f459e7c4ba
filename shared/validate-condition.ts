import { MAX_DEPTH, MAX_LEAVES } from './condition.ts';
import type { ProblemCode } from './problems.ts';
import { problems } from './problems.ts';
import { say } from './say.ts';
import { DAY } from './time.ts';
import {
  below,
  checkLeaf,
  clipped,
  isRecord,
  type KnownNames,
  type LeafSurroundings,
  type Report,
} from './vocabulary/check-leaf.ts';
import type { ConditionScope, ConditionSubject } from './vocabulary/fact-definition.ts';

export type { KnownNames } from './vocabulary/check-leaf.ts';
export type { ConditionScope, ConditionSubject } from './vocabulary/fact-definition.ts';

export interface ConditionProblem {
  code: ProblemCode;
  /** Where in the document, e.g. `steps.s1.paths.0.when.all.2.operator`. */
  path: string;
  facts: Record<string, string | number>;
  message: string;
  severity: 'error' | 'warning';
}

export interface ConditionOptions {
  /** The place of the condition in its document; may be empty. */
  path: string;
  scope: ConditionScope;
  /** Whom it is about; a contact unless said. */
  subject?: ConditionSubject | undefined;
  /** How long raw events are kept, in milliseconds; 400 days unless said. */
  retention?: number | undefined;
  /** The segments and signals there are, where references to them are to be checked. */
  known?: KnownNames | undefined;
}

const RAW_RETENTION = 400 * DAY;
const groupKeys = ['all', 'any', 'not'] as const;

/**
 * Everything that is wrong with a condition, in document order; no errors means that it compiles and explains
 * without throwing. Takes any value, however hostile: size and depth are measured first without recursing, and a tree
 * beyond the limits gets that one problem. The limit of 500 rules counts the rules of every `where` inside too.
 */
export function validateCondition(condition: unknown, options: ConditionOptions): ConditionProblem[] {
  const found: ConditionProblem[] = [];
  const report: Report = (code, path, facts = {}, severity = 'error') => {
    found.push({ code, path, facts, severity, message: say(problems[code].say, facts) });
  };
  const excess = excessOf(condition);
  if (excess) {
    report(excess, options.path, { limit: excess === 'CONDITION_TOO_DEEP' ? MAX_DEPTH : MAX_LEAVES });
    return found;
  }
  const surroundings: LeafSurroundings = {
    scope: options.scope,
    subject: options.subject ?? 'contact',
    retention: options.retention ?? RAW_RETENTION,
    known: options.known,
    checkWhere: (where, path) =>
      checkRoot(where, path, { ...surroundings, scope: 'where', checkWhere: () => undefined }, report),
  };
  checkRoot(condition, options.path, surroundings, report);
  return found;
}

/**
 * Whether a tree is beyond the limits. Walks with its own stack and gives up at the first excess, so that neither a
 * million rules nor a hundred thousand levels, nor a group that contains itself, cost more than a moment.
 */
function excessOf(condition: unknown): 'CONDITION_TOO_DEEP' | 'CONDITION_TOO_LARGE' | undefined {
  const stack: { node: unknown; depth: number; inWhere: boolean }[] = [
    { node: condition, depth: 0, inWhere: false },
  ];
  let leaves = 0;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, depth, inWhere } = next;
    const groups = isRecord(node) ? groupKeys.filter((key) => Object.hasOwn(node, key)) : [];
    if (groups.length === 0) leaves += 1;
    if (leaves > MAX_LEAVES) return 'CONDITION_TOO_LARGE';
    if (!isRecord(node)) continue;
    if (groups.length > 0 && depth >= MAX_DEPTH) return 'CONDITION_TOO_DEEP';
    for (const key of groups) {
      const children = Array.isArray(node[key]) ? node[key] : [node[key]];
      // An empty group counts as a rule, so that there is something to count below every node.
      if (children.length === 0) leaves += 1;
      if (children.length > MAX_LEAVES) return 'CONDITION_TOO_LARGE';
      for (const child of children) stack.push({ node: child, depth: depth + 1, inWhere });
    }
    // A `where` has its own levels. One inside another is refused as such, so it is not entered here either.
    if (groups.length === 0 && !inWhere && isRecord(node.params) && node.params.where !== undefined)
      stack.push({ node: node.params.where, depth: 0, inWhere: true });
  }
  return undefined;
}

function checkRoot(condition: unknown, path: string, around: LeafSurroundings, report: Report): void {
  if (isRecord(condition) && (Object.hasOwn(condition, 'all') || Object.hasOwn(condition, 'any')))
    checkNode(condition, path, around, report);
  else report('CONDITION_ROOT', path);
}

/** Recurses at most as deep as `excessOf` let through. */
function checkNode(node: unknown, path: string, around: LeafSurroundings, report: Report): void {
  if (!isRecord(node)) {
    report('CONDITION_SHAPE', path, { path, detail: 'Write a rule or a group here.' });
    return;
  }
  const groups = groupKeys.filter((key) => Object.hasOwn(node, key));
  const [group] = groups;
  if (Object.hasOwn(node, 'condition')) report('CONDITION_REFERENCE', below(path, 'condition'));
  else if (group === undefined) checkLeaf(node, path, around, report);
  else if (groups.length > 1) report('CONDITION_TWO_GROUPS', path, { keys: groups.join(', ') });
  else checkGroup(node, group, path, around, report);
}

function checkGroup(
  node: Record<string, unknown>,
  group: (typeof groupKeys)[number],
  path: string,
  around: LeafSurroundings,
  report: Report,
): void {
  // Priorities too: they would let the engine skip rules, and explain would have nothing to say about those.
  for (const key of Object.keys(node))
    if (key !== group) report('CONDITION_KEY_UNKNOWN', below(path, key), { key: clipped(key) });
  const place = below(path, group);
  const children = node[group];
  if (group === 'not') checkNode(children, place, around, report);
  else if (!Array.isArray(children))
    report('CONDITION_SHAPE', place, { path: place, detail: 'Write a list of rules here.' });
  else if (children.length === 0) report('CONDITION_EMPTY_GROUP', place);
  else
    for (let index = 0; index < children.length; index++)
      checkNode(children[index], below(place, String(index)), around, report);
}
