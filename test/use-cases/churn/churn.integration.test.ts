import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getChurn } from '../../../server/use-cases/churn/churn-report.ts';
import { compareHoldouts } from '../../../server/use-cases/churn/compare-holdouts.ts';
import { countCustomers } from '../../../server/use-cases/churn/count-customers.ts';
import { noteRevenue } from '../../../server/use-cases/churn/note-revenue.ts';
import { getSignalQuality } from '../../../server/use-cases/churn/signal-quality.ts';
import { blankWorkflow } from '../../../shared/workflow.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
const ask = (days: number) => ({ params: {}, query: { days }, body: undefined, actor: admin }) as never;

beforeAll(async () => {
  world = await openWorld();
  for (const [user, account, mrr, plan] of [
    ['u-1', 'acme', 300, 'pro'],
    ['u-2', 'bolt', 90, 'team'],
    ['u-3', 'core', 900, 'pro'],
    ['u-4', 'dune', 50, 'team'],
  ] as const) {
    await world.identify(user, { firstName: user });
    await world.group(user, account, { mrr, plan, seats: 4, customerSince: '2025-02-01' });
  }
  await world.identify('u-5', {});
  await world.group('u-5', 'acme', {});
  await world.settle();
  await countCustomers(world.runtime);
});

afterAll(() => world?.close());

describe('measured churn', () => {
  it('has nothing to tell where nobody left', async () => {
    expect(await getChurn(world.runtime, ask(30))).toMatchObject({
      before: { customers: 4, mrr: 1_340 },
      left: { customers: 0, mrr: 0, people: 0 },
      buckets: [{}, {}, {}, {}, {}],
    });
  });

  it('counts who left with their people and revenue: by choice, by failed payments, or since it was over', async () => {
    await world.track('u-1', 'Subscription Cancelled', { mrr: 300, feedback: 'too_expensive' });
    await world.track('u-2', 'Subscription Cancelled', { reason: 'involuntary' });
    await world.track('u-3', 'Subscription Changed', { mrr: 1_200, previousMrr: 900 });
    await world.track('u-4', 'Subscription Cancelled', {
      feedback: 'project_ended',
      mrr: 70,
      currency: 'PLN',
    });
    await world.settle();
    const report = await getChurn(world.runtime, ask(30));
    expect(report.left).toEqual({ customers: 3, mrr: 440, people: 4, unknownMrr: 0 });
    expect(report.grew).toEqual({ customers: 1, mrr: 300 });
    expect(report.byKind).toEqual([
      { name: 'voluntary', customers: 1, mrr: 300 },
      { name: 'involuntary', customers: 1, mrr: 90 },
      { name: 'natural', customers: 1, mrr: 50 },
    ]);
    expect(report.byReason.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['too_expensive', 'involuntary', 'project_ended']),
    );
    expect(report.byCohort).toEqual([{ name: '2025 Q1', customers: 3, mrr: 440 }]);
    expect(report.portraits.left).toMatchObject({ customers: 3, seats: 4 });
    expect(report.buckets.at(-1)?.left).toEqual({ customers: 3, mrr: 440 });
  });

  it('does not count whoever only tried it', async () => {
    await world.track('u-3', 'Subscription Cancelled', { trial: true });
    await world.settle();
    expect((await getChurn(world.runtime, ask(30))).left.customers).toBe(3);
  });

  it('counts a departure once, however often its event is matched', async () => {
    const { items } = await world.runtime.events.recent({ limit: 50 });
    await noteRevenue(world.runtime, items);
    expect((await getChurn(world.runtime, ask(30))).left.customers).toBe(3);
  });

  it('takes in imported history, each departure in its own time', async () => {
    const call = {
      type: 'track',
      userId: 'u-3',
      event: 'Subscription Cancelled',
      timestamp: '2025-12-01T10:00:00Z',
      properties: { mrr: 10 },
    };
    const key = { id: 'k', kind: 'server' as const, name: '', hint: '', hash: '', createdAt: world.now() };
    await world.runtime.ingest.batch({ batch: [call] }, key, { bytes: 200, historical: true });
    await world.settle();
    expect((await getChurn(world.runtime, ask(30))).left.customers).toBe(3);
    expect((await getChurn(world.runtime, ask(180))).left.customers).toBe(4);
  });

  it('knows rates from the customers of the day, counted once a day', async () => {
    expect(await countCustomers(world.runtime)).toBe(false);
    await world.pass('1d');
    expect(await countCustomers(world.runtime)).toBe(true);
    expect((await getChurn(world.runtime, ask(30))).countedOn).toBe('2026-03-03');
  });
});

describe('signals beside departures', () => {
  it('are told apart by how many they warned of', async () => {
    const { items } = await getSignalQuality(world.runtime, ask(30));
    expect(items.every(({ departures, warnedOf }) => departures === 3 && warnedOf === 0)).toBe(true);
  });
});

describe('control groups', () => {
  it('are compared with those a workflow worked with', async () => {
    const id = await world.publish({
      ...blankWorkflow('Half'),
      key: 'half',
      entry: { trigger: { kind: 'event', event: 'Came' }, reentry: { mode: 'once' }, holdoutPercent: 50 },
      goal: {
        when: {
          all: [
            {
              fact: 'event',
              params: { event: 'Stayed', measure: 'count', since: 'entry' },
              operator: 'greaterThan',
              value: 0,
            },
          ],
        },
        within: '30d',
      },
      start: 'pause',
      steps: { pause: { kind: 'wait', for: '20d', next: 'end' }, end: { kind: 'exit' } },
    });
    for (let person = 0; person < 24; person++) await world.track(`h-${person}`, 'Came');
    await world.settle();
    // What happens after entry counts.
    world.sleep('1h');
    for (let person = 0; person < 24; person += 2) await world.track(`h-${person}`, 'Stayed');
    await world.settle();
    const { items } = await compareHoldouts(world.runtime, ask(30));
    const [half] = items;
    expect(half).toMatchObject({ workflowId: id, name: 'Half', verdict: 'too-few' });
    expect((half?.treated.entered ?? 0) + (half?.control.entered ?? 0)).toBe(24);
    expect((half?.treated.goals ?? 0) + (half?.control.goals ?? 0)).toBe(12);
    expect(half?.control.entered).toBeGreaterThan(0);
    expect(half?.effect?.low).toBeLessThanOrEqual(half?.effect?.high ?? -1);
  });
});
