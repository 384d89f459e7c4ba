import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absorbContact,
  applyToAccount,
  applyToContact,
  newAccount,
  newContact,
} from '../../../server/use-cases/ingest/apply-calls.ts';
import type { Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';

const base = Date.UTC(2026, 2, 2);

function call(change: Partial<StoredEvent> & { at?: number }): StoredEvent {
  const { at = 0, ...rest } = change;
  const timestamp = new Date(base + at * 1_000);
  return {
    id: 'm',
    type: 'identify',
    sourceId: 'u:u1',
    userId: 'u1',
    timestamp,
    receivedAt: timestamp,
    properties: {},
    context: {},
    keyId: 'k',
    ...rest,
  };
}

const first = call({ at: 1_000_000, type: 'track', name: 'Seen' });

describe('traits', () => {
  it('are merged shallowly; the later timestamp wins whatever the order of arrival', () => {
    const late = applyToContact(
      newContact('c', 0, first),
      call({ at: 20, traits: { plan: 'pro', address: { city: 'Łódź' } } }),
    );
    const early = applyToContact(
      late,
      call({ at: 10, traits: { plan: 'free', seats: 3, address: { street: 'Piotrkowska' } } }),
    );
    expect(early.traits).toEqual({ plan: 'pro', address: { city: 'Łódź' }, seats: 3 });
  });

  it('keep null, and come to the top where everything asks for them', () => {
    const contact = applyToContact(
      newContact('c', 0, first),
      call({ traits: { email: ' ala@example.com ', timezone: 'Europe/Warsaw', locale: 'pl', plan: null } }),
    );
    expect(contact).toMatchObject({
      email: 'ala@example.com',
      zone: 'Europe/Warsaw',
      locale: 'pl',
      traits: { plan: null },
    });
  });

  it('never take an address from what is none', () => {
    const contact = applyToContact(
      newContact('c', 0, first),
      call({ traits: { email: 'ala@example.com\r\nBcc: all@example.com' } }),
    );
    expect(contact.email).toBeUndefined();
  });

  it('give the same contact in any order, and twice the same as once', () => {
    const trait = fc.record({
      key: fc.constantFrom('a', 'b', 'toString', '__x'),
      value: fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
      at: fc.integer({ min: 0, max: 50 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(trait, { selector: ({ key, at }) => `${key}${at}`, maxLength: 8 }),
        fc.func(fc.integer()),
        (traits, order) => {
          const calls = traits.map(({ key, value, at }) => call({ at, traits: { [key]: value } }));
          const shuffled = [...calls].sort((a, b) => order(a.timestamp) - order(b.timestamp));
          const apply = (list: StoredEvent[]) =>
            list.reduce((contact, each) => applyToContact(contact, each), newContact('c', 0, first));
          expect(apply([...shuffled, ...calls]).traits).toEqual(apply(calls).traits);
        },
      ),
    );
  });
});

describe('a sender that makes up a new trait with every call', () => {
  it('fills a contact up to a thousand and no further; known traits still change', () => {
    const many = (from: number) =>
      Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`t${from + index}`, 1]));
    let contact = newContact('c', 0, first);
    for (let index = 0; index < 5; index++)
      contact = applyToContact(contact, call({ at: index, traits: many(index * 400) }));
    expect(Object.keys(contact.traits)).toHaveLength(1_000);
    expect(applyToContact(contact, call({ at: 9, traits: { t0: 2, another: 1 } })).traits).toMatchObject({
      t0: 2,
    });
  });
});

describe('when somebody appeared', () => {
  it('is the earliest call, moved back by an earlier createdAt', () => {
    const contact = applyToContact(newContact('c', 0, first), call({ at: 5 }));
    expect(contact.appearedAt).toEqual(new Date(base + 5_000));
    expect(
      applyToContact(contact, call({ at: 6, traits: { createdAt: '2025-01-01T00:00:00Z' } })).appearedAt,
    ).toEqual(new Date('2025-01-01T00:00:00Z'));
    expect(applyToContact(contact, call({ at: 7, traits: { createdAt: 0 } })).appearedAt).toEqual(
      new Date(base + 5_000),
    );
  });
});

