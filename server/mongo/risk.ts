import type { RiskStore } from '../ports/risk.ts';
import { define, type OpenShelf } from './definition.ts';

const definition = define('riskDays', { demo: Boolean }, [
  [{ demo: 1 }, { partialFilterExpression: { demo: { $exists: true } } }],
]);

/** How much was at risk at the end of each day; the day is the id. */
export function riskStore(open: OpenShelf): RiskStore {
  const shelf = open(definition);
  return {
    async put(day, { accounts, mrr }) {
      await shelf.change({ _id: day }, { $set: { accounts, mrr } }, { upsert: true });
    },
    async putDemo(days) {
      await shelf.write(
        days.map(({ day, accounts, mrr }) => ({
          updateOne: {
            filter: { _id: day },
            update: { $setOnInsert: { accounts, mrr, demo: true } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    async deleteSince(day) {
      await shelf.remove({ $or: [{ _id: { $gte: day } }, { demo: true }] });
    },
    async since(day) {
      const found = await shelf.find({ _id: { $gte: day } }, { sort: { _id: 1 } });
      return found.map(({ _id, accounts, mrr }) => ({
        day: _id,
        accounts: Number(accounts),
        mrr: Number(mrr),
      }));
    },
  };
}
