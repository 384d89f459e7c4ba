import { describe, expect, it } from 'vitest';
import { newContact } from '../../../server/use-cases/ingest/apply-calls.ts';
import { rememberContacts } from '../../../server/use-cases/ingest/known-contacts.ts';
import type { Runtime } from '../../../server/use-cases/runtime.ts';
import type { StoredEvent } from '../../../shared/event.ts';

const now = new Date('2026-03-02T09:00:00Z');
const books = {
  plans: {
    startedBy: (name: string) => (name === 'Starts' ? [{}] : []),
    listeningTo: (name: string) => (name === 'Ends' ? ['w1'] : []),
    metersOf: (name: string) => (name === 'Stored' ? [{}] : []),
  },
  watchBook: { of: () => ({ concerns: ([token]: string[]) => token === 'event:Watched' }) },
} as unknown as Pick<Runtime, 'plans' | 'watchBook'>;

function event(change: Partial<StoredEvent> = {}): StoredEvent {
  return {
    id: 'm',
    type: 'track',
    name: 'Seen',
    sourceId: 'u:u1',
    userId: 'u1',
    timestamp: now,
    receivedAt: now,
    properties: {},
    context: {},
    keyId: 'k',
    ...change,
  };
}

const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

describe('an event of a contact known a moment ago', () => {
  const known = rememberContacts();
  known.learn(event(), newContact('c1', 0, event()), now);
  const concerns = (change: Partial<StoredEvent>, at = now) =>
    known.concerning([event(change)], books, at).length === 1;

  it('needs no matching where it changes nobody and no workflow cares', () => {
    expect(concerns({})).toBe(false);
  });

  it('is matched where a workflow starts with it or listens to it', () => {
    expect(concerns({ name: 'Starts' })).toBe(true);
    expect(concerns({ name: 'Ends' })).toBe(true);
  });

  it('is matched where it says what a meter stands at', () => {
    expect(concerns({ name: 'Stored' })).toBe(true);
  });

  it('is matched where a remembered condition reads it', () => {
    expect(concerns({ name: 'Watched' })).toBe(true);
  });

  it('is matched where it tells something new of the contact', () => {
    expect(concerns({ type: 'identify', name: undefined, traits: { plan: 'pro' } })).toBe(true);
    expect(concerns({ type: 'group', name: undefined, groupId: 'acme' })).toBe(true);
    expect(concerns({ anonymousId: 'a1' })).toBe(true);
    expect(concerns({ context: { zone: 'Europe/Warsaw' } })).toBe(true);
    expect(concerns({ timestamp: minutes(-10) })).toBe(true);
    expect(concerns({ timestamp: minutes(6), receivedAt: minutes(6) })).toBe(true);
  });

  it('is matched where the contact is unknown or was read too long ago', () => {
    expect(concerns({ sourceId: 'u:u2', userId: 'u2' })).toBe(true);
    expect(concerns({}, minutes(1))).toBe(true);
  });
});
