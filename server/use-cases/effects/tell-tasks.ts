import type { Task } from '../../../shared/task.ts';
import type { Ports } from '../../ports/index.ts';
import type { Runtime } from '../runtime.ts';

/** A change left untold for this long was made by a process that died. */
const STALE = 5_000;
const BATCH = 200;

type TaskRuntime = Pick<Ports, 'clock' | 'enrolments' | 'tasks'> & Pick<Runtime, 'wake'>;

/**
 * Tells enrolments what people made of their tasks. The mark on the task stays until they were told, so that a crash
 * in between is healed by `tellStaleTasks`; being told twice is harmless.
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
  await runtime.tasks.told(untold);
  if (pokes.length > 0) runtime.wake();
}

/** Tells what a process that died did not; answers how many there were. */
export async function tellStaleTasks(runtime: TaskRuntime): Promise<number> {
  const stale = await runtime.tasks.untold(new Date(runtime.clock.now().getTime() - STALE), BATCH);
  await tellTasks(runtime, stale);
  return stale.length;
}
