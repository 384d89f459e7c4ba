import { describe, expect, it } from 'vitest';
import { type AccountPeople, peopleWhoAre } from '../../server/engine/recipients.ts';
import { newAccount, newContact } from '../../server/use-cases/ingest/apply-calls.ts';
import type { Account, Contact } from '../../shared/contact.ts';
import type { StoredEvent } from '../../shared/event.ts';

const at = new Date('2026-03-02T09:00:00Z');
const call = { id: 'm', sourceId: 's', timestamp: at, receivedAt: at } as StoredEvent;

function person(userId: string, more: Partial<Contact> = {}): Contact {
  return { ...newContact(userId, 0, call), userId, email: `${userId}@acme.test`, ...more };
}

function account(traits: Record<string, unknown> = {}): Account {
  return { ...newAccount('acme', call), traits };
}

const people = (more: Partial<AccountPeople>): AccountPeople => ({
  account: account(),
  members: [],
  ...more,
});

describe('the people of an account', () => {
  it('are billing contacts when the account names them by id or address, before those with the role', () => {
    const members = [person('ann', { traits: { role: 'Finance' } }), person('bo'), person('cy')];
    expect(
      peopleWhoAre('billing-contact', people({ members, account: account({ billingContact: 'bo' }) })),
    ).toMatchObject([{ userId: 'bo' }, { userId: 'ann' }]);
    expect(
      peopleWhoAre(
        'billing-contact',
        people({ members, account: account({ billingEmail: 'CY@acme.test' }) }),
      ),
    ).toMatchObject([{ userId: 'cy' }, { userId: 'ann' }]);
  });

  it('are admins by trait, by one of several roles, or by tag', () => {
    const members = [
      person('ann', { traits: { role: 'owner' } }),
      person('bo', { traits: { roles: ['editor', 'Admin'] } }),
      person('cy', { tags: ['administrator'] }),
      person('di', { traits: { role: 'administrative' } }),
    ];
    expect(peopleWhoAre('admin', people({ members })).map(({ userId }) => userId)).toEqual([
      'ann',
      'bo',
      'cy',
    ]);
  });

  it('are most active in the order in which they were seen last, and only five are tried', () => {
    const members = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => person(id));
    expect(peopleWhoAre('most-active', people({ members })).map(({ userId }) => userId)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
  });

  it('never are strangers without a user id', () => {
    const stranger = { ...person('x'), userId: undefined };
    expect(peopleWhoAre('most-active', people({ members: [stranger] }))).toEqual([]);
    expect(peopleWhoAre('person-concerned', people({ concerned: stranger }))).toEqual([]);
  });
});
