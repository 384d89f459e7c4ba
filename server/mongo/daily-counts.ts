import type { DailyCountStore } from '../ports/daily-counts.ts';
import { define, type OpenShelf } from './definition.ts';
import { saveGuarded } from './guarded.ts';
import { byId, newWriter, toStored } from './stored.ts';

const definition = define('dailyCounts', { rev: Number });

/** One small document per workflow that has a daily limit. */
export function dailyCountStore(open: OpenShelf): DailyCountStore {
  const shelf = open(definition);
  return {
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    async save(count, was) {
      if (was !== undefined) {
        const lost = await saveGuarded(shelf, [{ was, after: count }], (item) => toStored(item));
        return lost.size === 0;
      }
      const writer = newWriter();
      return (await shelf.insert([{ ...toStored(count), writer }], { writer })).size === 0;
    },
  };
}
