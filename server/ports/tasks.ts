import type { Contact } from '../../shared/contact.ts';
import type { Direction } from '../../shared/list-order.ts';
import type { Task, TaskSort } from '../../shared/task.ts';
import type { PageOf, PageRequest } from './stores.ts';

/** What a list of tasks is narrowed by. */
export interface TasksListed {
  contactId?: string | undefined;
  accountId?: string | undefined;
  caseId?: string | undefined;
  withJoining?: boolean | undefined;
  status?: Task['status'] | undefined;
  assignees?: readonly string[] | undefined;
  dueBefore?: Date | undefined;
}

/** Work for people. */
export interface TaskStore {
  /** Inserts; those already there are done. */
  insert(tasks: readonly Task[]): Promise<void>;
  byId(id: string): Promise<Task | undefined>;
  byIds(ids: readonly string[]): Promise<Map<string, Task>>;
  save(task: Task): Promise<void>;
  /** The same for several, in one write. */
  saveAll(tasks: readonly Task[]): Promise<void>;
  /** Tasks whose enrolments have not been told of a change made before this moment. */
  untold(before: Date, limit: number): Promise<Task[]>;
  /** The enrolments have been told of the changes these tasks were read with. */
  told(tasks: readonly Pick<Task, 'id' | 'untoldSince'>[]): Promise<void>;
  /** Those that are open behind another task, at most `limit`. */
  joining(taskId: string, limit: number): Promise<Task[]>;
  /** The open tasks of these accounts, at most `limit`, in one query; those behind another are left out. */
  openOf(accountIds: readonly string[], limit: number): Promise<Task[]>;
  /** By due date unless ordered otherwise, equally pressing ones by it as well; `assignees` means any of them. Open ones behind another task are left out unless asked for. */
  list(
    request: PageRequest & TasksListed & { order?: TaskSort | undefined; direction?: Direction | undefined },
  ): Promise<PageOf<Task>>;
  /** How many such a list finds. */
  countListed(listed: TasksListed): Promise<number>;
  /** How many tasks a workflow made, by step, state and outcome; in journeys begun since a moment, or in all. */
  results(
    workflowId: string,
    since?: Date,
  ): Promise<{ step: string; status: Task['status']; outcome: Task['outcome']; count: number }[]>;
  deleteOfContacts(contactIds: readonly string[]): Promise<void>;
  /** Those of one contact become another's. */
  handOver(contactId: string, to: Pick<Contact, 'id' | 'userId' | 'p'>): Promise<void>;
}
