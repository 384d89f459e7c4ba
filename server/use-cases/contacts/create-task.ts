import type { z } from 'zod';
import type { Account, Contact } from '../../../shared/contact.ts';
import { problem } from '../../../shared/problems.ts';
import type { Task, taskWish } from '../../../shared/task.ts';
import { durationMilliseconds } from '../../../shared/time.ts';
import { findAccount } from '../accounts/find-account.ts';
import { whomToCall } from '../accounts/whom-to-call.ts';
import { refuseStranger } from '../cases/cases.ts';
import { managerOr } from '../effects/place-tasks.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { findContact } from './find-contact.ts';
import { taskViews } from './tasks.ts';

type TaskWish = z.output<typeof taskWish>;

/** Makes a task by hand, in the open case of its account where there is one. */
export const createTask: Verb<'createTask'> = async (runtime, { body }) => {
  const { userId, accountId } = body;
  if (body.assignee.includes('@')) await refuseStranger(runtime, body.assignee);
  const contact = userId === undefined ? undefined : await findContact(runtime, userId);
  const about = accountId ?? contact?.accountId;
  const account = about === undefined ? undefined : (await runtime.accounts.byIds([about])).get(about);
  const task = await makeTask(
    runtime,
    account ?? (accountId === undefined ? undefined : await findAccount(runtime, accountId)),
    contact,
    { id: runtime.chance.id(), ...body },
  );
  const [view] = await taskViews(runtime, [task]);
  if (!view) throw new Error('a task has no view');
  return view;
};

/**
 * Writes a task about a contact, or about whoever is to be called at an account; one of that id that is there already
 * stays as it is. Throws ACCOUNT_EMPTY.
 */
export async function makeTask(
  runtime: Runtime,
  account: Account | undefined,
  contact: Contact | undefined,
  wish: Omit<TaskWish, 'userId' | 'accountId'> & { id: string },
): Promise<Task> {
  const about = contact ?? (account && (await whomToCall(runtime, account.id)));
  if (!about) throw problem('ACCOUNT_EMPTY', { account: account?.name ?? account?.id ?? '' });
  const now = runtime.clock.now();
  const openCase = account && (await runtime.cases.openOf([account.id])).get(account.id);
  const task: Task = {
    id: wish.id,
    p: about.p,
    contactId: about.id,
    userId: about.userId,
    accountId: account?.id,
    caseId: openCase?.id,
    title: wish.title,
    note: wish.note,
    assignee: await managerOr(runtime, account, wish.assignee.toLowerCase()),
    dueAt: new Date(now.getTime() + durationMilliseconds(wish.dueIn)),
    priority: wish.priority,
    status: 'open',
    demo: about.demo,
    createdAt: now,
  };
  await runtime.tasks.insert([task]);
  return task;
}
