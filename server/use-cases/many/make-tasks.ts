import type { ManyAction } from '../../../shared/many.ts';
import { Problem } from '../../../shared/problems.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import { makeTask } from '../contacts/create-task.ts';
import type { Runtime } from '../runtime.ts';
import type { Outcome } from './in-slices.ts';
import type { Meant } from './meant.ts';

/** Makes a task about each; its id is made of the whole job and of whom it is about, so that twice is once. */
export async function makeTasks(
  runtime: Runtime,
  job: JobRecord,
  meant: readonly Meant[],
  { kind: _kind, ...wish }: Extract<ManyAction, { kind: 'task' }>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { id, name, missing, account, contact } of meant) {
    if (!account && !contact) {
      outcomes.push({ id, name, code: missing });
      continue;
    }
    try {
      const { id: made } = await makeTask(runtime, account, contact, {
        ...wish,
        id: `${job.partOf ?? job.id}:${id}`,
      });
      outcomes.push({ id, name, made });
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      outcomes.push({ id, name, code: fault.code });
    }
  }
  return outcomes;
}
