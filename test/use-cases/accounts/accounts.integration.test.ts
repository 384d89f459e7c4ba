import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getAccountTimeline } from '../../../server/use-cases/accounts/account-timeline.ts';
import {
  getAccount,
  getMeters,
  listAccounts,
  listMembers,
} from '../../../server/use-cases/accounts/accounts.ts';
import { getAccountActivity } from '../../../server/use-cases/accounts/activity.ts';
import { changeAccount, createAccount } from '../../../server/use-cases/accounts/change-account.ts';
import { deleteAccount } from '../../../server/use-cases/accounts/delete-account.ts';
import { openCase } from '../../../server/use-cases/cases/cases.ts';
import { createTask } from '../../../server/use-cases/contacts/create-task.ts';
import { getAccountHealth } from '../../../server/use-cases/health/health.ts';
import { keepHealth } from '../../../server/use-cases/health/health-watch.ts';
import { changeSettings } from '../../../server/use-cases/people/settings.ts';
import { listAccountSignals } from '../../../server/use-cases/signals/openings.ts';
import { createSignal } from '../../../server/use-cases/signals/signals.ts';
import { exportAccounts } from '../../../server/use-cases/tables/exports.ts';
import type { TimelineItem } from '../../../shared/contact.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const opensWhen = {
  all: [
    {
      fact: 'meter',
      params: { meter: 'rooms', measure: 'ratio' },
      operator: 'greaterThanInclusive',
      value: 0.9,
    },
  ],
};
const ask = (params: Record<string, string>, more: object = {}) =>
  ({ params, query: {}, body: undefined, actor: admin, ...more }) as never;

