import { describe, expect, it } from 'vitest';
import type { AccountFilter, AccountOrder } from '../../../server/ports/accounts.ts';
import type { Stores } from '../../../server/ports/index.ts';
import type { Case } from '../../../shared/case.ts';
import type { Account } from '../../../shared/contact.ts';
import type { Direction } from '../../../shared/list-order.ts';
import { anAccount, at, freshId } from './build.ts';
import { walk } from './walk.ts';

const now = at(0).getTime();

export function accountContract(stores: () => Stores): void {
  /** Lists of this test alone: every account is on a plan of its own. */
  async function listed(
    order: AccountOrder,
    filter: AccountFilter,
    direction?: Direction,
  ): Promise<string[]> {
    const items = await walk(
      (request) => stores().accounts.list({ ...request, order, direction, filter, from: at(0) }),
      2,
    );
    const count = stores().accounts.countListed({ order, direction, filter, from: at(0) });
    expect(await count).toBe(items.length);
    return items.map(({ name = '' }) => name);
  }
  const signal = (key: string) => ({ key, since: now, serious: true });
  const onPlan = (plan: string, name: string, more: Partial<Account>) => anAccount({ plan, name, ...more });

  describe('accounts', () => {
    it('are listed by revenue, health, renewal and how long they are at risk', async () => {
      const plan = freshId('plan');
      await stores().accounts.insert([
        onPlan(plan, 'poor', { mrr: 10, standing: { score: 12, signals: [], good: [], since: now - 5 } }),
        onPlan(plan, 'rich', {
          mrr: 900,
          renewsAt: at(90).toISOString(),
          standing: { score: 81, signals: [], good: [] },
        }),
        onPlan(plan, 'even', {
          mrr: 50,
          renewsAt: at(30).toISOString(),
          standing: { signals: [], good: [], since: now - 9 },
        }),
        onPlan(plan, 'late', { mrr: 50, renewsAt: at(-30).toISOString() }),
      ]);
      expect((await listed('mrr', { plan })).slice(0, 1)).toEqual(['rich']);
      expect((await listed('mrr', { plan })).at(-1)).toBe('poor');
      expect((await listed('health', { plan })).slice(0, 2)).toEqual(['poor', 'rich']);
      expect(await listed('renewal', { plan })).toEqual(['even', 'rich']);
      expect(await listed('since', { plan, atRisk: true })).toEqual(['even', 'poor']);
    });

    it('are listed the other way round, and by name whatever its case and accents', async () => {
      const plan = freshId('plan');
      const healthy = (score: number) => ({ standing: { score, signals: [], good: [] } });
      await stores().accounts.insert([
        onPlan(plan, 'Óscar', { mrr: 3, ...healthy(40) }),
        onPlan(plan, 'nora', { mrr: 2, ...healthy(90), renewsAt: at(9).toISOString() }),
        onPlan(plan, 'Łódź', { mrr: 1, renewsAt: at(3).toISOString() }),
      ]);
      expect(await listed('name', { plan })).toEqual(['Łódź', 'nora', 'Óscar']);
      expect(await listed('name', { plan }, 'desc')).toEqual(['Óscar', 'nora', 'Łódź']);
      expect(await listed('mrr', { plan }, 'asc')).toEqual(['Łódź', 'nora', 'Óscar']);
      // Of whom nothing is known, nobody can say that they are the healthiest.
      expect(await listed('health', { plan }, 'desc')).toEqual(['nora', 'Óscar']);
      expect(await listed('renewal', { plan }, 'desc')).toEqual(['nora', 'Łódź']);
    });

    it('are narrowed by every filter at once, and counted', async () => {
      const plan = freshId('plan');
      const standing = { score: 20, signals: [signal('gone-quiet')], good: [], since: now };
      await stores().accounts.insert([
        onPlan(plan, 'a', { mrr: 5, manager: 'ola@example.com', standing }),
        onPlan(plan, 'b', { mrr: 7, standing: { ...standing, signals: [signal('data-export')] } }),
        onPlan(plan, 'c', { manager: 'ola@example.com' }),
        // Called like another filter's key.
        onPlan(`${plan}/ola%40example.com`, 'd', { standing }),
      ]);
      expect(await listed('mrr', { plan, manager: 'ola@example.com' })).toEqual(['a', 'c']);
      expect(await listed('mrr', { plan, manager: '', atRisk: true })).toEqual(['b']);
      expect(await listed('mrr', { plan, signal: 'gone-quiet' })).toEqual(['a']);
      expect(await listed('mrr', { plan, band: 'atRisk' })).toEqual(['b', 'a']);
      expect(await listed('mrr', { plan, band: 'healthy' })).toEqual([]);
      expect(await stores().accounts.totals({ plan, atRisk: true })).toEqual({ accounts: 2, mrr: 12 });
      expect(await stores().accounts.totals({ plan: freshId('plan') })).toEqual({ accounts: 0, mrr: 0 });
      expect(await stores().accounts.plans(100)).toContain(plan);
    });

    it('are found by the beginning of their id and of the words of their name', async () => {
      const id = freshId('acct');
      await stores().accounts.insert([anAccount({ id, name: `Quayside ${id} Works` })]);
      const search = async (text: string) =>
        (
          await stores().accounts.list({ order: 'mrr', filter: {}, search: text, from: at(0), limit: 5 })
        ).items.map((account) => account.id);
      expect(await search(id)).toEqual([id]);
      const found = { order: 'mrr', filter: {}, search: id, from: at(0) } as const;
      expect(await stores().accounts.countListed(found)).toBe(1);
      expect(await search(`quayside ${id.toUpperCase()}`)).toEqual([id]);
      expect(await search(`${id} wor`)).toEqual([id]);
      expect(await search(`side ${id}`)).toEqual([]);
    });

    it('are told by the month in which their card ends', async () => {
      const card = (text: string) => ({ card: { expiresAt: text } });
      await stores().accounts.insert([
        anAccount({ name: 'June', mrr: 30, ...card('2031-06-30T23:59:59.999Z') }),
        anAccount({ name: 'July', mrr: 5, ...card('2031-07-31T23:59:59.999Z') }),
        anAccount({ name: 'Also June', mrr: 1, ...card('2031-06-30T23:59:59.999Z') }),
        anAccount({ name: 'Later', ...card('2032-06-30T23:59:59.999Z') }),
        anAccount({ name: 'None', card: { brand: 'visa' } }),
      ]);
      const span = { from: new Date('2031-06-01T00:00:00Z'), until: new Date('2031-12-31T00:00:00Z') };
      expect(await stores().accounts.cardMonths(span.from, span.until)).toEqual(
        new Map([
          ['2031-06', { accounts: 2, mrr: 31 }],
          ['2031-07', { accounts: 1, mrr: 5 }],
        ]),
      );
      const found = await walk((request) => stores().accounts.byCard({ ...request, ...span }), 2);
      expect(found.map(({ name }) => name).at(-1)).toBe('July');
      expect(found).toHaveLength(3);
    });

    it('come back as they were written', async () => {
      const account = anAccount({ mrr: 3, manager: 'ola@example.com', standing: { signals: [], good: [] } });
      await stores().accounts.insert([account]);
      expect((await stores().accounts.byIds([account.id])).get(account.id)).toEqual(account);
    });
  });
}

