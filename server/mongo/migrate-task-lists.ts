import type { Connection } from 'mongoose';
import type { Task } from '../../shared/task.ts';
import { fillIn } from './fill-in.ts';
import { fromStored } from './stored.ts';
import { urgencyOf } from './tasks.ts';

/**
 * Gives tasks that were stored before they could be sorted by priority what they are sorted by. What somebody writes
 * meanwhile has it already, and is left alone; done twice it changes nothing.
 */
export async function migrateTaskLists(connection: Connection): Promise<void> {
  await fillIn(connection, 'tasks', (page) =>
    page.map((document) => ({
      updateOne: {
        filter: { _id: document._id, 'lists.urgency': { $exists: false } },
        update: { $set: { 'lists.urgency': urgencyOf(fromStored<Task>(document)) } },
      },
    })),
  );
}
