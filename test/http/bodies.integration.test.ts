import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('a body', () => {
  it('that is no JSON is refused', async () => {
    const answer = await server.call('POST', '/api/suppressions', { body: '{"email": ' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'BODY_NOT_JSON', status: 400, instance: '/api/suppressions' });
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
  });

  it('that is no UTF-8 is refused', async () => {
    const body = Buffer.concat([Buffer.from('{"email":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    expect((await server.call('POST', '/api/suppressions', { body })).body.code).toBe('BODY_NOT_JSON');
  });

  it('of more than 1 MB is refused', async () => {
    const body = JSON.stringify({ email: 'x'.repeat(1_100_000) });
    const answer = await server.call('POST', '/api/suppressions', { body });
    expect([answer.status, answer.body.code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('that unpacks to more than 1 MB is refused', async () => {
    const body = gzipSync(Buffer.alloc(20_000_000, 0x20));
    const answer = await server.call('POST', '/api/suppressions', {
      body,
      headers: { 'content-encoding': 'gzip' },
    });
    expect([answer.status, answer.body.code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('may come compressed', async () => {
    const body = gzipSync('{"email":"zip@harbour.example"}');
    const answer = await server.call('POST', '/api/suppressions', {
      body,
      headers: { 'content-encoding': 'gzip' },
    });
    expect(answer.status).toBe(201);
  });

  it('nested more than 100 levels deep is refused, however deep', async () => {
    for (const body of [deep(101), deep(200_000)]) {
      const answer = await server.call('POST', '/api/workflows', { body });
      expect([answer.status, answer.body.code]).toEqual([400, 'BODY_TOO_DEEP']);
    }
  });

  it('with a key that starts with “$” is refused by its path', async () => {
    await server.world.identify('op', { plan: 'pro' });
    await server.world.settle();
    const answer = await server.call('PATCH', '/api/contacts/op', {
      body: { traits: { address: { $where: 'sleep(1)' } } },
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'OPERATOR_KEY_REFUSED',
      facts: { path: 'traits.address.$where' },
    });
  });

  it('cannot reach a prototype', async () => {
    await server.world.identify('proto', { plan: 'pro' });
    await server.world.settle();
    const body = '{"traits":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}';
    const answer = await server.call('PATCH', '/api/contacts/proto', { body });
    expect(answer.status).toBe(200);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(answer.body.traits.polluted).toBeUndefined();
  });

  it('that breaks the schema is refused with every issue', async () => {
    const answer = await server.call('POST', '/api/people', { body: { email: 'nobody', role: 'king' } });
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe('BODY_INVALID');
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toEqual(['email', 'role']);
  });

  it('of a PATCH leaves alone what it does not name', async () => {
    await server.call('PATCH', '/api/settings', { body: { companyName: 'Harbour', zone: 'Europe/Warsaw' } });
    const answer = await server.call('PATCH', '/api/settings', { body: { postalAddress: '1 Quay' } });
    expect(answer.body).toMatchObject({
      companyName: 'Harbour',
      zone: 'Europe/Warsaw',
      postalAddress: '1 Quay',
      mail: { provider: 'preview', live: false },
    });
  });
});

describe('an address', () => {
  it('that leads nowhere is 404 in JSON', async () => {
    for (const path of ['/api/nothing', '/v1/nothing', '/hooks/nothing', '/api/%zz']) {
      const answer = await server.call('GET', path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'ROUTE_UNKNOWN']);
    }
  });

  it('called with another method names those it answers', async () => {
    const wrong = await server.call('PUT', '/api/session', { body: {} });
    expect([wrong.status, wrong.body.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(wrong.headers.get('allow')).toBe('POST, GET, DELETE, HEAD, OPTIONS');
    const call = await server.call('GET', '/v1/track');
    expect([call.status, call.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it('with a query that is not usable says which parameter', async () => {
    const answer = await server.call('GET', '/api/contacts?limit=1000');
    expect([answer.status, answer.body.code, answer.body.facts.name]).toEqual([
      400,
      'QUERY_INVALID',
      'limit',
    ]);
    expect((await server.call('GET', '/api/contacts?cursor=zzz')).body.code).toBe('CURSOR_INVALID');
  });
});
