import type { RiskStore } from '../ports/risk.ts';
import { define, type OpenShelf } from './definition.ts';

const definition = define('riskDays', {});

/** How much was at risk at the end of each day; the day is the id. */
export function riskStore(open: OpenShelf): RiskStore {
  const shelf = open(definition);
  return {
    async put(day, { accounts, mrr }) {
      await shelf.change({ _id: day }, { $set: { accounts, mrr } }, { upsert: true });
    },
    async deleteSince(day) {
      await shelf.remove({ _id: { $gte: day } });
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
