import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const document = (name: string) => ({
  format: 'mooring.workflow/1',
  name,
  entry: { trigger: { kind: 'event', event: 'Signed Up' } },
  start: 'end',
  steps: { end: { kind: 'exit' } },
});

describe('an edit', () => {
  it('needs the ETag that was read, and is refused when somebody else was faster', async () => {
    const made = await server.call('POST', '/api/workflows', { body: document('One') });
    expect(made.status).toBe(201);
    const etag = made.headers.get('etag') ?? '';
    expect(etag).toBe(`"${made.body.etag}"`);
    const path = `/api/workflows/${made.body.id}`;

    const without = await server.call('PUT', path, { body: document('Two') });
    expect([without.status, without.body.code]).toEqual([428, 'PRECONDITION_REQUIRED']);

    const first = await server.call('PUT', path, { body: document('Two'), headers: { 'if-match': etag } });
    expect([first.status, first.body.name]).toEqual([200, 'Two']);

    const stale = await server.call('PUT', path, { body: document('Three'), headers: { 'if-match': etag } });
    expect([stale.status, stale.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
  });
});

describe('an Idempotency-Key', () => {
  const post = (key: string, name: string) =>
    server.call('POST', '/api/workflows', { body: document(name), headers: { 'idempotency-key': key } });

  it('makes a repeated call answer what the first one answered', async () => {
    const [first, again] = [await post('a', 'Once'), await post('a', 'Once')];
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
  });

  it('lets only one of several calls at once run', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('b', 'Together')));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('is refused with another body', async () => {
    await post('c', 'Mine');
    const other = await post('c', 'Yours');
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('keeps a request from being carried out anew whose answer was erased', async () => {
    const { idempotency } = server.world.runtime;
    const { body } = await post('d', 'Erased');
    const kept = await idempotency.walk({ limit: 50, after: '' });
    await idempotency.forget(
      kept.filter((one) => JSON.stringify(one.body).includes(body.id)).map(({ id }) => id),
    );
    const again = await post('d', 'Erased');
    expect([again.status, again.body.code]).toEqual([410, 'IDEMPOTENT_ANSWER_ERASED']);
  });

  it('belongs to whoever sent it', async () => {
    const { body: other } = await server.call('POST', '/api/keys', {
      body: { kind: 'api', name: 'other', role: 'marketer' },
    });
    const mine = await post('d', 'Same');
    const theirs = await server.call('POST', '/api/workflows', {
      key: other.secret,
      body: document('Same'),
      headers: { 'idempotency-key': 'd' },
    });
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('never leads to a stored secret', async () => {
    const make = () =>
      server.call('POST', '/api/keys', {
        body: { kind: 'server', name: 'twice' },
        headers: { 'idempotency-key': 'e' },
      });
    const [first, again] = [await make(), await make()];
    expect(again.body).toEqual(first.body);
    const native = server.world.database.database.native;
    const stored = await native
      .collection<{ _id: string }>('idempotency')
      .find({ _id: { $gt: '' } })
      .toArray();
    expect(JSON.stringify(stored)).not.toContain(first.body.secret);
  });
});
