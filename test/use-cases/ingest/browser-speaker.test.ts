import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { browserSpeaker } from '../../../server/use-cases/ingest/browser-speaker.ts';
import { identitySecret, provesUser } from '../../../server/use-cases/people/identity-secret.ts';
import { Problem } from '../../../shared/problems.ts';

const installation = { linkSecret: 'of this installation' };
const receivedAt = new Date('2026-03-02T09:00:00Z');
const about = {
  receivedAt,
  proves: (userId: string, hash: string) => provesUser(installation, 'k1', userId, hash),
};
const hashOf = (userId: string, keyId = 'k1') =>
  createHmac('sha256', identitySecret(installation, keyId)).update(userId).digest('hex');

function codeOf(...[type, raw]: [Parameters<typeof browserSpeaker>[0], Record<string, unknown>]): string {
  try {
    browserSpeaker(type, raw, about);
  } catch (fault) {
    if (fault instanceof Problem) return fault.code;
    throw fault;
  }
  return 'accepted';
}

describe('a browser', () => {
  it('speaks for a user with proof alone, and merges nobody with them', () => {
    const said = { userId: 'u1', anonymousId: 'of somebody else', userHash: hashOf('u1') };
    expect(browserSpeaker('track', said, about)).toEqual({ userId: 'u1', anonymousId: undefined });
    expect(browserSpeaker('track', { userId: 'u1', context: { userHash: hashOf('u1') } }, about).userId).toBe(
      'u1',
    );
    expect(codeOf('track', { userId: 'u2', userHash: hashOf('u1') })).toBe('BROWSER_USER_REFUSED');
    expect(codeOf('track', { userId: 'u1', userHash: hashOf('u1', 'k2') })).toBe('BROWSER_USER_REFUSED');
    expect(codeOf('track', { userId: 'u1' })).toBe('BROWSER_USER_REFUSED');
  });

  it('counts as the anonymous visitor where proof is missing, and is marked', () => {
    expect(browserSpeaker('track', { userId: 'u1', anonymousId: 'a1' }, about)).toEqual({
      userId: undefined,
      anonymousId: 'a1',
      unverified: true,
    });
  });

  it('says of an account only that a component is there, under one id a day', () => {
    const component = {
      anonymousId: 'account:acme',
      event: 'Component Seen',
      properties: { component: 'chat' },
    };
    expect(browserSpeaker('track', { ...component, messageId: 'chosen' }, about)).toMatchObject({
      anonymousId: 'account:acme',
      messageId: 'component:account:acme:chat:2026-03-02',
      unverified: true,
    });
    expect(codeOf('track', { ...component, event: 'Plan Changed' })).toBe('BROWSER_CALL_REFUSED');
    expect(codeOf('page', component)).toBe('BROWSER_CALL_REFUSED');
    expect(codeOf('group', { anonymousId: 'a1', groupId: 'acme' })).toBe('BROWSER_CALL_REFUSED');
  });
});