describe('an account', () => {
  it('has the well-known traits at the top, each as its type', () => {
    const account = applyToAccount(
      newAccount('acme', first),
      call({
        type: 'group',
        groupId: 'acme',
        traits: { name: 'Acme', mrr: 500, plan: 'pro', seats: '7', industry: 'tea' },
      }),
    );
    expect(account).toMatchObject({
      name: 'Acme',
      mrr: 500,
      plan: 'pro',
      traits: { industry: 'tea', seats: '7' },
    });
    expect(account.seats).toBeUndefined();
  });

  it('is the one of the latest group call by timestamp', () => {
    const second = applyToContact(newContact('c', 0, first), call({ at: 20, type: 'group', groupId: 'b' }));
    expect(applyToContact(second, call({ at: 10, type: 'group', groupId: 'a' })).accountId).toBe('b');
  });

  it('is left for the next one until somebody comes back, whichever call comes first, and twice as well', () => {
    const joins = (groupId: string, at: number) => call({ at, type: 'group', groupId });
    const told = (...calls: ReturnType<typeof joins>[]) =>
      calls.reduce((contact, one) => applyToContact(contact, one), newContact('c', 0, first));
    const left = [{ id: 'a', at: base + 20_000 }];
    expect(told(joins('a', 10)).leftAccounts).toBeUndefined();
    expect(told(joins('a', 10), joins('b', 20))).toMatchObject({ accountId: 'b', leftAccounts: left });
    expect(told(joins('b', 20), joins('a', 10), joins('a', 10)).leftAccounts).toEqual(left);
    expect(told(joins('a', 10), joins('b', 20), joins('b', 20)).leftAccounts).toEqual(left);
    expect(told(joins('a', 10), joins('b', 20), joins('a', 30))).toMatchObject({
      accountId: 'a',
      leftAccounts: [{ id: 'b', at: base + 30_000 }],
    });
    const many = told(...Array.from({ length: 30 }, (_, at) => joins(`co-${at}`, at)));
    expect(many.leftAccounts).toHaveLength(10);
  });
});

describe('two contacts that are one', () => {
  it('become the survivor, who keeps newer traits and the earlier appearance', () => {
    const survivor = applyToContact(
      newContact('known', 0, call({ at: 50 })),
      call({ at: 50, traits: { plan: 'pro' } }),
    );
    const loser = applyToContact(
      newContact('anonymous', 0, call({ at: 10 })),
      call({ at: 60, traits: { plan: 'team', source: 'ad' } }),
    );
    expect(absorbContact(survivor, loser)).toMatchObject({
      id: 'known',
      traits: { plan: 'team', source: 'ad' },
      appearedAt: new Date(base + 10_000),
    });
  });

  it('left what either left, unless they belong to it', () => {
    const one = {
      ...newContact('known', 0, call({ at: 1 })),
      accountId: 'b',
      leftAccounts: [{ id: 'a', at: 5 }],
    };
    const leftAccounts = [
      { id: 'a', at: 7 },
      { id: 'b', at: 8 },
    ];
    const other = { ...newContact('other', 0, call({ at: 1 })), leftAccounts };
    expect(absorbContact(one, other).leftAccounts).toEqual([{ id: 'a', at: 7 }]);
  });

  it('keep every no that either of them said', () => {
    const [known, other] = ['known', 'other'].map((id) => newContact(id, 0, call({ at: 1 })));
    if (!known || !other) throw new Error('there are two');
    const survivor: Contact = {
      ...known,
      permissions: { email: 'granted', phone: 'unknown', topicsOff: ['tips'] },
    };
    const loser: Contact = {
      ...other,
      permissions: { email: 'denied', phone: 'granted', topicsOff: ['news'], objected: true },
    };
    expect(absorbContact(survivor, loser).permissions).toEqual({
      email: 'denied',
      phone: 'granted',
      topicsOff: ['tips', 'news'],
      objected: true,
    });
    expect(absorbContact(survivor, known).permissions).toEqual({ ...survivor.permissions });
  });
});