describe('accounts', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('are made by hand and changed like by a call of that moment', async () => {
    const made = await createAccount(
      world.runtime,
      ask(
        {},
        { body: { id: 'acme', name: 'Acme', traits: { mrr: 120, plan: 'pro', renewsAt: '2026-09-01' } } },
      ),
    );
    expect(made).toMatchObject({ name: 'Acme', mrr: 120, renewsAt: '2026-09-01T00:00:00.000Z', members: 0 });
    await expect(createAccount(world.runtime, ask({}, { body: { id: 'acme' } }))).rejects.toMatchObject({
      code: 'ACCOUNT_TAKEN',
    });
    const changed = await changeAccount(
      world.runtime,
      ask({ id: 'acme' }, { body: { traits: { plan: null, seats: 5 }, manager: 'ola@example.com' } }),
    );
    expect(changed).toMatchObject({ plan: undefined, seats: 5, manager: 'ola@example.com' });
    expect(changed.traits).not.toHaveProperty('plan');
    await expect(getAccount(world.runtime, ask({ id: 'none' }))).rejects.toMatchObject({
      code: 'ACCOUNT_UNKNOWN',
    });
  });

  it('tell what their meters stood at, also where a call spoke of the value alone', async () => {
    await changeAccount(
      world.runtime,
      ask({ id: 'acme' }, { body: { traits: { meters: { storage: { value: 10, limit: 50 } } } } }),
    );
    await world.pass('1d');
    await changeAccount(
      world.runtime,
      ask({ id: 'acme' }, { body: { traits: { meters: { storage: 44 } } } }),
    );
    const { items } = await getMeters(world.runtime, ask({ id: 'acme' }));
    // Paid seats are watched like a meter, too.
    expect(items.map(({ name }) => name)).toEqual(['paid-seats', 'storage']);
    expect(items.slice(1)).toMatchObject([
      {
        name: 'storage',
        value: 44,
        limit: 50,
        readings: [
          { value: 10, limit: 50 },
          { value: 44, limit: 50 },
        ],
      },
    ]);
  });

  it('tell the story of all their people under one cursor, narrowed by kind', async () => {
    for (const user of ['bea', 'cyn']) {
      await world.identify(user, { email: `${user}@example.com`, firstName: user });
      await world.group(user, 'acme', {});
      for (let count = 0; count < 3; count++) {
        await world.pass('1h');
        await world.track(user, 'Report Created');
      }
    }
    await openCase(world.runtime, ask({}, { body: { accountId: 'acme', reason: 'Price' } }));
    await createTask(
      world.runtime,
      ask({}, { body: { userId: 'bea', title: 'Call', assignee: 'admin', dueIn: '1d', priority: 'normal' } }),
    );
    await world.settle();
    const story: TimelineItem[] = [];
    let cursor: string | undefined;
    do {
      const page = await getAccountTimeline(
        world.runtime,
        ask({ id: 'acme' }, { query: { limit: 3, cursor } }),
      );
      story.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(story.map(({ at }) => at)).toEqual(
      story
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(new Set(story.map(({ id }) => id)).size).toBe(story.length);
    const events = story.filter(({ kind }) => kind === 'event');
    expect(events.map(({ contactName }) => contactName).sort()).toEqual([
      'bea',
      'bea',
      'bea',
      'cyn',
      'cyn',
      'cyn',
    ]);
    expect(
      story
        .filter(({ kind }) => kind === 'case' || kind === 'task')
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['case', 'task']);
    const tasks = await getAccountTimeline(
      world.runtime,
      ask({ id: 'acme' }, { query: { limit: 50, kind: 'tasks' } }),
    );
    expect(tasks.items).toHaveLength(2);
    const { items } = await listMembers(world.runtime, ask({ id: 'acme' }, { query: { limit: 50 } }));
    expect(items.map(({ name }) => name).sort()).toEqual(['bea', 'cyn']);
  });

  it('say how active they are beside what is usual for them', async () => {
    await world.identify('dot', { email: 'dot@example.com' });
    await world.group('dot', 'busy', {});
    for (let day = 0; day < 40; day++) {
      await world.pass('1d');
      if (day < 25) await world.track('dot', 'Report Created');
    }
    const { days, usual, change } = await getAccountActivity(world.runtime, ask({ id: 'busy' }));
    expect(days).toHaveLength(84);
    expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(25);
    expect(usual).toBeGreaterThan(0.8);
    expect(change).toBe(-1);
    expect(await getAccountActivity(world.runtime, ask({ id: 'acme' }))).toMatchObject({ usual: undefined });
  });

  it('stand by their health, and lists narrow them by it', async () => {
    await world.identify('eve', { email: 'eve@example.com' });
    await world.group('eve', 'fit', {});
    for (let day = 0; day < 12; day++) {
      await world.track('eve', 'Signed In');
      await world.pass('1d');
    }
    await keepHealth(world.runtime);
    await world.track('eve', 'Signed In');
    await world.pass('1d');
    const { health, band } = await getAccount(world.runtime, ask({ id: 'fit' }));
    expect(band).toBe('healthy');
    expect(health).toBe((await getAccountHealth(world.runtime, ask({ id: 'fit' }))).score);
    const listed = async (of: string) =>
      (await listAccounts(world.runtime, ask({}, { query: { limit: 50, sort: 'health', band: of } }))).items;
    expect((await listed('healthy')).map(({ id }) => id)).toContain('fit');
    expect((await listed('atRisk')).map(({ id }) => id)).not.toContain('fit');
    await world.pass('40d');
    expect((await listed('atRisk')).map(({ id }) => id)).toContain('fit');
    // Red health alone puts it at risk.
    expect((await getAccount(world.runtime, ask({ id: 'fit' }))).atRiskSince).toBeDefined();
  });

  it('go out as a table', async () => {
    const parts: string[] = [];
    for await (const part of exportAccounts(world.runtime, { manager: 'ola@example.com' }))
      parts.push(Buffer.from(part).toString());
    const [head = '', row = ''] = parts
      .join('')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/);
    expect(head).toMatch(/^id,name,plan,mrr,seats/);
    expect(row).toMatch(/^acme,Acme,,120,5,2026-09-01T00:00:00.000Z,ola@example.com/);
  });

  it('are deleted, and leave their people', async () => {
    await deleteAccount(world.runtime, ask({ id: 'acme' }));
    await world.settle();
    await expect(getAccount(world.runtime, ask({ id: 'acme' }))).rejects.toMatchObject({
      code: 'ACCOUNT_UNKNOWN',
    });
    const bea = (await world.runtime.contacts.bySourceIds(['u:bea'])).get('u:bea');
    expect(bea?.email).toBe('bea@example.com');
    expect(bea?.accountId).toBeUndefined();
    expect(await world.runtime.cases.list({ accountId: 'acme', limit: 5 })).toMatchObject({ items: [] });
    const list = await listAccounts(world.runtime, ask({}, { query: { limit: 50, sort: 'mrr' } }));
    expect(list.items.map(({ id }) => id).sort()).toEqual(['busy', 'fit']);
  });

  it('take meters from the events that say what they stand at', async () => {
    await changeSettings(
      world.runtime,
      ask(
        {},
        {
          body: {
            meterEvents: [{ event: 'Stored', meter: 'rooms', value: '$.now.used', limit: '$.now.max' }],
          },
        },
      ),
    );
    await world.runtime.plans.refresh({ now: true });
    await createSignal(
      world.runtime,
      ask({}, { body: { key: 'full', name: 'Full', subject: 'account', opensWhen } }),
    );
    await world.group('keeper', 'hotel', { name: 'Hotel' });
    // A moment ago the keeper was seen: what would change nobody is not looked at for nothing.
    await world.track('keeper', 'Stored', { now: { used: 40, max: 100 } });
    await world.track('keeper', 'Stored', { now: { used: 'many' } });
    await world.pass('1h');
    await world.track('keeper', 'Stored', { now: { used: '95' } });
    await world.settle();
    const { items } = await getMeters(world.runtime, ask({ id: 'hotel' }));
    expect(items).toMatchObject([
      { name: 'rooms', value: 95, limit: 100, readings: [{ value: 40, limit: 100 }, { value: 95 }] },
    ]);
    expect((await listAccountSignals(world.runtime, ask({ id: 'hotel' }))).items).toMatchObject([
      { signal: 'full' },
    ]);
  });
});
