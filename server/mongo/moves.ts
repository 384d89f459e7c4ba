import type { Move, MoveStore } from '../ports/looks.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('moves', { watch: String, subject: String, at: Date }, [
  [{ subject: 1, at: -1, _id: -1 }],
  [{ watch: 1, at: 1 }],
]);

/** Who came into which segment or signal and left it, and when. */
export function moveStore(open: OpenShelf): MoveStore {
  const shelf = open(definition);
  return {
    async insert(moves) {
      await shelf.insert(moves.map((move) => toStored(move)));
    },
    ofSubject: (subject, request) =>
      readPage<Move>(
        shelf,
        { subject },
        { order: { field: 'at', direction: -1, type: 'date' }, request, read: fromStored },
      ),
    async perDay(watch, from) {
      const rows = await shelf.aggregate<{ _id: string; entered: number; left: number }>([
        { $match: { watch, at: { $gte: from } } },
        {
          $group: {
            _id: { $dateToString: { date: '$at', format: '%Y-%m-%d' } },
            entered: { $sum: { $cond: ['$holds', 1, 0] } },
            left: { $sum: { $cond: ['$holds', 0, 1] } },
          },
        },
      ]);
      return new Map(rows.map(({ _id, ...moved }) => [_id, moved]));
    },
    async deleteOfSubjects(subjects) {
      await shelf.remove({ subject: { $in: [...subjects] } });
    },
  };
}
