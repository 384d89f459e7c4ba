import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveContacts } from '../../server/use-cases/ingest/resolve-contacts.ts';
import type { Contact } from '../../shared/contact.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { openWorld, type World, writeKey } from '../support/world.ts';

describe('who somebody is', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const owner = async (source: string): Promise<Contact | undefined> =>
    (await world.runtime.contacts.bySourceIds([source])).get(source);
  const batch = (calls: Record<string, unknown>[]) =>
    world.runtime.ingest.batch({ batch: calls }, writeKey, { bytes: 100, historical: false });

  it('is known by user id from the first call on, whatever its type', async () => {
    await batch([{ type: 'track', userId: 'ann', event: 'Seen' }]);
    await world.settle();
    expect(await owner('u:ann')).toMatchObject({ userId: 'ann', sourceIds: ['u:ann'] });
  });

  it('joins what was done anonymously when a call carries both ids', async () => {
    await batch([
      { type: 'track', anonymousId: 'a1', event: 'Seen' },
      { type: 'identify', anonymousId: 'a1', traits: { source: 'ad' } },
    ]);
    await world.settle();
    await batch([{ type: 'identify', userId: 'bea', anonymousId: 'a1', traits: { plan: 'pro' } }]);
    await world.settle();
    const bea = await owner('u:bea');
    expect(bea).toMatchObject({ userId: 'bea', traits: { source: 'ad', plan: 'pro' } });
    expect((await owner('a:a1'))?.id).toBe(bea?.id);
  });

  it('keeps two known people on one device apart', async () => {
    await batch([{ type: 'identify', userId: 'cat', anonymousId: 'shared', traits: {} }]);
    await batch([{ type: 'identify', userId: 'dog', anonymousId: 'shared', traits: {} }]);
    await world.settle();
    expect((await owner('u:cat'))?.id).not.toBe((await owner('u:dog'))?.id);
    expect((await owner('a:shared'))?.userId).toBe('cat');
  });

  it('becomes one by alias, in one batch or across batches, replayed or not', async () => {
    const alias = { type: 'alias', userId: 'eve', previousId: 'e-anonymous', messageId: 'alias-1' };
    await batch([
      { type: 'track', anonymousId: 'e-anonymous', event: 'Seen' },
      { type: 'identify', userId: 'eve', traits: { plan: 'pro' } },
      alias,
    ]);
    await world.settle();
    expect((await owner('a:e-anonymous'))?.userId).toBe('eve');
    const [stored] = await world.runtime.events.byIds(['alias-1']);
    const before = await owner('u:eve');
    if (stored) await resolveContacts(world.runtime, [stored]);
    expect(await owner('u:eve')).toEqual(before);
  });

  it('has one contact however many writers meet at the same moment', async () => {
    const event = (index: number): StoredEvent => ({
      id: `race-${index}`,
      type: 'identify',
      sourceId: 'u:race',
      userId: 'race',
      timestamp: world.now(),
      receivedAt: world.now(),
      properties: {},
      traits: { [`trait${index}`]: index },
      context: {},
      keyId: 'k1',
    });
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => resolveContacts(world.runtime, [event(index)])),
    );
    expect(Object.keys((await owner('u:race'))?.traits ?? {}).sort()).toEqual(
      Array.from({ length: 8 }, (_, index) => `trait${index}`),
    );
  });

  it('remembers names that were seen, duplicates and refusals', async () => {
    await batch([
      { type: 'track', userId: 'fay', event: 'Exported', messageId: 'dup' },
      { type: 'track', userId: 'fay', messageId: 'bad' },
    ]);
    await batch([{ type: 'track', userId: 'fay', event: 'Exported', messageId: 'dup' }]);
    await world.settle();
    expect((await world.runtime.names.all()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Exported', 'plan']),
    );
    const calls = (await world.runtime.calls.recent({ limit: 10, userId: 'fay' })).items;
    expect(calls.map(({ status, code, messageId }) => ({ status, code, messageId }))).toEqual(
      expect.arrayContaining([
        { status: 'rejected', code: 'EVENT_NAME_MISSING', messageId: 'bad' },
        { status: 'duplicate', code: undefined, messageId: 'dup' },
      ]),
    );
  });
});
