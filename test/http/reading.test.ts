import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeKeyOf } from '../../server/http/ingest/credentials.ts';
import { isDeeperThan } from '../../server/http/json-depth.ts';
import { withoutTokens } from '../../server/http/log-requests.ts';
import { refuseOperatorKeys } from '../../server/http/operator-keys.ts';
import { asProblem, problemBody } from '../../server/http/problem-answer.ts';
import { parseJson } from '../../server/http/read-body.ts';
import { problem } from '../../shared/problems.ts';

const bytes = (text: string) => Buffer.from(text);

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of JSON', () => {
  it('is what it is, whatever stands in texts', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.nat(10), (json, limit) => {
        expect(isDeeperThan(bytes(json), limit)).toBe(depthOf(JSON.parse(json)) > limit);
      }),
    );
    expect(isDeeperThan(bytes('"[[[\\"[[["'), 0)).toBe(false);
  });
});

describe('reading JSON', () => {
  it('passes over a byte order mark and answers nothing for nothing', () => {
    expect(parseJson(bytes('\ufeff{"a":1}'))).toEqual({ a: 1 });
    expect(parseJson(Buffer.alloc(0))).toBeUndefined();
  });

  it('refuses keys with “$” in objects inside lists too', () => {
    expect(() => refuseOperatorKeys({ a: [{ b: 1 }, { $gt: 2 }] })).toThrow('a.1.$gt');
    expect(() => refuseOperatorKeys({ price: '$5', path: '$.traits' })).not.toThrow();
  });
});

describe('a write key', () => {
  const request = (authorization?: string) => ({ headers: { authorization } }) as never;

  it('is found wherever senders put it', () => {
    expect(writeKeyOf(request(`Basic ${btoa('key:')}`), {})).toBe('key');
    expect(writeKeyOf(request(`basic ${btoa('key:password')}`), {})).toBe('key');
    expect(writeKeyOf(request('Bearer key'), {})).toBe('key');
    expect(writeKeyOf(request(), { writeKey: 'key' })).toBe('key');
    for (const body of [undefined, null, 'key', [], { writeKey: 5 }, { writeKey: '' }])
      expect(writeKeyOf(request(), body)).toBeUndefined();
  });
});

describe('an address in the log', () => {
  it('carries no token', () => {
    expect(withoutTokens('/u/abc.def?x=1')).toBe('/u/…?x=1');
    expect(withoutTokens('/api/invitations/abc')).toBe('/api/invitations/…');
    expect(withoutTokens('/api/suppressions/ann%40x.example')).toBe('/api/suppressions/…');
    expect(withoutTokens('/setup?token=abc&next=/')).toBe('/setup?token=…&next=/');
    expect(withoutTokens('/api/contacts?search=ann%40x.example&limit=5')).toBe(
      '/api/contacts?search=…&limit=5',
    );
  });
});

describe('a problem', () => {
  it('is an RFC 9457 body with its code and facts', () => {
    expect(
      problemBody(problem('CONTACT_UNKNOWN', { id: 'u1' }), { id: 'r1', path: '/api/contacts/u1' }),
    ).toEqual({
      type: 'urn:mooring:problem:CONTACT_UNKNOWN',
      title: 'Contact unknown',
      status: 404,
      detail: 'There is no contact with the ID “u1”.',
      code: 'CONTACT_UNKNOWN',
      facts: { id: 'u1' },
      instance: '/api/contacts/u1',
      requestId: 'r1',
    });
  });

  it('is made of a database that is away, and of no bug', () => {
    const away = new Error('connect ECONNREFUSED');
    away.name = 'MongoNetworkError';
    expect(asProblem(away)?.code).toBe('DATABASE_UNAVAILABLE');
    expect(asProblem(new TypeError('x is undefined'))).toBeUndefined();
  });
});
