import type { Task } from '../../../shared/task.ts';
import type { Ports } from '../../ports/index.ts';
import { changeCase, closeSavedCase } from '../cases/change-case.ts';
import type { Runtime } from '../runtime.ts';

/** A change left untold for this long was made by a process that died. */
const STALE = 5_000;
const BATCH = 200;

type TaskRuntime = Pick<
  Ports,
  'accounts' | 'cases' | 'clock' | 'enrolments' | 'healths' | 'looks' | 'settings' | 'signals' | 'tasks'
> &
  Pick<Runtime, 'wake'>;

/**
 * Tells enrolments and cases what people made of their tasks, and closes the tasks that joined them. The mark on the
 * task stays until all were told, so that a crash in between is healed by `tellStaleTasks`; being told twice is
 * harmless.
 */
export async function tellTasks(runtime: TaskRuntime, tasks: readonly Task[]): Promise<void> {
  const untold = tasks.filter(({ untoldSince }) => untoldSince !== undefined);
  if (untold.length === 0) return;
  const now = runtime.clock.now();
  const pokes = untold.flatMap(({ id, enrolmentId, status, outcome, untoldSince = now }) =>
    enrolmentId === undefined
      ? []
      : [
          {
            id: enrolmentId,
            item: {
              type: 'task' as const,
              id: `task:${id}:${untoldSince.getTime()}`,
              effect: id,
              status,
              outcome,
              at: untoldSince,
            },
          },
        ],
  );
  if (pokes.length > 0) await runtime.enrolments.poke(pokes, now);
  for (const task of untold) await tellCase(runtime, task);
  await runtime.tasks.told(untold);
  if (pokes.length > 0) runtime.wake();
}

/** The case of a task that is closed goes on without it, or is closed as saved; tasks that joined it are closed, too. */
async function tellCase(runtime: TaskRuntime, task: Task): Promise<void> {
  if (task.caseId === undefined || task.status === 'open') return;
  const { status, outcome, reason, closedAt, closedBy } = task;
  for (;;) {
    const joining = await runtime.tasks.joining(task.id, BATCH);
    const closed = joining.map(
      (each): Task => ({
        ...each,
        status,
        outcome,
        reason,
        closedAt,
        closedBy,
        untoldSince: task.untoldSince,
      }),
    );
    await runtime.tasks.saveAll(closed);
    await tellTasks(runtime, closed);
    if (joining.length < BATCH) break;
  }
  await changeCase(runtime, task.caseId, (was) =>
    was.leadTask === task.id ? { ...was, leadTask: undefined } : was,
  );
  if (outcome === 'saved') await closeSavedCase(runtime, task.caseId, closedBy ?? 'system');
}

/** Tells what a process that died did not; answers how many there were. */
export async function tellStaleTasks(runtime: TaskRuntime): Promise<number> {
  const stale = await runtime.tasks.untold(new Date(runtime.clock.now().getTime() - STALE), BATCH);
  await tellTasks(runtime, stale);
  return stale.length;
}
