import type { z } from 'zod';
import type { QueryOf } from '../../../shared/api.ts';
import { displayName } from '../../../shared/contact.ts';
import { problem } from '../../../shared/problems.ts';
import type { DueWhen, Task, TaskView, taskChange } from '../../../shared/task.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import type { Ports } from '../../ports/index.ts';
import type { TasksListed } from '../../ports/tasks.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { tellTasks } from '../effects/tell-tasks.ts';
import type { Verb } from '../verb.ts';

/** Tasks by due date unless sorted otherwise; `assignee` is a role or a person's e-mail. */
export const listTasks: Verb<'listTasks'> = async (runtime, { query }) => {
  const { limit, cursor, sort, direction, ...filters } = query;
  const listed = await tasksListed(runtime, filters, runtime.clock.now());
  if (!listed) return { items: [], next: null };
  const page = await runtime.tasks.list({
    limit,
    after: decodeCursor(cursor),
    ...listed,
    order: sort,
    direction,
  });
  return { items: await taskViews(runtime, page.items), next: encodeCursor(page.next) };
};

/** How many tasks such a list finds. */
export const countTasks: Verb<'countTasks'> = async (runtime, { query }) => {
  const listed = await tasksListed(runtime, query, runtime.clock.now());
  return { count: listed ? await runtime.tasks.countListed(listed) : 0 };
};

/** What a list of tasks is narrowed by, at this moment; nothing where it is about somebody who is not known. */
export async function tasksListed(
  { contacts }: Pick<Ports, 'contacts'>,
  { userId, accountId, caseId, status, assignee, due }: QueryOf<'countTasks'>,
  now: Date,
): Promise<TasksListed | undefined> {
  const source = `u:${userId}`;
  const contactId = userId === undefined ? undefined : (await contacts.bySourceIds([source])).get(source)?.id;
  if (userId !== undefined && contactId === undefined) return undefined;
  return {
    contactId,
    accountId,
    caseId,
    status,
    assignees: assignee === undefined ? undefined : [assignee],
    dueBefore: dueBound(due, now),
  };
}

function dueBound(due: DueWhen | undefined, now: Date): Date | undefined {
  if (due === undefined || due === 'overdue') return due && now;
  if (due === 'week') return new Date(now.getTime() + 7 * DAY);
  return new Date((dayOf(now.getTime()) + 1) * DAY);
}

/**
 * Closes a task with its outcome, opens it again, or hands it on. Repeating a change changes nothing; a task that is
 * closed one way is opened again before it is closed another way.
 */
export const changeTask: Verb<'changeTask'> = async (runtime, { params, body, actor }) => {
  const was = await runtime.tasks.byId(params.id);
  if (!was) throw problem('TASK_UNKNOWN', { id: params.id });
  const task = changedTask(was, body, runtime.clock.now(), actor.id);
  await runtime.tasks.save(task);
  await tellTasks(runtime, [task]);
  const [view] = await taskViews(runtime, [task]);
  if (!view) throw new Error('a task has no view');
  return view;
};

/** A task with a change made to it, marked where somebody is to be told. Throws TASK_CLOSED. */
export function changedTask(was: Task, change: z.infer<typeof taskChange>, now: Date, by: string): Task {
  const status = change.status ?? was.status;
  if (was.status !== 'open' && status !== 'open' && status !== was.status)
    throw problem('TASK_CLOSED', { status: was.status });
  const { outcome, reason, closedAt, closedBy, ...rest } = was;
  const isOpen = status === 'open';
  const isClosing = was.status === 'open' && !isOpen;
  const task: Task = {
    ...rest,
    status,
    assignee: change.assignee ?? was.assignee,
    // What came of it belongs to a closed task; opening it again starts afresh.
    outcome: change.outcome ?? (isOpen ? undefined : outcome),
    reason: change.reason ?? (isOpen ? undefined : reason),
    closedAt: isOpen ? undefined : isClosing ? now : closedAt,
    closedBy: isOpen ? undefined : isClosing ? by : closedBy,
  };
  const isNews = task.status !== was.status || task.outcome !== was.outcome;
  return isNews && (task.enrolmentId !== undefined || task.caseId !== undefined)
    ? { ...task, untoldSince: now }
    : task;
}

/** Tasks as the API answers them; names looked up for all at once. */
export async function taskViews(
  runtime: Pick<Ports, 'accounts' | 'contacts' | 'workflows'>,
  tasks: readonly Task[],
): Promise<TaskView[]> {
  const [contacts, accounts, workflows] = await Promise.all([
    runtime.contacts.byIds([...new Set(tasks.map(({ contactId }) => contactId))]),
    runtime.accounts.byIds([...new Set(tasks.flatMap(({ accountId }) => accountId ?? []))]),
    runtime.workflows.byIds([...new Set(tasks.flatMap(({ workflowId }) => workflowId ?? []))]),
  ]);
  return tasks.map((task) => {
    const {
      p: _,
      enrolmentId: _enrolment,
      version: _version,
      closedBy: _by,
      untoldSince: _untold,
      ...rest
    } = task;
    const contact = contacts.get(task.contactId);
    return {
      ...rest,
      demo: task.demo ?? false,
      contactName: contact && displayName(contact),
      accountName: task.accountId === undefined ? undefined : accounts.get(task.accountId)?.name,
      workflowName: task.workflowId === undefined ? undefined : workflows.get(task.workflowId)?.name,
      dueAt: task.dueAt.toISOString(),
      createdAt: task.createdAt.toISOString(),
      closedAt: task.closedAt?.toISOString(),
    };
  });
}
