import type { LeaseStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';

const leases = define('leases', { by: String, until: Date }, [[{ by: 1 }]]);
const holders = define('holders', { heardAt: Date }, [[{ heardAt: 1 }, { expireAfterSeconds: 86_400 }]]);

/**
 * Who works which partition. All times are the database's own: a process with a wrong clock neither steals a lease
 * nor keeps one too long.
 */
export function leaseStore(open: OpenShelf): LeaseStore {
  const shelf = open(leases);
  const alive = open(holders);
  return {
    async take(partition, by, milliseconds) {
      const lease = await shelf.changeAndRead(
        { _id: idOf(partition) },
        [
          {
            $set: {
              free: {
                $or: [
                  { $eq: [{ $ifNull: ['$by', { $literal: by }] }, { $literal: by }] },
                  { $lte: ['$until', '$$NOW'] },
                ],
              },
            },
          },
          {
            $set: {
              by: { $cond: ['$free', { $literal: by }, '$by'] },
              until: { $cond: ['$free', { $add: ['$$NOW', milliseconds] }, '$until'] },
            },
          },
          { $unset: 'free' },
        ],
        { upsert: true },
      );
      return lease?.by === by;
    },
    async release(partition, by) {
      await shelf.remove({ _id: idOf(partition), by });
    },
    async alive(by, milliseconds) {
      const heard = await alive.changeAndRead({ _id: by }, [{ $set: { heardAt: '$$NOW' } }], {
        upsert: true,
      });
      const now = heard?.heardAt;
      if (!(now instanceof Date)) return 1;
      return alive.count({ heardAt: { $gte: new Date(now.getTime() - milliseconds) } });
    },
    async leave(by) {
      await shelf.remove({ by });
      await alive.remove({ _id: by });
    },
  };
}

function idOf(partition: number): string {
  return `partition-${partition}`;
}
