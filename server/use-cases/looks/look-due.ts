import type { LookRecord } from '../../../shared/look.ts';
import type { Runtime } from '../runtime.ts';
import { type Ask, lookAt } from './look-at.ts';
import type { Subject } from './subject.ts';

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
  const subjects = await subjectsOf(runtime, due);
  const asks = due.flatMap((record): Ask[] => {
    const subject = subjects.get(record.id);
    return subject ? [{ subject, tokens: new Set(), loud: false, record }] : [];
  });
  await lookAt(runtime, asks, now);
  await runtime.looks.delete(due.map(({ id }) => id).filter((id) => !subjects.has(id)));
  return due.length;
}

async function subjectsOf(runtime: Runtime, records: readonly LookRecord[]): Promise<Map<string, Subject>> {
  const idsOf = (start: string) =>
    records
      .map(({ id }) => id)
      .filter((id) => id.startsWith(start))
      .map((id) => id.slice(2));
  const [contacts, accounts] = await Promise.all([
    runtime.contacts.byIds(idsOf('c:')),
    runtime.accounts.byIds(idsOf('a:')),
  ]);
  return new Map<string, Subject>([
    ...[...contacts]
      .filter(([, { userId }]) => userId !== undefined)
      .map(([id, contact]) => [`c:${id}`, { kind: 'contact', contact }] as const),
    ...[...accounts].map(([id, account]) => [`a:${id}`, { kind: 'account', account }] as const),
  ]);
}
