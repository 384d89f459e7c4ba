import { describe, expect, it } from 'vitest';
import type { RevenueStep } from '../../../server/ports/churn.ts';
import type { Stores } from '../../../server/ports/index.ts';
import { at, freshId } from './build.ts';

/** Customers coming and going. */
export function revenueContract(stores: () => Stores): void {
  describe('steps of revenue', () => {
    const step = (differs: Partial<RevenueStep>): RevenueStep => ({
      id: freshId('step'),
      subject: `a:${freshId('account')}`,
      at: at(0),
      kind: 'left',
      people: 1,
      ...differs,
    });

    it('are kept once, read by time, and deleted with whom they are about', async () => {
      const { revenue } = stores();
      const [first, second] = [step({ mrr: 10 }), step({ at: at(10) })];
      await revenue.insert([second, first]);
      await revenue.insert([{ ...first, mrr: 99 }]);
      const ids = new Set([first.id, second.id]);
      const own = (found: RevenueStep[]) => found.filter(({ id }) => ids.has(id));
      expect(own(await revenue.between(at(0), at(11), 100))).toEqual([first, second]);
      expect(own(await revenue.between(at(0), at(10), 100))).toEqual([first]);
      await revenue.deleteOf([first.subject, second.subject]);
      expect(own(await revenue.between(at(0), at(11), 100))).toEqual([]);
    });

    it('are held against signals and control groups of the same time', async () => {
      const { enrolments, openings } = stores();
      const [signal, subject] = [freshId('signal'), `a:${freshId('account')}`];
      const opening = {
        id: freshId('opening'),
        signal,
        subject,
        turn: 1,
        open: true,
        openedAt: at(5),
        why: [],
      };
      await openings.insert([opening]);
      const found = await openings.opened(signal, at(4), at(5), 10);
      expect(found).toEqual([{ id: opening.id, subject, openedAt: at(5) }]);
      expect(await openings.opened(signal, at(5), at(6), 10)).toEqual([]);
      expect(await enrolments.arms([freshId('workflow')], at(0), at(9))).toEqual([]);
      expect(await enrolments.arms([], at(0), at(9))).toEqual([]);
    });

    it('stand beside the last count of customers', async () => {
      const { revenue } = stores();
      const sum = { sum: 0, of: 0 };
      const day = {
        id: '2026-04-02',
        customers: 3,
        mrr: 90,
        plans: {},
        seats: sum,
        tenureDays: sum,
        people: sum,
      };
      await revenue.putDay(day);
      await revenue.putDay({ ...day, customers: 4 });
      expect(await revenue.dayUntil('2026-04-05')).toEqual({ ...day, customers: 4 });
      expect(await revenue.dayUntil('2026-04-01')).toBeUndefined();
      await revenue.forgetDays();
      expect(await revenue.dayUntil('2026-04-05')).toBeUndefined();
    });
  });
}
