import type { Runtime } from '../runtime.ts';
import { type Ask, lookAt } from './look-at.ts';
import { readSubjects } from './remembered.ts';

/**
 * Looks at the subjects in these partitions whose time has come or of whom something changed, at most `limit`;
 * answers how many. What is remembered of somebody who is gone is deleted.
 */
export async function lookDue(
  runtime: Runtime,
  work: { partitions: readonly number[]; limit: number },
): Promise<number> {
  await Promise.all([runtime.plans.refresh(), runtime.watchBook.refresh()]);
  const now = runtime.clock.now();
  const due = await runtime.looks.due(work.partitions, now, work.limit);
  if (due.length === 0) return 0;
  const subjects = await readSubjects(
    runtime,
    due.map(({ id }) => id),
  );
  const asks = due.flatMap((record): Ask[] => {
    const subject = subjects.get(record.id);
    return subject ? [{ id: record.id, tokens: new Set(), loud: false, read: { subject, record } }] : [];
  });
  await lookAt(runtime, asks, now);
  await runtime.looks.delete(due.map(({ id }) => id).filter((id) => !subjects.has(id)));
  return due.length;
}
