import type { Dispatch } from '../../../shared/dispatch.ts';
import type { Task } from '../../../shared/task.ts';
import type { DispatchResult } from '../../ports/effects.ts';
import type { LeadPorts } from '../cases/lead-tasks.ts';
import type { Runtime } from '../runtime.ts';
import { placeTasks } from './place-tasks.ts';

/** Makes the tasks that somebody approved; they are due as long after that as their step says. */
export async function makeTasks(
  runtime: LeadPorts & Pick<Runtime, 'contacts' | 'people'>,
  approved: readonly Dispatch[],
): Promise<DispatchResult[]> {
  if (approved.length === 0) return [];
  const now = runtime.clock.now();
  const tasks = approved.flatMap(({ to, contactId, p }): Task[] => {
    if (to.kind !== 'task') return [];
    const { task } = to;
    const dueAt = new Date(now.getTime() + task.dueAt.getTime() - task.createdAt.getTime());
    // The contact may have been merged into another one while it waited.
    return [{ ...task, contactId, p, createdAt: now, dueAt }];
  });
  await runtime.tasks.insert(await placeTasks(runtime, tasks));
  return approved.map(({ id, attempts }) => ({ id, attempts: attempts + 1, status: 'done', doneAt: now }));
}
