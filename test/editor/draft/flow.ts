import type { Condition } from '../../../shared/condition.ts';
import { exitsOf, type Step } from '../../../shared/steps/index.ts';
import { blankWorkflow, type Workflow } from '../../../shared/workflow.ts';

const rule: Condition = { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' };

/**
 * A workflow from one line: `b(t,w) t>w w>x` — the first step is the start; `name(a,b)` is a branch with one path
 * per target and the last one as otherwise; `t…` is a task, `w…` a wait, `m…` an e-mail, `x…` an exit.
 */
export function flow(text: string): Workflow {
  const steps: Record<string, Step> = {};
  const ensure = (id: string) => {
    steps[id] ??= blank(id);
  };
  let start: string | undefined;
  for (const part of text.split(' ')) {
    const branch = /^(\w+)\(([\w,]+)\)$/.exec(part);
    const [, from = '', to = ''] = branch ?? /^(\w+)>(\w+)$/.exec(part) ?? ['', part, ''];
    start ??= from;
    const targets = to === '' ? [] : to.split(',');
    for (const id of targets) ensure(id);
    if (branch) {
      const paths = targets
        .slice(0, -1)
        .map((next, index) => ({ id: `p${index + 1}`, when: { all: [rule] }, next }));
      steps[from] = { kind: 'branch', paths, otherwise: targets.at(-1) };
    } else {
      ensure(from);
      if (to !== '') steps[from] = { ...blank(from), next: to } as Step;
    }
  }
  return { ...blankWorkflow('Test'), start, steps };
}

function blank(id: string): Step {
  if (id.startsWith('x')) return { kind: 'exit' };
  if (id.startsWith('w')) return { kind: 'wait', for: '3d' };
  if (id.startsWith('m')) return { kind: 'send-email', subject: 'Hi', body: 'Hello', purpose: 'marketing' };
  return {
    kind: 'create-task',
    title: id,
    assignee: { role: 'success-manager' },
    dueIn: '1d',
    priority: 'normal',
  };
}

/** The flow back as text, from the start: `b(t,w) t>w w>x`. Exits that were added are called `n1`, `n2`… */
export function drawn(workflow: Workflow): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  const open = workflow.start === undefined ? [] : [workflow.start];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const step = workflow.steps[id];
    if (seen.has(id) || !step) continue;
    seen.add(id);
    const targets = exitsOf(step).map(({ to }) => to ?? '?');
    if (step.kind === 'branch') parts.push(`${id}(${targets.join(',')})`);
    else if (targets.length > 0) parts.push(`${id}>${targets.join(',')}`);
    open.push(...targets.filter((to) => to !== '?'));
  }
  return parts.join(' ');
}

/** Ids for new steps in order: n1, n2… */
export function counting(): () => string {
  let count = 0;
  return () => `n${++count}`;
}