export function caseContract(stores: () => Stores): void {
  const aCase = (more: Partial<Case> = {}): Case => ({
    id: freshId('case'),
    accountId: freshId('account'),
    stage: 'at-risk',
    origin: { kind: 'person', id: 'p1' },
    signals: [],
    notes: [],
    stages: [],
    openedAt: at(0),
    rev: 1,
    ...more,
  });

  describe('cases', () => {
    it('are open once per account, however many open one at once', async () => {
      const accountId = freshId('account');
      const tried = await Promise.all(
        Array.from({ length: 6 }, () => stores().cases.insert(aCase({ accountId }))),
      );
      expect(tried.filter(Boolean)).toHaveLength(1);
      const open = (await stores().cases.openOf([accountId, 'nobody'])).get(accountId);
      if (!open) throw new Error('no case is open');
      expect(await stores().cases.save({ ...open, stage: 'lost', rev: 2 }, 1)).toBe(true);
      expect((await stores().cases.openOf([accountId])).size).toBe(0);
      const second = aCase({ accountId });
      expect(await stores().cases.insert(second)).toBe(true);
      // The first cannot be opened again beside it.
      expect(await stores().cases.save({ ...open, stage: 'plan', rev: 3 }, 2)).toBe(false);
      expect(await stores().cases.byId(second.id)).toEqual(second);
    });

    it('are written where nobody wrote since', async () => {
      const record = aCase();
      await stores().cases.insert(record);
      expect(await stores().cases.save({ ...record, reason: 'Price', rev: 2 }, 1)).toBe(true);
      expect(await stores().cases.save({ ...record, reason: 'Other', rev: 2 }, 1)).toBe(false);
      expect((await stores().cases.byId(record.id))?.reason).toBe('Price');
    });

    it('are listed newest first by owner, stage and whether they are open', async () => {
      const owner = `${freshId('owner')}@example.com`;
      const old = aCase({ owner, openedAt: at(1) });
      const young = aCase({ owner, openedAt: at(2), stage: 'saving' });
      const closed = aCase({ owner, openedAt: at(3), stage: 'saved' });
      for (const record of [old, young, closed]) await stores().cases.insert(record);
      const listed = async (filter: Partial<Parameters<Stores['cases']['list']>[0]>) =>
        (await walk((request) => stores().cases.list({ ...request, owner, ...filter }), 2)).map(
          ({ id }) => id,
        );
      expect(await listed({})).toEqual([closed.id, young.id, old.id]);
      expect(await listed({ open: true })).toEqual([young.id, old.id]);
      expect(await listed({ stage: 'saving' })).toEqual([young.id]);
      expect(await listed({ accountId: old.accountId })).toEqual([old.id]);
      await stores().cases.deleteOf([old.accountId]);
      expect(await stores().cases.byId(old.id)).toBeUndefined();
    });
  });
}
