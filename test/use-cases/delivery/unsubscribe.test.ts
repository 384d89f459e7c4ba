import { beforeEach, describe, expect, it } from 'vitest';
import { describeUnsubscribe, unsubscribe } from '../../../server/use-cases/delivery/unsubscribe.ts';
import { unsubscribeToken } from '../../../server/use-cases/delivery/unsubscribe-link.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

let world: DeliveryWorld;
let token: string;
beforeEach(() => {
  world = deliveryWorld();
  world.contact();
  token = unsubscribeToken(world.runtime.installation, { contactId: 'c1', messageId: 'm1', topic: 'Tips' });
});
const permissions = (id = 'c1') => world.contacts.get(id)?.permissions;

describe('opening an unsubscribe link', () => {
  it('shows whose it is and changes nothing', async () => {
    const before = JSON.stringify([...world.contacts]);
    expect(await describeUnsubscribe(world.runtime, token)).toEqual({
      language: 'en',
      companyName: 'Pier',
      address: 'c…@acme.io',
      unsubscribed: false,
      topics: [{ name: 'Tips', off: false }],
    });
    expect(JSON.stringify([...world.contacts])).toBe(before);
  });

  it('speaks the contact’s language', async () => {
    world.contact({ locale: 'pl-PL' });
    expect((await describeUnsubscribe(world.runtime, token)).language).toBe('pl');
  });

  it('lists the topics published workflows write about', async () => {
    const steps = {
      a: { kind: 'send-email', topic: 'News' },
      b: { kind: 'send-email', topic: 'Bills', purpose: 'service' },
      c: null,
    };
    Object.assign(world.runtime.workflows, { published: async () => [{ version: { document: { steps } } }] });
    const { topics } = await describeUnsubscribe(world.runtime, token);
    expect(topics.map(({ name }) => name)).toEqual(['News', 'Tips']);
  });

  it.each(['', 'nonsense', 'a.b'])('refuses a link that is not ours: %j', async (given) => {
    const refused = expect.objectContaining({ code: 'LINK_INVALID' });
    await expect(describeUnsubscribe(world.runtime, given)).rejects.toThrowError(refused);
    await expect(unsubscribe(world.runtime, given, { all: true })).rejects.toThrowError(refused);
  });
});

describe('unsubscribing', () => {
  it('with one click stops all marketing, and again changes nothing', async () => {
    expect(await unsubscribe(world.runtime, token)).toMatchObject({
      unsubscribed: true,
      done: 'unsubscribed',
    });
    expect(permissions()?.email).toBe('denied');
    const { rev, consents } = world.contacts.get('c1') ?? {};
    expect(rev).toBe(2);
    expect(consents).toEqual([{ at: expect.any(Number), of: 'email', to: 'denied', source: 'link' }]);
    await unsubscribe(world.runtime, token, { all: true });
    expect(world.contacts.get('c1')?.rev).toBe(rev);
  });

  it('from a topic leaves the others on, and can be taken back', async () => {
    world.contact({ permissions: { email: 'granted', phone: 'unknown', topicsOff: ['Old'] } });
    await unsubscribe(world.runtime, token, { topics: ['Tips', 'Old', 'Made up'] });
    expect(permissions()).toEqual({ email: 'granted', phone: 'unknown', topicsOff: ['Old', 'Tips'] });
    expect(await unsubscribe(world.runtime, token, { topics: [] })).toMatchObject({ done: 'saved' });
    expect(permissions()?.topicsOff).toEqual([]);
  });

  it('can be taken back', async () => {
    await unsubscribe(world.runtime, token);
    expect(await unsubscribe(world.runtime, token, { all: false })).toMatchObject({
      unsubscribed: false,
      done: 'subscribed',
    });
    expect(permissions()?.email).toBe('granted');
  });

  it('wins over somebody who changes the contact at the same moment', async () => {
    const { save } = world.runtime.contacts;
    let raced = false;
    world.runtime.contacts.save = async (changes) => {
      if (!raced) {
        raced = true;
        world.contact({ rev: 7, traits: { plan: 'Pro' } });
      }
      return save(changes);
    };
    await unsubscribe(world.runtime, token);
    expect(world.contacts.get('c1')).toMatchObject({
      rev: 8,
      traits: { plan: 'Pro' },
      permissions: { email: 'denied' },
    });
  });

  it('means the address, whoever else has it', async () => {
    world.contact({ id: 'c2', email: 'c1@acme.io' });
    await unsubscribe(world.runtime, token);
    expect(permissions('c2')?.email).toBe('denied');
  });

  it('finds a contact that was merged into another since', async () => {
    world.contacts.clear();
    world.contact({ id: 'c9', sourceIds: ['u:ada', 'a:x'] });
    world.message({ id: 'm1', contactId: 'c1', userId: 'ada' });
    await unsubscribe(world.runtime, token);
    expect(permissions('c9')?.email).toBe('denied');
  });
});
