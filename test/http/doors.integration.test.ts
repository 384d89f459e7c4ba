import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueSetupToken } from '../../server/use-cases/people/set-up.ts';
import { adminPassword, apiKey, openServer, type TestServer, writeKey } from './open-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

describe('signing in', () => {
  it('gives a cookie that scripts cannot read, and signing out ends it', async () => {
    const answer = await server.call('POST', '/api/session', {
      key: null,
      body: { email: 'Ada@Harbour.example', password: adminPassword },
    });
    expect(answer.status).toBe(200);
    const setCookie = answer.headers.get('set-cookie') ?? '';
    expect(setCookie).toMatch(/^mooring_session=\w+; .*HttpOnly; SameSite=Lax/);
    const cookie = setCookie.split(';')[0] ?? '';
    expect((await server.call('GET', '/api/session', { cookie })).body.person.role).toBe('admin');
    expect((await server.call('DELETE', '/api/session', { cookie })).status).toBe(204);
    expect((await server.call('GET', '/api/session', { cookie })).body.code).toBe('SIGN_IN_NEEDED');
  });

  it('is refused alike for a wrong password and an unknown address', async () => {
    const wrong = { key: null, body: { email: 'ada@harbour.example', password: 'wrong password' } };
    const unknown = { key: null, body: { email: 'nobody@harbour.example', password: 'wrong password' } };
    const answers = [
      await server.call('POST', '/api/session', wrong),
      await server.call('POST', '/api/session', unknown),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [401, 'CREDENTIALS_WRONG'],
      [401, 'CREDENTIALS_WRONG'],
    ]);
  });

  it('is throttled after ten attempts for one address', async () => {
    const attempt = () =>
      server.call('POST', '/api/session', {
        key: null,
        body: { email: 'guessed@harbour.example', password: 'guess' },
      });
    for (let count = 0; count < 10; count++) expect((await attempt()).status).toBe(401);
    const refused = await attempt();
    expect([refused.status, refused.body.code]).toEqual([429, 'SIGN_IN_THROTTLED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await expect(server.signIn()).resolves.toContain('mooring_session');
  });

  it('lasts while it is used, and ends after twelve idle hours or seven days', async () => {
    const idle = await server.signIn();
    await server.world.pass('13h');
    expect((await server.call('GET', '/api/session', { cookie: idle })).status).toBe(401);
    const used = await server.signIn();
    for (let half = 0; half < 16; half++) {
      expect((await server.call('GET', '/api/session', { cookie: used })).status).toBe(200);
      await server.world.pass('10h');
    }
    await server.world.pass('10h');
    expect((await server.call('GET', '/api/session', { cookie: used })).status).toBe(401);
  });
});

describe('a request from another site', () => {
  it('is refused when it would change something with a cookie', async () => {
    const cookie = await server.signIn();
    const change = (headers: Record<string, string>) =>
      server.call('PATCH', '/api/settings', { cookie, headers, body: { companyName: 'Evil' } });
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { referer: 'https://evil.example/page' },
    ] as Record<string, string>[]) {
      const answer = await change(headers);
      expect([headers, answer.status, answer.body.code]).toEqual([headers, 403, 'ORIGIN_REFUSED']);
    }
    expect((await change({ origin: server.url })).status).toBe(200);
    expect((await change({ origin: 'http://127.0.0.1:3000' })).status).toBe(200);
  });

  it('may carry an API key or a write key: those are sent knowingly', async () => {
    const headers = { origin: 'https://shop.example' };
    const settings = await server.call('PATCH', '/api/settings', { headers, body: { companyName: 'Ok' } });
    expect(settings.status).toBe(200);
    const call = await server.call('POST', '/v1/track', {
      headers: { ...headers, authorization: `Basic ${btoa(`${writeKey}:`)}` },
      body: { userId: 'u', event: 'Seen' },
    });
    expect(call.status).toBe(200);
    expect(call.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('people', () => {
  it('come by an invitation whose link works once, and can be shut out', async () => {
    const invited = await server.call('POST', '/api/people', {
      body: { email: 'Max@Harbour.example', role: 'marketer' },
    });
    expect(invited.status).toBe(201);
    const token = invited.body.link.split('/invitation/')[1];
    const shown = await server.call('GET', `/api/invitations/${token}`, { key: null });
    expect(shown.body).toEqual({
      email: 'max@harbour.example',
      role: 'marketer',
      invitedBy: 'MOORING_API_KEY',
    });
    const accept = { key: null, body: { name: 'Max', password: 'a long password' } };
    const accepted = await server.call('POST', `/api/invitations/${token}`, accept);
    expect([accepted.status, accepted.body.person.name]).toEqual([201, 'Max']);
    expect((await server.call('POST', `/api/invitations/${token}`, accept)).body.code).toBe(
      'INVITATION_INVALID',
    );

    const cookie = accepted.headers.get('set-cookie')?.split(';')[0] ?? '';
    const listed = await server.call('GET', '/api/people', { cookie });
    expect(listed.body.items.map((person: { name: string }) => person.name)).toContain('Max');
    expect(listed.text).not.toMatch(/hash/i);

    const { id } = accepted.body.person;
    await server.call('PATCH', `/api/people/${id}`, { body: { disabled: true } });
    expect((await server.call('GET', '/api/session', { cookie })).status).toBe(401);
    const back = await server.call('POST', '/api/session', {
      key: null,
      body: { email: 'max@harbour.example', password: 'a long password' },
    });
    expect(back.body.code).toBe('CREDENTIALS_WRONG');
  });

  it('always keep an admin', async () => {
    const people = await server.call('GET', '/api/people');
    const admin = people.body.items.find((person: { role: string }) => person.role === 'admin');
    for (const [method, body] of [
      ['PATCH', { role: 'viewer' }],
      ['PATCH', { disabled: true }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await server.call(method, `/api/people/${admin.id}`, { body });
      expect([answer.status, answer.body.code]).toEqual([409, 'LAST_ADMIN']);
    }
  });
});

describe('the set-up link', () => {
  it('is refused once there is an admin, and none is made', async () => {
    expect((await server.call('GET', '/api/setup', { key: null })).body).toEqual({ needed: false });
    expect(await issueSetupToken(server.world.runtime)).toBeUndefined();
    const answer = await server.call('POST', '/api/setup', {
      key: null,
      body: { token: 'x', email: 'eve@evil.example', name: 'Eve', password: 'a long password' },
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'SETUP_DONE']);
  });
});

describe('a key', () => {
  it('stops working when it is revoked, and its secret is shown once', async () => {
    const made = await server.call('POST', '/api/keys', {
      body: { kind: 'api', name: 'script', role: 'viewer' },
    });
    const { secret: key, id } = made.body;
    expect(key).toMatch(/^mk_api_/);
    expect((await server.call('GET', '/api/contacts', { key })).status).toBe(200);
    const listed = await server.call('GET', '/api/keys');
    expect(listed.text).not.toContain(key);
    expect((await server.call('DELETE', `/api/keys/${id}`)).status).toBe(204);
    expect((await server.call('GET', '/api/contacts', { key })).body.code).toBe('API_KEY_UNKNOWN');
  });

  it('that writes events does not open the API, nor the other way round', async () => {
    expect((await server.call('GET', '/api/contacts', { key: writeKey })).body.code).toBe('API_KEY_UNKNOWN');
    const call = await server.call('POST', '/v1/track', {
      key: apiKey,
      body: { userId: 'u', event: 'Seen' },
    });
    expect(call.body.code).toBe('WRITE_KEY_UNKNOWN');
  });
});

describe('the log', () => {
  it('holds no secret of all this', () => {
    const log = server.log();
    expect(log).toContain('/api/session');
    for (const secret of [adminPassword, apiKey, writeKey, 'a long password', 'mooring_session='])
      expect([secret, log.includes(secret)]).toEqual([secret, false]);
    expect(log).toMatch(/\/api\/invitations\/…/);
    expect(log).not.toMatch(/\/api\/invitations\/id\d/);
  });
});
