import { beforeEach, describe, expect, it } from 'vitest';
import { deliverDue } from '../../../server/use-cases/delivery/deliver-messages.ts';
import { proposedCaps } from '../../../shared/frequency-cap.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

const HOUR = 3_600_000;

let world: DeliveryWorld;
beforeEach(async () => {
  world = deliveryWorld();
  world.settings.value = { ...world.settings.value, caps: [...proposedCaps] };
  world.contact();
});
const deliver = () => deliverDue(world.runtime, { partitions: [0], by: 'worker', limit: 100 });
const state = (id: string) => world.messages.get(id);
const sent = () => [...world.messages.values()].filter(({ status }) => status === 'sent').map(({ id }) => id);

describe('frequency caps', () => {
  it('let one marketing mail a day through and make the second wait for its turn', async () => {
    world.message({ id: 'e1:1:a' });
    world.message({ id: 'e2:1:b', enrolmentId: 'e2', createdAt: new Date(world.clock.at + 1) });
    await deliver();
    expect(sent()).toEqual(['e1:1:a']);
    expect(state('e2:1:b')).toMatchObject({
      status: 'queued',
      reason: 'over-cap',
      attempts: 0,
      nextAt: new Date(world.clock.at + 24 * HOUR),
    });
    world.wait(24 * HOUR);
    await deliver();
    expect(sent()).toEqual(['e1:1:a', 'e2:1:b']);
  });

  it('skip what found no room within three days, and say why', async () => {
    world.message({ id: 'e1:1:a' });
    await deliver();
    world.wait(24 * HOUR);
    world.message({ id: 'e2:1:b' });
    await deliver();
    world.wait(24 * HOUR);
    world.message({ id: 'e3:1:c', enrolmentId: 'e3', createdAt: new Date(world.clock.at) });
    await deliver();
    expect(state('e3:1:c')).toMatchObject({ status: 'queued', nextAt: new Date(world.clock.at + 72 * HOUR) });
    world.wait(72 * HOUR);
    await deliver();
    expect(state('e3:1:c')).toMatchObject({ status: 'suppressed', reason: 'over-cap' });
    expect(world.told.get('e3')).toMatchObject([{ outcome: 'notSent' }]);
  });

  it('leave service mail alone, and do not count it', async () => {
    world.message({ id: 'e1:1:invoice', purpose: 'service' });
    world.message({ id: 'e2:1:card', purpose: 'service' });
    world.message({ id: 'e3:1:news' });
    await deliver();
    expect(sent()).toHaveLength(3);
  });

  it('give the place to the more important workflow, then to whoever waited longer', async () => {
    world.priority.set('w2', 'high');
    world.message({ id: 'e1:1:early' });
    world.message({ id: 'e2:1:important', workflowId: 'w2', createdAt: new Date(world.clock.at + 1) });
    world.message({ id: 'e3:1:third', createdAt: new Date(world.clock.at - 1) });
    await deliver();
    expect(sent()).toEqual(['e2:1:important']);
  });

  it('keep a place through retries and give it back when nothing was sent', async () => {
    world.mailer.answer = () => ({ type: 'failed', retryable: true, reason: 'busy' });
    world.message({ id: 'e1:1:a' });
    await deliver();
    expect(state('e1:1:a')).toMatchObject({ status: 'queued', attempts: 1 });
    world.message({
      id: 'e2:1:b',
      nextAt: new Date(world.clock.at),
      createdAt: new Date(world.clock.at + 1),
    });
    await deliver();
    expect(state('e2:1:b')).toMatchObject({ reason: 'over-cap' });
    world.mailer.answer = () => ({ type: 'failed', retryable: false, reason: 'no such mailbox' });
    world.wait(HOUR);
    await deliver();
    expect(state('e1:1:a')).toMatchObject({ status: 'failed' });
    world.mailer.answer = () => ({ type: 'sent', providerId: 'p2' });
    world.wait(23 * HOUR);
    await deliver();
    expect(sent()).toEqual(['e2:1:b']);
  });

  it('are lifted by an empty list', async () => {
    world.settings.value = { ...world.settings.value, caps: [] };
    for (const id of ['e1:1:a', 'e2:1:b', 'e3:1:c']) world.message({ id });
    await deliver();
    expect(sent()).toHaveLength(3);
  });
});
