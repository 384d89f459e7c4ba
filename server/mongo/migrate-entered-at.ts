import type { Connection } from 'mongoose';
import { fillIn } from './fill-in.ts';
import { steadily } from './steady.ts';
import type { Stored } from './stored.ts';

/**
 * Notes on messages and tasks that were stored before it was noted when whoever they are about entered their workflow,
 * which the results of the last days are counted by. What came of a journey that is no longer there stays as it is.
 * When somebody entered never changes: done twice, or beside a newer write, it changes nothing.
 */
export async function migrateEnteredAt(connection: Connection): Promise<void> {
  for (const collection of ['messages', 'tasks'])
    await fillIn(connection, collection, async (page) => {
      const lacking = page.filter(({ enrolmentId, enteredAt }) => enrolmentId && !enteredAt);
      if (lacking.length === 0) return [];
      const journeys = await steadily(() =>
        connection
          .collection<Stored>('enrolments')
          .find({ _id: { $in: lacking.map(({ enrolmentId }) => String(enrolmentId)) } })
          .project<{ _id: string; enteredAt: Date }>({ enteredAt: 1 })
          .toArray(),
      );
      const entered = new Map(journeys.map(({ _id, enteredAt }) => [_id, enteredAt]));
      return lacking.flatMap(({ _id, enrolmentId }) => {
        const enteredAt = entered.get(String(enrolmentId));
        return enteredAt ? [{ updateOne: { filter: { _id }, update: { $set: { enteredAt } } } }] : [];
      });
    });
}
