import type { Connection } from 'mongoose';
import type { Enrolment } from '../../shared/enrolment.ts';
import { fillIn } from './fill-in.ts';
import { putOffOf } from './put-off.ts';
import { fromStored } from './stored.ts';

/**
 * Notes on enrolments that were stored before it was noted why something waits for them or was left out. What somebody
 * moves meanwhile has it already, and is left alone; done twice it changes nothing.
 */
export async function migratePutOffs(connection: Connection): Promise<void> {
  await fillIn(connection, 'enrolments', (page) =>
    page.flatMap((document) => {
      const { id, rev, ...enrolment } = fromStored<Enrolment>(document);
      const putOff = putOffOf(enrolment);
      return putOff ? [{ updateOne: { filter: { _id: id, rev }, update: { $set: { putOff } } } }] : [];
    }),
  );
}
