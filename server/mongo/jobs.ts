import type { JobRecord, JobStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('jobs', { state: String, updatedAt: Date }, [[{ state: 1, updatedAt: 1 }]]);

/** Long work people started: imports, backtests, exports. */
export function jobStore(open: OpenShelf): JobStore {
  const shelf = open(definition);
  return {
    async insert(job) {
      await shelf.insert([toStored(job)]);
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<JobRecord>(found);
    },
    async save(job) {
      const { matched } = await shelf.write(
        [
          {
            replaceOne: {
              filter: { _id: job.id, state: { $ne: 'cancelled' } },
              replacement: toStored(job),
            },
          },
        ],
        { ordered: true },
      );
      return matched > 0;
    },
    async cancel(id, now) {
      return shelf.change(
        { _id: id, state: { $in: ['queued', 'running'] } },
        { $set: { state: 'cancelled', updatedAt: now } },
        { own: { _id: id, state: 'cancelled' } },
      );
    },
    async walk({ limit, after }) {
      const found = await shelf.find({ _id: { $gt: after } }, { sort: { _id: 1 }, limit });
      return found.map((document) => fromStored<JobRecord>(document));
    },
    async stale(before) {
      const found = await shelf.find(
        {
          state: { $in: ['queued', 'running'] },
          updatedAt: { $lt: before },
          partOf: { $exists: false },
        },
        { sort: { updatedAt: 1 } },
      );
      return found.map((document) => fromStored<JobRecord>(document));
    },
  };
}
