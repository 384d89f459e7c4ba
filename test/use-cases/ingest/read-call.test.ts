import { describe, expect, it } from 'vitest';
import { type CallContext, readCall } from '../../../server/use-cases/ingest/read-call.ts';
import { Problem } from '../../../shared/problems.ts';

const receivedAt = new Date('2026-03-02T09:00:00.000Z');
const about: CallContext = {
  receivedAt,
  keyId: 'k1',
  historical: false,
  isBrowser: false,
  measure: true,
  freshId: () => 'fresh',
};

function codeOf(raw: unknown, more: Partial<CallContext> = {}): string {
  try {
    readCall(raw, { ...about, ...more });
  } catch (fault) {
    if (fault instanceof Problem) return fault.code;
    throw fault;
  }
  return 'accepted';
}

const track = { type: 'track', userId: 'u1', event: 'Signed In', messageId: 'm1' };

describe('reading a call', () => {
  it('keeps ids as sent, also numbers, and makes a messageId where there is none', () => {
    expect(readCall({ ...track, userId: 42, messageId: undefined }, about)).toMatchObject({
      sourceId: 'u:42',
      userId: '42',
      id: 'fresh',
    });
    expect(readCall({ type: 'track', anonymousId: 'anon', event: 'Seen' }, about)).toMatchObject({
      sourceId: 'a:anon',
    });
  });

  it('says what is wrong with it', () => {
    expect(codeOf({ ...track, event: undefined })).toBe('EVENT_NAME_MISSING');
    expect(codeOf({ ...track, event: '  ' })).toBe('EVENT_NAME_MISSING');
    expect(codeOf({ ...track, event: 7 })).toBe('EVENT_FIELD_INVALID');
    expect(codeOf({ ...track, userId: '' })).toBe('EVENT_ID_MISSING');
    expect(codeOf({ ...track, type: 'shout' })).toBe('EVENT_TYPE_UNKNOWN');
    expect(codeOf({ ...track, userId: 'x'.repeat(256) })).toBe('EVENT_FIELD_INVALID');
    expect(codeOf({ ...track, properties: [] })).toBe('EVENT_FIELD_INVALID');
    expect(codeOf({ ...track, timestamp: 'yesterday' })).toBe('EVENT_FIELD_INVALID');
    expect(codeOf({ ...track, timestamp: '1970-01-01T00:00:00Z' })).toBe('EVENT_FIELD_INVALID');
    expect(codeOf({ type: 'group', userId: 'u1' })).toBe('EVENT_FIELD_INVALID');
    expect(codeOf('hello')).toBe('EVENT_FIELD_INVALID');
    expect(codeOf(null)).toBe('EVENT_FIELD_INVALID');
  });

  it('refuses operators anywhere in it, and names the place', () => {
    expect(() =>
      readCall({ type: 'identify', userId: 'u1', traits: { a: [{ $where: '1' }] } }, about),
    ).toThrow(/traits\.a\.0\.\$where/);
    expect(codeOf({ ...track, properties: { $gt: 1 } })).toBe('OPERATOR_KEY_REFUSED');
    expect(
      codeOf(JSON.parse('{"type":"track","userId":"u","event":"e","properties":{"__proto__":{"a":1}}}')),
    ).toBe('EVENT_FIELD_INVALID');
  });

  it('refuses what is nested too deep or too large', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 2_000; level++) deep = { deep };
    expect(codeOf({ ...track, properties: { deep } }, { measure: false })).toBe('EVENT_FIELD_INVALID');
    expect(codeOf({ ...track, properties: { text: 'x'.repeat(40_000) } })).toBe('EVENT_TOO_LARGE');
  });

  it('never stores what is named like a secret', () => {
    const { traits } = readCall(
      {
        type: 'identify',
        userId: 'u1',
        traits: { password: 'p', plan: 'pro', card: { card_number: '4', last4: '4242' } },
      },
      about,
    );
    expect(traits).toEqual({ plan: 'pro', card: { last4: '4242' } });
  });

  it('corrects the sender’s clock and clamps the future to the receipt', () => {
    const sent = { ...track, timestamp: '2026-03-02T11:00:00.000Z', sentAt: '2026-03-02T11:00:10.000Z' };
    expect(readCall(sent, about).timestamp.toISOString()).toBe('2026-03-02T08:59:50.000Z');
    expect(readCall({ ...track, timestamp: '2026-03-05T00:00:00Z' }, about).timestamp).toEqual(receivedAt);
    expect(readCall(track, { ...about, sentAt: '2026-03-02T10:00:00Z' }).timestamp).toEqual(receivedAt);
  });

  it('turns page and screen calls into events with name and URL among the properties', () => {
    const page = {
      type: 'page',
      userId: 'u1',
      name: 'Pricing',
      properties: { url: 'https://a.example/pricing?x=1' },
      context: { page: { path: '/pricing' } },
    };
    expect(readCall(page, about)).toMatchObject({
      name: 'Page Viewed',
      properties: { name: 'Pricing', url: 'https://a.example/pricing?x=1', path: '/pricing' },
    });
    expect(readCall({ type: 'screen', userId: 'u1', name: 'Home' }, about)).toMatchObject({
      name: 'Screen Viewed',
    });
  });

  it('lets a browser key say little about people nobody knows, and nothing about those we know', () => {
    const browser = { isBrowser: true };
    expect(codeOf(track, browser)).toBe('BROWSER_USER_REFUSED');
    expect(codeOf({ type: 'group', anonymousId: 'a', groupId: 'g' }, browser)).toBe('BROWSER_CALL_REFUSED');
    expect(codeOf({ type: 'alias', userId: 'u', previousId: 'a' }, browser)).toBe('BROWSER_CALL_REFUSED');
    const identify = {
      type: 'identify',
      anonymousId: 'a',
      traits: { email: 'x@y.example', plan: 'pro', theme: 'dark' },
    };
    expect(readCall(identify, { ...about, ...browser }).traits).toEqual({ theme: 'dark' });
  });

  it('ignores a time zone nobody knows', () => {
    expect(readCall({ ...track, context: { timezone: 'Mars/Olympus' } }, about).context).toEqual({});
    expect(
      readCall({ ...track, context: { timezone: 'Europe/Warsaw', locale: 'pl-PL' } }, about).context,
    ).toEqual({ zone: 'Europe/Warsaw', locale: 'pl-PL' });
  });
});
