import type { Account } from '../../../shared/contact.ts';
import type { Task } from '../../../shared/task.ts';
import type { Ports } from '../../ports/index.ts';
import { type LeadPorts, withCases } from '../cases/lead-tasks.ts';
import { everybody } from '../people/everybody.ts';

/**
 * Tasks of workflows with the account they are about, for the success manager it names where the role is asked for,
 * and in its case where one is open or they open one. A constant number of queries unless there are cases.
 */
export async function placeTasks(
  ports: LeadPorts & Pick<Ports, 'contacts' | 'people'>,
  tasks: readonly Task[],
): Promise<Task[]> {
  if (tasks.length === 0) return [];
  const contacts = await ports.contacts.byIds([...new Set(tasks.map(({ contactId }) => contactId))]);
  const accountOf = ({ contactId, accountId }: Task) => accountId ?? contacts.get(contactId)?.accountId;
  const accounts = await ports.accounts.byIds([...new Set(tasks.flatMap((task) => accountOf(task) ?? []))]);
  const isWanted = tasks.some(({ assignee }) => assignee === SUCCESS_MANAGER);
  const active = new Set(
    isWanted ? (await everybody(ports.people)).flatMap(({ email, disabled }) => (disabled ? [] : email)) : [],
  );
  const placed = tasks.map((task): Task => {
    const accountId = accountOf(task);
    const manager = accountId === undefined ? undefined : accounts.get(accountId)?.manager;
    const isTheirs = task.assignee === SUCCESS_MANAGER && manager !== undefined && active.has(manager);
    return { ...task, accountId, assignee: isTheirs ? manager : task.assignee };
  });
  return withCases(ports, placed, accounts);
}

const SUCCESS_MANAGER = 'success-manager';

/** The success manager an account names, where the role is asked for and they work here; else who was asked for. */
export async function managerOr(
  ports: Pick<Ports, 'people'>,
  account: Pick<Account, 'manager'> | undefined,
  assignee: string,
): Promise<string> {
  if (assignee !== SUCCESS_MANAGER || account?.manager === undefined) return assignee;
  const person = await ports.people.byEmail(account.manager);
  return person && !person.disabled ? account.manager : assignee;
}
