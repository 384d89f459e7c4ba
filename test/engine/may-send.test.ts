import { describe, expect, it } from 'vitest';
import { isDemoAddress, liveAllowed, maySend, type SendQuestion } from '../../server/engine/may-send.ts';
import type { Permissions } from '../../shared/contact.ts';

const now = new Date('2026-03-01T12:00:00Z');
const permitted = (email: Permissions['email'], topicsOff: string[] = []) => ({
  email: 'ada@acme.io',
  permissions: { email, phone: 'unknown' as const, topicsOff },
});
const objecting = ({ email, permissions }: ReturnType<typeof permitted>) => ({
  email,
  permissions: { ...permissions, objected: true },
});
const customers = { permissionRule: 'existing-customers' as const };
const consent = { permissionRule: 'consent' as const };

type Case = [string, Partial<SendQuestion>, string];
const cases: Case[] = [
  ['a customer of unknown permission, where customers may be written to', {}, 'allowed'],
  ['what an unverified browser event led to', { unverified: true }, 'unverified'],
  ['a customer of unknown permission, where consent is needed', { settings: consent }, 'no-consent'],
  [
    'service mail to unknown permission, where consent is needed',
    { settings: consent, purpose: 'service' },
    'allowed',
  ],
  ['a contact who agreed', { contact: permitted('granted'), settings: consent }, 'allowed'],
  ['a contact who unsubscribed', { contact: permitted('denied') }, 'unsubscribed'],
  [
    'service mail to a contact who unsubscribed',
    { contact: permitted('denied'), purpose: 'service' },
    'allowed',
  ],
  ['a contact who objected', { contact: objecting(permitted('granted')) }, 'objected'],
  [
    'service mail to a contact who objected',
    { contact: objecting(permitted('granted')), purpose: 'service' },
    'allowed',
  ],
  ['a topic that is off', { contact: permitted('granted', ['tips']), topic: 'tips' }, 'topic-off'],
  ['another topic', { contact: permitted('granted', ['tips']), topic: 'news' }, 'allowed'],
  ['no topic', { contact: permitted('granted', ['tips']) }, 'allowed'],
  [
    'service mail of a topic that is off',
    { contact: permitted('granted', ['tips']), topic: 'tips', purpose: 'service' },
    'allowed',
  ],
  ['no address', { contact: { ...permitted('granted'), email: undefined } }, 'no-address'],
  ['an empty address', { contact: { ...permitted('granted'), email: '' } }, 'no-address'],
  ['an erased contact', { contact: undefined, purpose: 'service' }, 'erased'],
  ['an address that bounced', { suppression: { reason: 'bounced' }, purpose: 'service' }, 'bounced'],
  ['an address that complained', { suppression: { reason: 'complained' }, purpose: 'service' }, 'complained'],
  ['an address that was erased', { suppression: { reason: 'erased' }, purpose: 'service' }, 'erased'],
  [
    'an address stopped by hand',
    { suppression: { reason: 'suppressed-by-hand' }, contact: permitted('granted') },
    'suppressed-by-hand',
  ],
  ['a window that is over', { expiresAt: now }, 'window-expired'],
  ['a window still open', { expiresAt: new Date(now.getTime() + 1) }, 'allowed'],
  [
    'the reason that stops everything first',
    { contact: permitted('denied'), suppression: { reason: 'bounced' } },
    'bounced',
  ],
];

describe('permission to send', () => {
  it.each(cases)('for %s', (_, change, expected) => {
    const answer = maySend({
      contact: permitted('unknown'),
      purpose: 'marketing',
      settings: customers,
      now,
      ...change,
    });
    expect(answer.allowed ? 'allowed' : answer.reason).toBe(expected);
  });
});

describe('the way a message goes', () => {
  const ready = {
    contact: { email: 'ada@acme.io' },
    from: 'Pier <hi@pier.io>',
    hasLiveProvider: true,
    settings: { postalAddress: 'Long Street 1', sendingStopped: false },
  };

  it('is live when nothing is missing', () => {
    expect(liveAllowed(ready)).toEqual({ to: 'live' });
  });

  it.each([
    [{ hasLiveProvider: false }, ['SENDGRID_API_KEY']],
    [{ from: undefined }, ['MAIL_FROM']],
    [{ from: '  ' }, ['MAIL_FROM']],
    [{ settings: { postalAddress: ' \n', sendingStopped: false } }, ['postalAddress']],
  ] as const)('is the preview outbox with what is missing: %j', (change, missing) => {
    expect(liveAllowed({ ...ready, ...change })).toEqual({ to: 'preview', because: 'not-live', missing });
  });

  it('is the preview outbox for demo contacts, whatever provider is set', () => {
    const demo = { to: 'preview', because: 'demo', missing: [] };
    expect(liveAllowed({ ...ready, contact: { email: 'ada@acme.io', demo: true } })).toEqual(demo);
    expect(liveAllowed({ ...ready, contact: { email: 'Ada@Example.COM' } })).toEqual(demo);
    expect(liveAllowed({ ...ready, address: 'ada@example.com' })).toEqual(demo);
    expect(liveAllowed({ ...ready, demo: true })).toEqual(demo);
  });

  it('is nowhere while sending is stopped, also for demo contacts', () => {
    const settings = { ...ready.settings, sendingStopped: true };
    expect(liveAllowed({ ...ready, settings })).toEqual({ to: 'nowhere' });
    expect(liveAllowed({ ...ready, settings, demo: true })).toEqual({ to: 'nowhere' });
  });
});

describe('a demo address', () => {
  it.each(['a@example.com', 'a@mail.example.com', 'A@EXAMPLE.COM.', 'A <a@example.com>'])(
    'is %s',
    (address) => {
      expect(isDemoAddress(address)).toBe(true);
    },
  );
  it.each(['a@examples.com', 'a@myexample.com', 'a@example.com.pl', 'a@customer.test', undefined, ''])(
    'is not %s',
    (address) => {
      expect(isDemoAddress(address)).toBe(false);
    },
  );
});
