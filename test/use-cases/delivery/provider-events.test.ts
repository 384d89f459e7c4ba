import { beforeEach, describe, expect, it } from 'vitest';
import { deliverDue } from '../../../server/use-cases/delivery/deliver-messages.ts';
import { recordProviderEvents } from '../../../server/use-cases/delivery/provider-events.ts';
import type { MessageStatus } from '../../../shared/message.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

let world: DeliveryWorld;
beforeEach(() => {
  world = deliveryWorld();
  world.contact();
});
const say = (...events: object[]) =>
  recordProviderEvents(
    world.runtime,
    events.map((event) => ({ email: 'c1@acme.io', mooring_message: 'm1', ...event })),
  );
const message = () => world.messages.get('m1');
const given = (status: MessageStatus) => world.message({ id: 'm1', status, nextAt: undefined });

describe('what the provider reports', () => {
  it('moves a message on and remembers when', async () => {
    given('sent');
    const at = world.clock.at / 1_000;
    expect(await say({ event: 'processed' }, { event: 'delivered', timestamp: at - 60 })).toBe(2);
    expect(message()).toMatchObject({ status: 'delivered', deliveredAt: new Date(world.clock.at - 60_000) });
    await say({ event: 'open', timestamp: at - 30 }, { event: 'click', timestamp: at + 999 });
    expect(message()).toMatchObject({ openedAt: new Date(world.clock.at - 30_000), clickedAt: world.now() });
  });

  it.each([
    ['processed', 'sent'],
    ['deferred', 'sent'],
    ['delivered', 'delivered'],
    ['open', 'delivered'],
    ['bounce', 'bounced'],
    ['dropped', 'failed'],
  ] as const)('settles a message of unknown fate: %s', async (event, status) => {
    given('unknown');
    await say({ event });
    expect(message()?.status).toBe(status);
  });

  it('takes nothing back when events come in another order', async () => {
    given('sent');
    await say(
      { event: 'delivered' },
      { event: 'processed' },
      { event: 'bounce', type: 'bounce' },
      { event: 'delivered' },
    );
    expect(message()?.status).toBe('bounced');
  });

  it('leaves a message alone that is being sent right now', async () => {
    given('sending');
    await say({ event: 'processed' });
    expect(message()?.status).toBe('sending');
  });

  it('passes over what is not ours or makes no sense', async () => {
    given('sent');
    const odd = [
      null,
      7,
      'x',
      {},
      { event: 'bounce' },
      { event: 'bounce', mooring_message: 'theirs', email: 'x@acme.io' },
    ];
    expect(await recordProviderEvents(world.runtime, odd)).toBe(0);
    expect(await recordProviderEvents(world.runtime, undefined)).toBe(0);
    expect(await say({ event: 'group_resubscribe' })).toBe(1);
    expect(message()?.status).toBe('sent');
    expect(world.suppressions.size).toBe(0);
  });
});

describe('an address the provider complains of', () => {
  it.each([
    [{ event: 'bounce', type: 'bounce', status: '5.1.1', reason: '550 no such user' }, 'bounced'],
    [{ event: 'bounce' }, 'bounced'],
    [{ event: 'dropped', reason: 'Bounced Address' }, 'bounced'],
    [{ event: 'dropped', reason: 'Spam Reporting Address' }, 'complained'],
    [{ event: 'spamreport' }, 'complained'],
  ])('gets nothing any more: %j', async (event, reason) => {
    given('sent');
    await say(event);
    expect(world.suppressions.get('c1@acme.io')).toMatchObject({ reason });
    world.message({ id: 'm2', purpose: 'service' });
    await deliverDue(world.runtime, { partitions: [0], by: 'w', limit: 10 });
    expect(world.messages.get('m2')).toMatchObject({ status: 'suppressed', reason });
  });

  it.each([
    { event: 'bounce', type: 'blocked', reason: 'greylisted' },
    { event: 'bounce', type: 'bounce', status: '4.2.2', reason: 'mailbox full' },
    { event: 'dropped', reason: 'SMTPAPI error' },
    { event: 'deferred' },
  ])('gets mail again where it was only for now: %j', async (event) => {
    given('sent');
    await say(event);
    expect(world.suppressions.size).toBe(0);
  });

  it('keeps the reason it had first', async () => {
    given('sent');
    await say({ event: 'spamreport' }, { event: 'bounce' });
    await say({ event: 'bounce' });
    expect(world.suppressions.get('c1@acme.io')?.reason).toBe('complained');
  });
});

describe('an unsubscription at the provider', () => {
  it.each(['unsubscribe', 'group_unsubscribe'])('stops marketing: %s', async (event) => {
    given('delivered');
    await say({ event }, { event });
    expect(world.contacts.get('c1')).toMatchObject({ rev: 2, permissions: { email: 'denied' } });
  });
});
