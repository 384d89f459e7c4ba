import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIngest } from '../../../server/use-cases/ingest/create-ingest.ts';
import { runSchedules } from '../../../server/use-cases/triggers/schedules.ts';
import { listEnrolments } from '../../../server/use-cases/workflows/enrolments.ts';
import { pauseWorkflow } from '../../../server/use-cases/workflows/lifecycle.ts';
import { workflowReasons } from '../../../server/use-cases/workflows/reasons.ts';
import { resumeWorkflow } from '../../../server/use-cases/workflows/resume.ts';
import { admin, openWorld, type World, writeKey } from '../../support/world.ts';

describe('triggers that are no event', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ startsAt: '2026-03-02T06:00:00.000Z' });
  });
  afterAll(() => world.close());

  const steps = { a: { kind: 'create-task', title: 'Call', next: 'end' }, end: { kind: 'exit' } };
  const publish = async (
    name: string,
    entry: Record<string, unknown>,
    more: Record<string, unknown> = {},
  ) => {
    const id = await world.publish({
      format: 'mooring.workflow/1',
      name,
      entry: { reentry: { mode: 'always' }, ...entry },
      start: 'a',
      steps,
      ...more,
    });
    await world.settle();
    return id;
  };
  const call = (id: string, body?: unknown) =>
    ({ params: { id }, query: { limit: 50, workflowId: id }, body, actor: admin }) as never;
  const entered = async (id: string) => {
    await world.settle();
    const { items } = await listEnrolments(world.runtime, call(id));
    return items.map(({ userId, enteredAt }) => `${userId} ${enteredAt.slice(0, 16)}`).sort();
  };

  it('starts when a trait crosses a value, once per crossing, also when matching is repeated', async () => {
    const id = await publish('Seats', {
      trigger: { kind: 'attribute', path: '$.traits.seats', crosses: 200 },
    });
    await world.identify('ann', { seats: 150 });
    await world.identify('ann', { seats: 199 }, { timestamp: '2026-03-02T05:30:00Z', messageId: 's1' });
    expect(await entered(id)).toEqual([]);
    await world.pass('1m');
    await world.identify('ann', { seats: 199 });
    const { insert } = world.runtime.enrolments;
    await world.pass('1m');
    world.runtime.enrolments.insert = () => Promise.reject(new Error('killed'));
    const dying = createIngest(world.runtime, { error: () => undefined });
    await dying.call('identify', { userId: 'ann', traits: { seats: 201 } }, writeKey, 100);
    await dying.settled();
    world.runtime.enrolments.insert = insert;
    await world.pass('1m');
    expect(await world.runtime.ingest.replay()).toBe(1);
    expect(await entered(id)).toHaveLength(1);
    await world.identify('ann', { seats: 210 });
    expect(await entered(id)).toHaveLength(1);
  });

  it('does not let workflows that change what starts them go round for ever', async () => {
    const flip = (trait: string) => ({
      a: {
        kind: 'update-contact',
        changes: [{ do: 'set', field: trait, value: '{{ trigger.timestamp }}' }],
        next: 'end',
      },
      end: { kind: 'exit' },
    });
    const ping = await publish(
      'Ping',
      { trigger: { kind: 'attribute', path: '$.traits.ping' } },
      { steps: flip('pong') },
    );
    const pong = await publish(
      'Pong',
      { trigger: { kind: 'attribute', path: '$.traits.pong' } },
      { steps: flip('ping') },
    );
    await world.identify('bob', { ping: 1, pong: 1 });
    await world.pass('1m');
    await world.identify('bob', { ping: 2 });
    await world.settle();
    expect([await entered(ping), await entered(pong)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('starts on a date in the contact’s zone, for those who were there and those who come later', async () => {
    await world.identify('cid', { endsAt: '2026-03-10', timezone: 'Europe/Warsaw' });
    await world.settle();
    const id = await publish('Trial', {
      trigger: { kind: 'date', date: '$.contact.traits.endsAt', before: '3d' },
    });
    await world.identify('dan', { endsAt: '2026-03-11', timezone: 'America/New_York' });
    await world.identify('eve', { endsAt: 'some day' });
    await world.pass('10d');
    expect(await entered(id)).toEqual(['cid 2026-03-07T08:00', 'dan 2026-03-08T13:00']);
    // A changed date is a new cause.
    await world.identify('cid', { endsAt: '2026-03-20' });
    await world.pass('6d');
    expect(await entered(id)).toEqual([
      'cid 2026-03-07T08:00',
      'cid 2026-03-17T08:00',
      'dan 2026-03-08T13:00',
    ]);
  });

  it('still starts on a date learnt up to a day late, and not later', async () => {
    const id = await publish('Late', { trigger: { kind: 'date', date: '$.contact.traits.due' } });
    const now = world.now().getTime();
    const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
    // At 09:00 UTC of that day, which is the contact's zone by default.
    await world.identify('fay', { due: ago(20) });
    await world.identify('gus', { due: ago(60) });
    expect((await entered(id)).map((line) => line.split(' ')[0])).toEqual(['fay']);
  });

  it('comes back every year, and waits while the workflow is paused', async () => {
    const id = await publish('Birthday', {
      trigger: { kind: 'date', date: '$.contact.traits.born', yearly: true, at: '12:00' },
    });
    await world.identify('hal', { born: '1990-04-01' });
    await world.pass('400d');
    const years = (await entered(id)).map((line) => line.slice(0, 14));
    expect(years).toEqual(['hal 2026-04-01', 'hal 2027-04-01']);
    await pauseWorkflow(world.runtime, call(id));
    await world.pass('340d');
    await world.pass('8d');
    await resumeWorkflow(world.runtime, call(id, { overdue: 'once' }));
    await world.pass('2h');
    // The date passed while the workflow stood still, more than a day ago.
    expect(await entered(id)).toHaveLength(2);
    const lately = { params: { id }, query: { days: 30 }, body: undefined, actor: admin };
    expect(await workflowReasons(world.runtime, lately)).toEqual({
      items: [{ reason: 'date-missed', what: 'skipped', count: 1, isMessages: false }],
    });
    // And it comes again.
    await world.pass('365d');
    expect(await entered(id)).toHaveLength(3);
  });

  it('starts by a schedule for everybody who fits, and catches up once after a standstill', async () => {
    const id = await publish('Weekly', {
      trigger: { kind: 'schedule', cron: '0 9 * * *', zone: 'UTC' },
      when: { all: [{ fact: 'contact', path: '$.traits.weekly', operator: 'equal', value: true }] },
    });
    await world.identify('ivy', { weekly: true });
    await world.identify('jan', { weekly: false });
    await world.settle();
    expect(await runSchedules(world.runtime)).toBe(0);
    await world.pass('1d');
    expect(await runSchedules(world.runtime)).toBe(1);
    expect(await runSchedules(world.runtime)).toBe(0);
    expect((await entered(id)).map((line) => line.split(' ')[0])).toEqual(['ivy']);
    await world.pass('5d');
    expect(await runSchedules(world.runtime)).toBe(1);
    expect(await runSchedules(world.runtime)).toBe(0);
    expect(await entered(id)).toHaveLength(2);
  });
});
