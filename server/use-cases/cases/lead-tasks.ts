import { type Case, isClosed } from '../../../shared/case.ts';
import type { Account } from '../../../shared/contact.ts';
import type { Task } from '../../../shared/task.ts';
import type { Ports } from '../../ports/index.ts';
import { type CasePorts, openCase } from './open-case.ts';

export type LeadPorts = CasePorts & Pick<Ports, 'tasks'>;

const ROUNDS = 20;

/**
 * Workflow tasks as they are to be stored: with the case of their account, which those that say so open, and behind the task that people already
 * work on there, so that one rescue is not worked on twice at once. Tasks of one way through a workflow never wait for
 * each other. Asked again after a crash it answers the same.
 */
export async function withCases(
  ports: LeadPorts,
  tasks: readonly Task[],
  accounts: ReadonlyMap<string, Account>,
): Promise<Task[]> {
  const accountIds = [...new Set(tasks.flatMap(({ accountId }) => accountId ?? []))];
  const cases = await ports.cases.openOf(accountIds);
  const placed: Task[] = [];
  for (const { opensCase, ...task } of tasks) {
    const account = accounts.get(task.accountId ?? '');
    const known = account && cases.get(account.id);
    const record =
      known ?? (account && opensCase ? await opened(ports, account, task, opensCase) : undefined);
    if (record) cases.set(record.accountId, record);
    placed.push(record ? await behindLead(ports, record, task, placed) : task);
  }
  return placed;
}

async function behindLead(
  ports: LeadPorts,
  { id }: Case,
  task: Task,
  placed: readonly Task[],
): Promise<Task> {
  for (let round = 0; round < ROUNDS; round++) {
    const record = await ports.cases.byId(id);
    if (!record || isClosed(record.stage)) return task;
    const { leadTask } = record;
    const lead =
      leadTask === undefined || leadTask === task.id
        ? undefined
        : (placed.find((each) => each.id === leadTask) ?? (await ports.tasks.byId(leadTask)));
    if (lead?.status === 'open')
      return isSameWay(lead, task) ? { ...task, caseId: id } : { ...task, caseId: id, joins: lead.id };
    if (leadTask === task.id) return { ...task, caseId: id };
    // A lead that is done, or was never written since its process died, makes room.
    const after = { ...record, leadTask: task.id, rev: record.rev + 1 };
    if (await ports.cases.save(after, record.rev)) return { ...task, caseId: id };
  }
  throw new Error(`the case ${id} kept changing`);
}

function isSameWay(a: Task, b: Task): boolean {
  return a.enrolmentId !== undefined && a.enrolmentId === b.enrolmentId;
}

/** The case that a task opens; none where it did already, and somebody has closed it since. */
async function opened(
  ports: LeadPorts,
  account: Account,
  { id }: Task,
  { reason }: NonNullable<Task['opensCase']>,
): Promise<Case | undefined> {
  const last = await ports.cases.list({ accountId: account.id, limit: 1 });
  if (last.items.some(({ origin }) => origin.kind === 'task' && origin.id === id)) return undefined;
  return (await openCase(ports, { account, origin: { kind: 'task', id }, by: 'system', reason })).record;
}
