import type { CustomerDay, RevenueStep, RevenueStore } from '../ports/churn.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('revenue', { subject: String, at: Date }, [
  [{ at: 1, _id: 1 }],
  [{ subject: 1, at: 1 }],
]);
const days = define('customer-days', {});

/** Customers coming, going and changing what they pay, and how many there are from day to day. */
export function revenueStore(open: OpenShelf): RevenueStore {
  const shelf = open(definition);
  const dayShelf = open(days);
  return {
    async insert(steps) {
      await shelf.insert(steps.map((step) => toStored(step)));
    },
    async between(from, until, limit) {
      const found = await shelf.find({ at: { $gte: from, $lt: until } }, { sort: { at: 1, _id: 1 }, limit });
      return found.map((document) => fromStored<RevenueStep>(document));
    },
    async deleteOf(subjects) {
      if (subjects.length > 0) await shelf.remove({ subject: { $in: [...subjects] } });
    },
    async putDay(day) {
      const { _id, ...rest } = toStored(day);
      await dayShelf.change({ _id }, { $set: rest }, { upsert: true });
    },
    async dayUntil(day) {
      const [found] = await dayShelf.find({ _id: { $lte: day } }, { sort: { _id: -1 }, limit: 1 });
      return found && fromStored<CustomerDay>(found);
    },
    async forgetDays() {
      await dayShelf.remove({ _id: { $gt: '' } });
    },
  };
}
