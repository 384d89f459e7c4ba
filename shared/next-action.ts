import type { PlaybookKey } from './playbooks/playbooks.ts';
import type { NextAction, RiskLine } from './risk.ts';

/** The playbook that answers each shipped signal; whatever else is wrong is a task for a person. */
const answers: Readonly<Record<string, PlaybookKey>> = {
  'gone-quiet': 'gone-quiet',
  'usage-drop': 'usage-falling',
  'plan-limit': 'plan-limit',
  'data-export': 'data-export',
  'cancel-page': 'cancel-page',
  'component-removed': 'component-removed',
  'card-expiring': 'card-expires',
  'payment-failed': 'payment-failed-soft',
  'champion-gone': 'champion-gone',
  'renewal-while-red': 'renewal',
};

/** A live workflow and what it was made from, or calls itself. */
export interface LiveWorkflow {
  id: string;
  name: string;
  key?: string | undefined;
  /** The signal that starts it. */
  signal?: string | undefined;
}

/**
 * What to do next for an account. People come first: an open task is done. Then what already runs is waited for. Then
 * the gravest signal that something live answers; then the playbook that would; a person looks after the rest.
 */
export function nextActionFor(
  { signals, tasks, running }: Pick<RiskLine, 'signals' | 'tasks' | 'running'>,
  live: readonly LiveWorkflow[],
): NextAction {
  const [task] = tasks;
  if (task) return { kind: 'do-task', taskId: task.id, title: task.title };
  const [inside] = running;
  if (inside) return { kind: 'wait', workflowId: inside.workflowId, name: inside.name };
  for (const { key } of signals) {
    const found = live.find(
      (workflow) => workflow.signal === key || (answers[key] !== undefined && workflow.key === answers[key]),
    );
    if (found) return { kind: 'start', workflowId: found.id, name: found.name };
  }
  const playbook = signals.map(({ key }) => answers[key]).find((key) => key !== undefined);
  return playbook === undefined ? { kind: 'create-task' } : { kind: 'set-up', playbook };
}
