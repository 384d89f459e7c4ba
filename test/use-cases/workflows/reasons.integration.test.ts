import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMessages } from '../../../server/use-cases/delivery/messages.ts';
import { workflowReasons } from '../../../server/use-cases/workflows/reasons.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
let id: string;
const call = { body: undefined, actor: admin };

beforeAll(async () => {
  // A Monday morning.
  world = await openWorld({ startsAt: '2026-03-02T09:00:00.000Z' });
  id = await world.publish({
    format: 'mooring.workflow/1',
    name: 'Reasons',
    entry: { trigger: { kind: 'event', event: 'Go' } },
    dailyLimit: 2,
    sendWindow: { from: '09:00', to: '18:00', expiresAfter: '2h' },
    start: 'mail',
    steps: {
      mail: { kind: 'send-email', subject: 'Hello', body: 'Hello', next: 'end' },
      end: { kind: 'exit' },
    },
  });
});
afterAll(() => world.close());

async function enter(userId: string, email: string | undefined): Promise<void> {
  await world.identify(userId, email === undefined ? { name: userId } : { email });
  await world.track(userId, 'Go');
  await world.settle();
}
const reasons = async (days = 30) =>
  (await workflowReasons(world.runtime, { ...call, params: { id }, query: { days } })).items;

describe('what a workflow did not send', () => {
  it('is counted by reason, of messages and of people who wait, within the time asked for', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await enter(name, `${name}@customer.test`);
    await enter('e', undefined);
    expect(await reasons()).toEqual([
      { reason: 'daily-limit', what: 'waiting', count: 2, isMessages: true },
      { reason: 'no-address', what: 'skipped', count: 1, isMessages: true },
    ]);
    world.sleep('10h');
    await enter('f', 'f@customer.test');
    expect(await reasons()).toContainEqual({
      reason: 'window',
      what: 'waiting',
      count: 1,
      isMessages: false,
    });
    await world.pass('3h');
    const found = await reasons();
    expect(found).toContainEqual({ reason: 'window-expired', what: 'skipped', count: 1, isMessages: false });
    expect(found.filter(({ reason }) => reason === 'window')).toEqual([]);
    await world.pass('2d');
    expect((await reasons(1)).map(({ reason }) => reason)).toEqual([]);
  });

  it('leads to its messages', async () => {
    const query = { limit: 50, workflowId: id, reason: 'no-address' };
    const { items } = await listMessages(world.runtime, { ...call, params: {}, query });
    expect(items).toMatchObject([{ userId: 'e', status: 'suppressed' }]);
    await expect(
      listMessages(world.runtime, { ...call, params: {}, query: { limit: 50, reason: 'no-address' } }),
    ).rejects.toMatchObject({ code: 'REASON_OF_NO_WORKFLOW' });
  });
});
