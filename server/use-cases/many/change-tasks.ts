import { z } from 'zod';
import { tasksOrder } from '../../../shared/many.ts';
import { Problem } from '../../../shared/problems.ts';
import { type Task, type taskChange, taskOutcome, taskStatus } from '../../../shared/task.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import { refuseStranger } from '../cases/cases.ts';
import { changedTask } from '../contacts/tasks.ts';
import { tellTasks } from '../effects/tell-tasks.ts';
import type { JobProgress, JobWork } from '../jobs.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { inSlices, type Outcome } from './in-slices.ts';
import { orderForMatching } from './order-matching.ts';

type TaskChange = z.infer<typeof taskChange>;

/** The kind of the job. */
export const CHANGE_TASKS = 'change-tasks';

/** What tasks were before, by id. */
const tasksBefore = z.record(
  z.string(),
  z.object({
    status: taskStatus,
    assignee: z.string(),
    outcome: taskOutcome.optional(),
    reason: z.string().optional(),
  }),
);

/** Closes, reopens or hands on several tasks; a job. */
export const changeTasks: Verb<'changeTasks'> = async (runtime, { body, actor }) => {
  const { change } = body;
  if (change.assignee?.includes('@')) await refuseStranger(runtime, change.assignee);
  const { job, count } = body.matching
    ? await orderForMatching(runtime, { of: 'tasks', matching: body.matching }, { change, by: actor.id })
    : await orderFor(runtime, body.ids ?? [], { change, by: actor.id });
  await recordChange(runtime, actor, 'tasks.changed', job, { ...change, tasks: count });
  return { job };
};

async function orderFor(
  runtime: Runtime,
  named: readonly string[],
  order: { change: TaskChange; by: string },
): Promise<{ job: string; count: number }> {
  const ids = [...new Set(named)];
  const input = { ids, ...order, outcome: { done: [], skipped: [] } };
  return { job: await runtime.runner.start(CHANGE_TASKS, input, ids.length), count: ids.length };
}

/** The work behind it; a task that is changed already stays as it is. */
export const changeTasksJob: JobWork = (runtime, job, progress) => {
  const { ids = [], change } = tasksOrder.parse({ ids: job.input.ids, change: job.input.change });
  return inSlices(job, progress, ids, (slice) => changeSome(runtime, job, progress, slice, change));
};

async function changeSome(
  runtime: Runtime,
  job: JobRecord,
  progress: JobProgress,
  ids: readonly string[],
  change: TaskChange,
): Promise<Outcome[]> {
  const tasks = await runtime.tasks.byIds(ids);
  const was = tasksBefore.parse(job.input.was ?? {});
  // Kept before anything is changed: taken up again after a crash, the job would take its own work for what was.
  for (const [id, { status, assignee, outcome, reason }] of tasks)
    was[id] ??= { status, assignee, outcome, reason };
  job.input = { ...job.input, was };
  await progress.save();
  const [changed, outcomes]: [Task[], Outcome[]] = [[], []];
  for (const id of ids) {
    const task = tasks.get(id);
    const name = task?.title ?? id;
    try {
      if (task) changed.push(changedTask(task, change, runtime.clock.now(), String(job.input.by)));
      outcomes.push(task ? { id, name } : { id, name, code: 'TASK_UNKNOWN' });
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      outcomes.push({ id, name, code: fault.code });
    }
  }
  await runtime.tasks.saveAll(changed);
  await tellTasks(runtime, changed);
  return outcomes;
}

/** Makes tasks what they were before a job changed them, where nobody has changed them since. */
export async function changeTasksBack(
  runtime: Runtime,
  made: JobRecord,
  ids: readonly string[],
  by: string,
): Promise<void> {
  const change = tasksOrder.shape.change.parse(made.input.change);
  const was = tasksBefore.parse(made.input.was ?? {});
  const tasks = [...(await runtime.tasks.byIds(ids)).values()].flatMap((task) => {
    const before = was[task.id];
    const isAsMade =
      (change.status === undefined || change.status === task.status) &&
      (change.assignee === undefined || change.assignee === task.assignee);
    if (!before || !isAsMade) return [];
    // A closed task is closed another way by opening it first.
    const now = runtime.clock.now();
    const opened = before.status === task.status ? task : changedTask(task, { status: 'open' }, now, by);
    return [changedTask(opened, before, now, by)];
  });
  await runtime.tasks.saveAll(tasks);
  await tellTasks(runtime, tasks);
}
