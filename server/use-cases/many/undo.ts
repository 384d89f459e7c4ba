import { accountAction, type ManyAction, manyOutcome } from '../../../shared/many.ts';
import { TAKEN_BACK } from '../../../shared/message.ts';
import { problem } from '../../../shared/problems.ts';
import type { Task } from '../../../shared/task.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import { tellTasks } from '../effects/tell-tasks.ts';
import type { JobWork } from '../jobs.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { ACT_ON_ACCOUNTS, ACT_ON_CONTACTS } from './act-on-many.ts';
import { CHANGE_TASKS, changeTasksBack } from './change-tasks.ts';
import { partOf, partsBegun } from './matching.ts';
import { giveAccountsBack } from './name-manager.ts';
import { ACT_ON_MATCHING } from './order-matching.ts';

/** The kind of the job. */
export const UNDO_MANY = 'undo-many';

const undoable: readonly string[] = [ACT_ON_ACCOUNTS, ACT_ON_CONTACTS, CHANGE_TASKS, ACT_ON_MATCHING];

/**
 * Takes back what a job did for several: tasks that are still open are cancelled, whoever is still inside is taken
 * out, e-mails that have not left are cancelled, what was changed becomes what it was. Throws JOB_UNKNOWN for any other job.
 */
export const undoJob: Verb<'undoJob'> = async (runtime, { params, actor }) => {
  const made = await runtime.jobs.byId(params.id);
  if (!made || !undoable.includes(made.kind)) throw problem('JOB_UNKNOWN', { id: params.id });
  const job = await runtime.runner.start(UNDO_MANY, { of: made.id, by: actor.id }, made.done);
  await recordChange(runtime, actor, 'job.undone', made.id, { kind: made.kind });
  return { job };
};

/** The work behind it; done twice it finds nothing left to do. */
export const undoManyJob: JobWork = async (runtime, job, progress) => {
  const made = await runtime.jobs.byId(String(job.input.of));
  if (!made) throw problem('JOB_UNKNOWN', { id: String(job.input.of) });
  const by = String(job.input.by);
  let undone = 0;
  if (made.kind === ACT_ON_MATCHING)
    // The last first: where somebody came twice, what was before the first is what counts.
    for (let left = partsBegun(made); left > 0; left--) {
      const part = await partOf(runtime, made.id, left - 1);
      undone += await undo(runtime, part, by);
      job.done = Math.min(job.total, job.done + part.done);
      await progress.save();
    }
  else undone = await undo(runtime, made, by);
  job.done = job.total;
  return { undone };
};

async function undo(runtime: Runtime, made: JobRecord, by: string): Promise<number> {
  const { done } = manyOutcome.parse(made.input.outcome);
  const ids = done.map(({ id }) => id);
  if (made.kind === CHANGE_TASKS) await changeTasksBack(runtime, made, ids, by);
  else await takeBack(runtime, made, accountAction.parse(made.input.action), done, by);
  return done.length;
}

async function takeBack(
  runtime: Runtime,
  made: JobRecord,
  action: ManyAction,
  done: readonly { id: string; made?: string | undefined }[],
  by: string,
): Promise<void> {
  const ids = done.flatMap(({ made: id }) => id ?? []);
  if (action.kind === 'start') await takeOut(runtime, made, ids);
  else if (action.kind === 'task') await cancelTasks(runtime, ids, by);
  else if (action.kind === 'write') await takeMailBack(runtime, ids);
  else
    await giveAccountsBack(
      runtime,
      made,
      action.manager,
      done.map(({ id }) => id),
    );
}

async function takeOut(runtime: Runtime, made: JobRecord, enrolments: readonly string[]): Promise<void> {
  const now = runtime.clock.now();
  const item = { type: 'stop' as const, id: `undo:${made.id}`, reason: 'taken-out' as const, at: now };
  await runtime.enrolments.poke(
    enrolments.map((id) => ({ id, item })),
    now,
  );
  runtime.wake();
}

/** What has not left yet stays here; what has cannot be called back. */
async function takeMailBack(runtime: Runtime, ids: readonly string[]): Promise<void> {
  await runtime.messages.moveAll(
    ['queued', 'held'],
    ids.map((id) => ({ id, status: 'cancelled', reason: TAKEN_BACK })),
  );
}

async function cancelTasks(runtime: Runtime, ids: readonly string[], by: string): Promise<void> {
  const now = runtime.clock.now();
  const open = [...(await runtime.tasks.byIds(ids)).values()].filter(({ status }) => status === 'open');
  const cancelled = open.map(
    (task): Task => ({ ...task, status: 'cancelled', closedAt: now, closedBy: by, untoldSince: now }),
  );
  await runtime.tasks.saveAll(cancelled);
  await tellTasks(runtime, cancelled);
}
