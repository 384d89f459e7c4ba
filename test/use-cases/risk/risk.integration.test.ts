import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount } from '../../../server/use-cases/accounts/change-account.ts';
import { changeTask } from '../../../server/use-cases/contacts/tasks.ts';
import { getJob } from '../../../server/use-cases/jobs.ts';
import { actOnAccounts, actOnAccountsJob } from '../../../server/use-cases/many/act-on-many.ts';
import { undoJob } from '../../../server/use-cases/many/undo.ts';
import { getRiskSummary, listAtRisk, noteRisk } from '../../../server/use-cases/risk/at-risk.ts';
import { getCardForecast, listExpiringCards } from '../../../server/use-cases/risk/forecast.ts';
import { createSignal } from '../../../server/use-cases/signals/signals.ts';
import type { ManyOutcome } from '../../../shared/many.ts';
import type { RiskLine } from '../../../shared/risk.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const ask = (params: Record<string, string>, more: object = {}) =>
  ({ params, query: {}, body: undefined, actor: admin, ...more }) as never;

describe('accounts at risk', () => {
  let world: World;
  let workflowId: string;
  beforeAll(async () => {
    world = await openWorld();
    const opensWhen = {
      all: [
        {
          fact: 'event',
          params: { event: 'Went Quiet', measure: 'count', within: '30d' },
          operator: 'greaterThan',
          value: 0,
        },
      ],
    };
    const body = { key: 'gone-quiet', name: 'Quiet', subject: 'account', severity: 'high', opensWhen };
    await createSignal(world.runtime, ask({}, { body }));
    const settings = await world.runtime.settings.get();
    await world.runtime.settings.save({ ...settings, cases: { opensOn: 'never', closesWhenSaved: true } });
    for (const [id, mrr] of [
      ['ash', 900],
      ['elm', 300],
      ['oak', 50],
    ] as const) {
      await world.identify(`${id}-1`, { email: `${id}@example.com`, role: 'admin' });
      await world.group(`${id}-1`, id, { name: id.toUpperCase(), mrr, plan: mrr > 100 ? 'pro' : 'free' });
      if (id !== 'oak') await world.track(`${id}-1`, 'Went Quiet');
    }
    await world.settle();
    workflowId = await world.publish({
      format: 'mooring.workflow/1',
      key: 'gone-quiet',
      name: 'Gone quiet',
      entry: { trigger: { kind: 'event', event: 'Never Happens' }, reentry: { mode: 'once' } },
      start: 'wait',
      steps: { wait: { kind: 'wait', for: '3d', next: 'end' }, end: { kind: 'exit' } },
    });
  });
  afterAll(() => world.close());

  const atRisk = async (query: object = {}): Promise<RiskLine[]> =>
    (await listAtRisk(world.runtime, ask({}, { query: { limit: 50, sort: 'mrr', ...query } }))).items;
  async function outcomeOf(job: string): Promise<ManyOutcome> {
    await world.settle();
    return (await getJob(world.runtime, ask({ id: job }))).result as ManyOutcome;
  }

  it('stand with what they pay, why, and the step that answers it', async () => {
    const [first, second, ...others] = await atRisk();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      id: 'ash',
      mrr: 900,
      signals: [{ key: 'gone-quiet', serious: true }],
      next: { kind: 'start', workflowId, name: 'Gone quiet' },
      reasons: [{ signal: 'gone-quiet', why: [{ fact: 'event', pass: true }] }],
      tasks: [],
      running: [],
    });
    expect(second?.id).toBe('elm');
    expect((await atRisk({ signal: 'data-export' })).length).toBe(0);
    const summary = await getRiskSummary(world.runtime, ask({}, { query: { days: 30, plan: 'pro' } }));
    expect(summary).toMatchObject({ accounts: 2, mrr: 1_200 });
  });

  it('remember day by day how much was at risk', async () => {
    await noteRisk(world.runtime);
    const before = world.now().toISOString().slice(0, 10);
    await world.pass('1d');
    await noteRisk(world.runtime);
    const { days } = await getRiskSummary(world.runtime, ask({}, { query: { days: 30 } }));
    expect(days).toEqual([
      { day: before, accounts: 2, mrr: 1_200 },
      { day: world.now().toISOString().slice(0, 10), accounts: 2, mrr: 1_200 },
    ]);
  });

  it('are put into a workflow together, and taken out again', async () => {
    const order = { accountIds: ['ash', 'elm', 'none'], action: { kind: 'start', workflowId } };
    const { job } = await actOnAccounts(world.runtime, ask({}, { body: order }));
    const outcome = await outcomeOf(job);
    expect(outcome.done.map(({ id }) => id)).toEqual(['ash', 'elm']);
    expect(outcome.skipped).toEqual([{ id: 'none', name: 'none', code: 'ACCOUNT_UNKNOWN' }]);
    const [ash] = await atRisk();
    expect(ash).toMatchObject({ running: [{ name: 'Gone quiet' }], next: { kind: 'wait' } });
    await undoJob(world.runtime, ask({ id: job }));
    await world.settle();
    expect((await atRisk())[0]?.running).toEqual([]);
  });

  it('get one task each, and only those nobody worked on are taken back', async () => {
    const action = { kind: 'task', title: 'Call', assignee: 'admin', dueIn: '1d', priority: 'high' };
    const order = { accountIds: ['ash', 'elm'], action };
    const { job } = await actOnAccounts(world.runtime, ask({}, { body: order }));
    const { done } = await outcomeOf(job);
    const [ash, elm] = await atRisk();
    expect(ash?.next).toEqual({ kind: 'do-task', taskId: done[0]?.made, title: 'Call' });
    await changeTask(
      world.runtime,
      ask({ id: elm?.tasks[0]?.id ?? '' }, { body: { status: 'done', outcome: 'saved' } }),
    );
    await undoJob(world.runtime, ask({ id: job }));
    await world.settle();
    const tasks = await Promise.all(done.map(({ made }) => world.runtime.tasks.byId(made ?? '')));
    expect(tasks.map((task) => task?.status)).toEqual(['cancelled', 'done']);
  });

  it('get no second task when the process is killed between two writes', async () => {
    const action = { kind: 'task', title: 'Ask', assignee: 'admin', dueIn: '1d', priority: 'low' };
    const input = { ids: ['ash', 'elm'], action, outcome: { done: [], skipped: [] } };
    const job = { id: 'killed', kind: 'act-on-accounts', done: 0, total: 2, errors: [], input } as never;
    for (let writes = 0; ; writes++) {
      try {
        await actOnAccountsJob(dyingAfter(world.runtime, writes), job, { save: async () => undefined });
        break;
      } catch (fault) {
        expect(fault).toBeInstanceOf(Killed);
      }
    }
    for (const accountId of ['ash', 'elm']) {
      const { items } = await world.runtime.tasks.list({ accountId, status: 'open', limit: 50 });
      expect(items.map(({ title }) => title)).toEqual(['Ask']);
    }
  });

  it('with cards that end are foretold by month', async () => {
    const card = (expiresAt: string) => ({ card: { brand: 'visa', last4: '4242', expiresAt } });
    for (const [id, mrr, ends] of [
      ['yew', 70, '2026-05-31T23:59:59.999Z'],
      ['fir', 30, '2026-05-31T23:59:59.999Z'],
      ['bay', 10, '2027-05-31T23:59:59.999Z'],
    ] as const)
      await createAccount(world.runtime, ask({}, { body: { id, traits: { mrr, ...card(ends) } } }));
    const { months } = await getCardForecast(world.runtime, ask({}, { query: { months: 6 } }));
    expect(months.map(({ month }) => month)).toEqual([
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
    ]);
    expect(months[2]).toEqual({ month: '2026-05', accounts: 2, mrr: 100 });
    const { items } = await listExpiringCards(
      world.runtime,
      ask({ month: '2026-05' }, { query: { limit: 5 } }),
    );
    expect(items.map(({ card: words }) => words)).toEqual(['visa 4242', 'visa 4242']);
    const none = await listExpiringCards(world.runtime, ask({ month: 'never' }, { query: { limit: 5 } }));
    expect(none.items).toEqual([]);
  });
});
