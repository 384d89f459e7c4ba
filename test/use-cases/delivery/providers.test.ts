import { beforeEach, describe, expect, it } from 'vitest';
import { deliverDue } from '../../../server/use-cases/delivery/deliver-messages.ts';
import { listProviders } from '../../../server/use-cases/delivery/provider-states.ts';
import { createProviders, type Providers } from '../../../server/use-cases/delivery/providers.ts';
import { fakeBreakers } from '../../support/fake-stores.ts';
import { admin } from '../../support/world.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

const call = { params: {}, query: {}, body: undefined, actor: admin };

describe('a provider that is down', () => {
  let world: DeliveryWorld;
  let isDown = true;
  beforeEach(() => {
    world = deliveryWorld();
    isDown = true;
    world.contact();
    world.mailer.answer = async () =>
      isDown ? { type: 'failed', retryable: true, reason: 'answered 503' } : { type: 'sent' };
    for (let i = 0; i < 40; i++) world.message({ id: `m${i}`, enrolmentId: `e${i}` });
  });
  const deliver = () => deliverDue(world.runtime, { partitions: [0], by: 'worker', limit: 100 });
  const statuses = () => [...world.messages.values()].map(({ status, attempts }) => ({ status, attempts }));

  it('makes messages wait with the reason, counts nothing against them, and sends them all once it works', async () => {
    await deliver();
    // Those that had begun when the first were refused.
    expect(world.mailer.sent.length).toBeLessThanOrEqual(30);
    const waiting = [...world.messages.values()].filter(({ reason }) => reason === 'provider-down');
    expect(waiting.length).toBeGreaterThanOrEqual(10);
    expect(waiting.every(({ status, attempts }) => status === 'queued' && attempts === 0)).toBe(true);
    expect((await listProviders(world.runtime, call)).items).toMatchObject([
      { id: 'mail:sendgrid', kind: 'mail', name: 'SendGrid', state: 'open', reason: 'answered 503' },
    ]);

    const before = world.mailer.sent.length;
    world.wait(21_000);
    await deliver();
    // One of those waiting tried for all of them.
    expect(world.mailer.sent.length).toBe(before + 1);

    isDown = false;
    for (let minutes = 0; minutes < 10; minutes++) {
      world.wait(60_000);
      await deliver();
    }
    expect(statuses().every(({ status }) => status === 'sent')).toBe(true);
    expect((await listProviders(world.runtime, call)).items).toEqual([]);
  });
});

describe('what processes know of providers', () => {
  const clock = { at: Date.parse('2026-03-02T12:00:00.000Z') };
  const breakers = fakeBreakers();
  const process = (): Providers =>
    createProviders({
      breakers,
      clock: { now: () => new Date(clock.at), soon: async () => {}, rest: async () => {} },
    });

  it('is the same for all of them: one opens it, one alone tries, and its success lets everybody go', async () => {
    const [one, other] = [process(), process()];
    expect((await other.way('hook:a', 'w2')).calls).toBe(Number.POSITIVE_INFINITY);
    await Promise.all(Array.from({ length: 5 }, () => one.failed('hook:a', { reason: 'answered 500' })));
    expect((await one.way('hook:a', 'w1')).calls).toBe(0);
    clock.at += 2_000;
    expect(await other.way('hook:a', 'w2')).toMatchObject({ calls: 0 });
    expect((await other.way('hook:b', 'w2')).calls).toBe(Number.POSITIVE_INFINITY);
    clock.at += 14_000;
    const ways = await Promise.all([one.way('hook:a', 'w1'), other.way('hook:a', 'w2')]);
    expect(ways.map(({ calls }) => calls).sort()).toEqual([0, 1]);
    const winner = ways[0]?.calls === 1 ? one : other;
    await winner.worked('hook:a');
    clock.at += 2_000;
    expect((await one.way('hook:a', 'w1')).calls).toBe(Number.POSITIVE_INFINITY);
    expect((await other.way('hook:a', 'w2')).calls).toBe(Number.POSITIVE_INFINITY);
  });
});
