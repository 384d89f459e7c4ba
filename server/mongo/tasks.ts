import { type Task, type TaskSort, taskDirections } from '../../shared/task.ts';
import type { TaskStore, TasksListed } from '../ports/tasks.ts';
import { define, type IndexEntry, type OpenShelf } from './definition.ts';
import { type Order, readPage, towards } from './page.ts';
import type { Query } from './shelf.ts';
import { byId, fromStored, type Stored, toStored } from './stored.ts';

const definition = define(
  'tasks',
  {
    contactId: String,
    accountId: String,
    caseId: String,
    joins: String,
    status: String,
    assignee: String,
    dueAt: Date,
    untoldSince: Date,
    workflowId: String,
    enteredAt: Date,
  },
  [
    [{ contactId: 1, dueAt: 1, _id: 1 }],
    [
      { accountId: 1, status: 1, dueAt: 1, _id: 1 },
      { partialFilterExpression: { accountId: { $exists: true } } },
    ],
    [{ caseId: 1, dueAt: 1, _id: 1 }, { partialFilterExpression: { caseId: { $exists: true } } }],
    [{ joins: 1 }, { partialFilterExpression: { joins: { $exists: true } } }],
    ...['dueAt', 'lists.urgency', 'createdAt'].flatMap((field): IndexEntry[] => [
      [{ assignee: 1, status: 1, [field]: 1, _id: 1 }],
      [{ status: 1, [field]: 1, _id: 1 }],
      [{ [field]: 1, _id: 1 }],
    ]),
    // Counted along the index alone.
    [
      { workflowId: 1, enteredAt: 1, step: 1, status: 1, outcome: 1 },
      { partialFilterExpression: { workflowId: { $exists: true } } },
    ],
    [{ untoldSince: 1 }, { partialFilterExpression: { untoldSince: { $exists: true } } }],
  ],
);

const orders: Record<TaskSort, Omit<Order, 'direction'>> = {
  due: { field: 'dueAt', type: 'date' },
  priority: { field: 'lists.urgency', type: 'number' },
  created: { field: 'createdAt', type: 'date' },
};

/** The order of priorities; each is further from the next than any moment is from any other. */
const ranks: Record<Task['priority'], number> = { high: 0, normal: 1, low: 2 };
const BETWEEN = 1e14;

/** The most pressing first; of those equally pressing, what is due first. */
export function urgencyOf({ priority, dueAt }: Pick<Task, 'priority' | 'dueAt'>): number {
  return ranks[priority] * BETWEEN + dueAt.getTime();
}

function toDocument(task: Task): Stored {
  return toStored(task, { lists: { urgency: urgencyOf(task) } });
}

/** Work for people. */
export function taskStore(open: OpenShelf): TaskStore {
  const shelf = open(definition);
  async function saveAll(tasks: readonly Task[]): Promise<void> {
    await shelf.write(
      tasks.map((task) => ({ replaceOne: { filter: { _id: task.id }, replacement: toDocument(task) } })),
      { ordered: true },
    );
  }
  return {
    async insert(tasks) {
      await shelf.insert(tasks.map(toDocument));
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<Task>(found);
    },
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    save: (task) => saveAll([task]),
    saveAll,
    async untold(before, limit) {
      const found = await shelf.find({ untoldSince: { $lt: before } }, { sort: { untoldSince: 1 }, limit });
      return found.map((document) => fromStored<Task>(document));
    },
    async told(tasks) {
      await shelf.write(
        tasks.flatMap(({ id, untoldSince }) =>
          // A change made meanwhile has its own moment and stays untold.
          untoldSince
            ? [{ updateOne: { filter: { _id: id, untoldSince }, update: { $unset: { untoldSince: '' } } } }]
            : [],
        ),
        { ordered: false },
      );
    },
    async joining(taskId, limit) {
      const found = await shelf.find({ joins: taskId, status: 'open' }, { limit });
      return found.map((document) => fromStored<Task>(document));
    },
    async openOf(accountIds, limit) {
      if (accountIds.length === 0) return [];
      const found = await shelf.find(
        { accountId: { $in: [...accountIds] }, status: 'open', ...notJoining },
        { limit },
      );
      return found.map((document) => fromStored<Task>(document));
    },
    async list({ order = 'due', direction, limit, after, ...listed }) {
      if (listed.assignees?.length === 0) return { items: [], next: undefined };
      return readPage<Task>(shelf, queryOf(listed), {
        order: towards(orders[order], direction ?? taskDirections[order]),
        request: { limit, after },
        read: fromStored,
      });
    },
    async countListed(listed) {
      if (listed.assignees?.length === 0) return 0;
      const query = queryOf(listed);
      if (Object.keys(query).some((field) => field !== 'joins')) return shelf.count(query);
      // Nothing but that they are behind no other: what is behind one has an index, what is behind none has not.
      const [all, behind] = await Promise.all([
        shelf.size(),
        listed.withJoining ? 0 : shelf.count({ joins: { $exists: true } }),
      ]);
      return all - behind;
    },
    async results(workflowId, since) {
      const rows = await shelf.aggregate<{
        _id: { step: string; status: Task['status']; outcome?: Task['outcome'] | null };
        count: number;
      }>([
        { $match: { workflowId, ...(since === undefined ? {} : { enteredAt: { $gte: since } }) } },
        { $project: { _id: 0, step: 1, status: 1, outcome: 1 } },
        { $group: { _id: { step: '$step', status: '$status', outcome: '$outcome' }, count: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ]);
      return rows.map(({ _id: { step, status, outcome }, count }) => ({
        step,
        status,
        outcome: outcome ?? undefined,
        count,
      }));
    },
    async deleteOfContacts(contactIds) {
      await shelf.remove({ contactId: { $in: [...contactIds] } });
    },
    async handOver(contactId, { id, userId, p }) {
      const to = { contactId: id, p, ...(userId === undefined ? {} : { userId }) };
      await shelf.changeAll({ contactId }, { $set: to });
    },
  };
}

/** Whoever works on the task it joins sees that one. */
const notJoining = { joins: { $exists: false } };

function queryOf({
  contactId,
  accountId,
  caseId,
  withJoining,
  status,
  assignees,
  dueBefore,
}: TasksListed): Query {
  return {
    ...(contactId === undefined ? {} : { contactId }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(caseId === undefined ? {} : { caseId }),
    ...(withJoining ? {} : notJoining),
    ...(assignees === undefined ? {} : { assignee: { $in: [...assignees] } }),
    ...(status === undefined ? {} : { status }),
    ...(dueBefore === undefined ? {} : { dueAt: { $lt: dueBefore } }),
  };
}
