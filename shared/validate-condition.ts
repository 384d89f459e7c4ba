import { MAX_DEPTH, MAX_LEAVES } from './condition.ts';
import type { ProblemCode } from './problems.ts';
import { problems } from './problems.ts';
import { say } from './say.ts';
import { DAY } from './time.ts';
import { validateLeaf } from './vocabulary/check-leaf.ts';
import type { ConditionScope } from './vocabulary/fact-definition.ts';

export type { ConditionScope } from './vocabulary/fact-definition.ts';

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
  /** How long raw events are kept, in milliseconds; 400 days unless said. */
  retention?: number | undefined;
}

/** Reports one problem at a place below the condition. */
export type Report = (
  code: ProblemCode,
  path: string,
  facts?: Record<string, string | number>,
  severity?: ConditionProblem['severity'],
) => void;

const RAW_RETENTION = 400 * DAY;
const groupKeys = ['all', 'any', 'not'] as const;
const leafKeys: ReadonlySet<string> = new Set(['fact', 'params', 'path', 'operator', 'value']);

/**
 * Everything that is wrong with a condition, in document order; no errors means that it compiles and explains
 * without throwing. Takes any value, however hostile: size and depth are measured first without recursing, and a tree
 * beyond the limits gets that one problem. The limits of 500 rules counts the rules of every `where` inside too.
 */
export function validateCondition(condition: unknown, options: ConditionOptions): ConditionProblem[] {
  const found: ConditionProblem[] = [];
  const report: Report = (code, path, facts = {}, severity = 'error') => {
    found.push({ code, path, facts, severity, message: say(problems[code].say, facts) });
  };
  const excess = measure(condition);
  if (excess) {
    report(excess, options.path, { limit: excess === 'CONDITION_TOO_DEEP' ? MAX_DEPTH : MAX_LEAVES });
    return found;
  }
  validateRoot(condition, options.path, options.scope, options.retention ?? RAW_RETENTION, report);
  return found;
}

/**
 * Whether a tree is beyond the limits. Walks with its own stack and gives up at the first excess, so that neither a
 * million rules nor a hundred thousand levels, nor a group that contains itself, cost more than a moment.
 */
function measure(condition: unknown): 'CONDITION_TOO_DEEP' | 'CONDITION_TOO_LARGE' | undefined {
  const nodeLimit = MAX_LEAVES * (MAX_DEPTH + 1);
  const stack: { node: unknown; depth: number }[] = [{ node: condition, depth: 0 }];
  let nodes = 0;
  let leaves = 0;
  let tooDeep = false;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, depth } = next;
    nodes += 1;
    if (!isRecord(node)) {
      leaves += 1;
    } else {
      const groups = groupKeys.filter((key) => Object.hasOwn(node, key));
      if (groups.length === 0) leaves += 1;
      // What lies below is not looked at: the tree is refused, and only its size can still say more.
      if (groups.length > 0 && depth >= MAX_DEPTH) tooDeep = true;
      else
        for (const key of groups) {
          const children = Array.isArray(node[key]) ? node[key] : [node[key]];
          if (children.length > nodeLimit) return 'CONDITION_TOO_LARGE';
          for (const child of children) stack.push({ node: child, depth: depth + 1 });
        }
      // A `where` starts at the root again: events below events cannot be asked for, so it can nest once only.
      const where = isRecord(node.params) ? node.params.where : undefined;
      if (where !== undefined && groups.length === 0)
        stack.push({ node: where, depth: depth > MAX_DEPTH ? depth : 0 });
    }
    if (leaves > MAX_LEAVES || nodes > nodeLimit) return 'CONDITION_TOO_LARGE';
  }
  return tooDeep ? 'CONDITION_TOO_DEEP' : undefined;
}
