import { z } from 'zod';
import type { JobRecord } from '../../ports/workspace.ts';
import { setTraits } from '../accounts/change-account.ts';
import type { JobProgress } from '../jobs.ts';
import type { Runtime } from '../runtime.ts';
import type { Outcome } from './in-slices.ts';
import type { Meant } from './meant.ts';

/** Who looked after each account before, by its id; null for nobody. */
const managersBefore = z.record(z.string(), z.string().nullable());

/** Names the success manager of each account, or takes it away with null. */
export async function nameManager(
  runtime: Runtime,
  job: JobRecord,
  progress: JobProgress,
  meant: readonly Meant[],
  manager: string | null,
): Promise<Outcome[]> {
  const was = managersBefore.parse(job.input.was ?? {});
  // Kept before anything is changed: taken up again after a crash, the job would take its own work for what was.
  for (const { id, account } of meant) if (account && !(id in was)) was[id] = account.manager ?? null;
  job.input = { ...job.input, was };
  await progress.save();
  const outcomes: Outcome[] = [];
  for (const { id, name, missing, account } of meant) {
    if (account) await setTraits(runtime, id, { successManager: manager });
    outcomes.push(account ? { id, name } : { id, name, code: missing });
  }
  return outcomes;
}

/** Gives accounts back to whom they had, where nobody has named another since. */
export async function giveAccountsBack(
  runtime: Runtime,
  made: JobRecord,
  manager: string | null,
  ids: readonly string[],
): Promise<void> {
  const was = managersBefore.parse(made.input.was ?? {});
  const accounts = await runtime.accounts.byIds(ids);
  for (const id of ids) {
    const account = accounts.get(id);
    if (account && (account.manager ?? null) === (manager?.toLowerCase() ?? null))
      await setTraits(runtime, id, { successManager: was[id] ?? null });
  }
}
