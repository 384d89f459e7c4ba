import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listEnrolments } from '../../../server/use-cases/workflows/enrolments.ts';
import { listParked, releaseParked } from '../../../server/use-cases/workflows/parked.ts';
import type { BodyOf } from '../../../shared/api.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
let id: string;
/** Whose rules break, until they are mended. */
const broken = new Set<unknown>();

beforeAll(async () => {
  world = await openWorld();
  id = await world.publish({
    format: 'mooring.workflow/1',
    name: 'Breaks',
    entry: { trigger: { kind: 'event', event: 'Clicked' } },
    goal: {
      when: {
        all: [
          {
            fact: 'event',
            params: { event: 'Bought', measure: 'count', since: 'entry' },
            operator: 'greaterThan',
            value: 0,
          },
        ],
      },
      within: '30d',
    },
    start: 'mail',
    steps: {
      mail: { kind: 'send-email', subject: 'Hello', body: 'Hello', next: 'wait' },
      wait: { kind: 'wait', for: '1d', next: 'end' },
      end: { kind: 'exit' },
    },
  });
  const { version } = world.runtime.plans;
  world.runtime.plans.version = async (...which) => {
    const plan = await version(...which);
    if (!plan?.goal) return plan;
    const { condition } = plan.goal;
    const look: typeof condition.look = (facts, now) => {
      if (broken.has(facts.contact.userId))
        throw new Error(String(facts.contact.userId).startsWith('a') ? 'rule A broke' : 'rule B broke');
      return condition.look(facts, now);
    };
    return { ...plan, goal: { ...plan.goal, condition: { ...condition, look } } };
  };
});
afterAll(() => world.close());

const call = { params: {}, query: {}, body: undefined, actor: admin };
const parked = async () => listParked(world.runtime, { ...call, params: { id } });
async function decide(body: BodyOf<'releaseParked'>) {
  const { job } = await releaseParked(world.runtime, { ...call, params: { id }, body });
  await world.settle();
  return world.runtime.jobs.byId(job);
}
const statusOf = async (userId: string) =>
  (await listEnrolments(world.runtime, { ...call, query: { limit: 50, userId } })).items[0];

describe('people who stand still', () => {
  it('are counted by reason, and go on, are passed by or taken out as somebody decides', async () => {
    const people = ['a1', 'a2', 'a3', 'b1', 'b2'];
    for (const userId of people) await world.identify(userId, { email: `${userId}@customer.test` });
    for (const userId of people) await world.track(userId, 'Clicked');
    await world.settle();
    for (const userId of people) broken.add(userId);
    await world.pass('2d');
    expect((await parked()).reasons.map(({ reason, count }) => [reason, count])).toEqual([
      ['fault: rule A broke', 3],
      ['fault: rule B broke', 2],
    ]);
    const list = await listEnrolments(world.runtime, {
      ...call,
      query: { limit: 50, workflowId: id, status: 'parked', reason: 'fault: rule B broke' },
    });
    expect(list.items.map(({ userId }) => userId).sort()).toEqual(['b1', 'b2']);

    broken.delete('a1');
    broken.delete('a2');
    expect(await decide({ do: 'retry', reason: 'fault: rule A broke' })).toMatchObject({
      state: 'done',
      done: 3,
      total: 3,
    });
    expect(await statusOf('a1')).toMatchObject({ status: 'completed' });
    expect(await statusOf('a3')).toMatchObject({ status: 'parked', reason: 'fault: rule A broke' });

    // A rule that breaks for good cannot keep anybody inside.
    expect(await decide({ do: 'take-out', reason: 'fault: rule A broke' })).toMatchObject({ done: 1 });
    expect(await statusOf('a3')).toMatchObject({ status: 'exited', reason: 'taken-out' });

    broken.clear();
    expect(await decide({ do: 'skip' })).toMatchObject({ done: 2, result: { released: 2 } });
    expect(await statusOf('b1')).toMatchObject({ status: 'completed' });
    expect(await parked()).toEqual({ total: 0, reasons: [] });
  });

  it('come in after all where the way in was broken', async () => {
    broken.add('ann');
    await world.identify('ann', { email: 'ann@customer.test' });
    await world.track('ann', 'Clicked');
    await world.settle();
    expect(await statusOf('ann')).toMatchObject({ status: 'parked' });
    broken.clear();
    await decide({ do: 'retry' });
    expect(await statusOf('ann')).toMatchObject({ status: 'waiting', step: 'wait' });
  });
});
