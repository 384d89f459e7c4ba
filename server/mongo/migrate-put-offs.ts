import type { Connection } from 'mongoose';
import type { Enrolment } from '../../shared/enrolment.ts';
import { putOffOf } from './put-off.ts';
import { steadily } from './steady.ts';
import { fromStored, type Stored } from './stored.ts';

const PAGE = 500;

/**
 * Notes on enrolments that were stored before it was noted why something waits for them or was left out. What somebody
 * moves meanwhile has it already, and is left alone; done twice it changes nothing.
 */
export async function migratePutOffs(connection: Connection): Promise<void> {
  const records = connection.collection<Stored>('enrolments');
  for (let after = ''; ; ) {
    const page = await steadily(() =>
      records
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(PAGE)
        .toArray(),
    );
    const writes = page.flatMap((document) => {
      const { id, rev, ...enrolment } = fromStored<Enrolment>(document);
      const putOff = putOffOf(enrolment);
      return putOff ? [{ updateOne: { filter: { _id: id, rev }, update: { $set: { putOff } } } }] : [];
    });
    if (writes.length > 0) await steadily(() => records.bulkWrite(writes, { ordered: false }));
    if (page.length < PAGE) return;
    after = page.at(-1)?._id ?? '';
  }
}
