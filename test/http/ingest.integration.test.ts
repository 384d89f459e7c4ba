import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/api.ts';
import { openServer, type TestServer, writeKey } from './open-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const basic = { authorization: `Basic ${btoa(`${writeKey}:`)}` };

function send(path: string, body: unknown, headers: Record<string, string> = basic) {
  return server.call('POST', `/v1/${path}`, { key: null, headers, body });
}

async function callsSeen(query = ''): Promise<{ status: string; code?: string; messageId?: string }[]> {
  await server.world.settle();
  return (await server.call('GET', `/api/events${query}`)).body.items;
}

describe('a call', () => {
  it('is taken with the write key as user name, as bearer, or in the body', async () => {
    const body = { userId: 'ways', event: 'Seen' };
    const answers = [
      await send('track', body),
      await send('track', body, { authorization: `Bearer ${writeKey}` }),
      await send('track', { ...body, writeKey }, {}),
      await send('t', JSON.stringify({ ...body, writeKey }), { 'content-type': 'text/plain' }),
    ];
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [200, { success: true }]),
    );
  });

  it('is refused without a key, and with one nobody knows', async () => {
    const missing = await send('track', { userId: 'u', event: 'Seen' }, {});
    expect([missing.status, missing.body.code]).toEqual([401, 'WRITE_KEY_MISSING']);
    expect(missing.headers.get('www-authenticate')).toContain('Basic');
    const unknown = await send('track', { userId: 'u', event: 'Seen', writeKey: 'mk_write_nobody' }, {});
    expect([unknown.status, unknown.body.code]).toEqual([401, 'WRITE_KEY_UNKNOWN']);
  });

  it('that is wrong is a problem with its code', async () => {
    const cases: [path: string, body: unknown, status: number, code: string][] = [
      ['track', { userId: 'u' }, 400, 'EVENT_NAME_MISSING'],
      ['track', { event: 'Seen' }, 400, 'EVENT_ID_MISSING'],
      ['track', '{"userId":', 400, 'BODY_NOT_JSON'],
      ['track', '', 400, 'BODY_NOT_JSON'],
      ['track', '['.repeat(500) + ']'.repeat(500), 400, 'BODY_TOO_DEEP'],
      ['identify', { userId: 'u', traits: { $where: '1' } }, 422, 'OPERATOR_KEY_REFUSED'],
      ['track', { userId: 'u', event: 'Big', properties: { x: 'x'.repeat(33_000) } }, 413, 'EVENT_TOO_LARGE'],
      ['track', 'x'.repeat(1_048_576), 413, 'EVENT_TOO_LARGE'],
      ['batch', { batch: [], pad: 'x'.repeat(520_000) }, 413, 'BATCH_TOO_LARGE'],
      ['batch', {}, 400, 'BATCH_MISSING'],
    ];
    for (const [path, body, status, code] of cases) {
      const answer = await send(path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, status, code]);
    }
    const seen = new Set((await callsSeen('?status=rejected')).map((call) => call.code));
    for (const code of ['BODY_NOT_JSON', 'BODY_TOO_DEEP', 'EVENT_TOO_LARGE', 'EVENT_NAME_MISSING'])
      expect([code, seen.has(code)]).toEqual([code, true]);
  });

  it('in a batch sinks none of the others', async () => {
    const answer = await send('batch', {
      batch: [
        { type: 'track', userId: 'b', event: 'One', messageId: 'one' },
        { type: 'track', userId: 'b', messageId: 'two' },
        { type: 'track', userId: 'b', event: 'Three', messageId: 'three' },
      ],
    });
    expect(answer.status).toBe(200);
    expect(answer.body.errors).toMatchObject([{ index: 1, messageId: 'two', code: 'EVENT_NAME_MISSING' }]);
    const seen = await callsSeen('?userId=b');
    expect(seen.map(({ status, messageId }) => [messageId, status]).sort()).toEqual([
      ['one', 'accepted'],
      ['three', 'accepted'],
      ['two', 'rejected'],
    ]);
  });

  it('sent twice is stored once and shown as a duplicate', async () => {
    const body = { userId: 'twice', event: 'Seen', messageId: 'same' };
    expect([(await send('track', body)).status, (await send('track', body)).status]).toEqual([200, 200]);
    const seen = await callsSeen('?userId=twice');
    expect(seen.map(({ status }) => status).sort()).toEqual(['accepted', 'duplicate']);
  });

  it('is asked for by browsers of any origin', async () => {
    const asked = await server.call('OPTIONS', '/v1/track', {
      key: null,
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    expect(asked.headers.get('access-control-allow-headers')).toContain('Authorization');
  });
});

describe('a write key', () => {
  it('made a moment ago works, and stops within two seconds of being revoked elsewhere', async () => {
    const { body: made } = await server.call('POST', '/api/keys', { body: { kind: 'server', name: 'site' } });
    const track = () => send('track', { userId: 'k', event: 'Seen', writeKey: made.secret }, {});
    expect((await track()).status).toBe(200);
    // Another process revokes it: this one hears nothing.
    await server.world.runtime.keys.delete(made.id);
    await server.world.pass('2s');
    expect((await track()).body.code).toBe('WRITE_KEY_UNKNOWN');
  });
});

describe('the list of calls', () => {
  it('pages through stored and refused calls without losing or repeating any', async () => {
    for (let index = 0; index < 12; index++) {
      await send('track', {
        userId: 'pages',
        messageId: `page-${index}`,
        ...(index % 3 ? { event: 'Seen' } : {}),
      });
    }
    await server.world.settle();
    const ids: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages++) {
      const { body } = await server.call('GET', `/api/events?userId=pages&limit=5${cursor}`);
      ids.push(...body.items.map((item: { messageId: string }) => item.messageId));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(ids).toHaveLength(12);
    expect(new Set(ids).size).toBe(12);
    const rejected = await callsSeen('?userId=pages&status=rejected');
    expect(rejected.map(({ code }) => code)).toEqual(Array(4).fill('EVENT_NAME_MISSING'));
  });
});

describe('a call that comes while what was accepted is not yet worked off', () => {
  it('is told to come again in a moment, and nothing of it is kept', async () => {
    const { intake } = server.world.runtime;
    const { waiting } = intake;
    intake.waiting = async (limit) => limit;
    await server.world.pass('2s');
    await send('track', { userId: 'eager', event: 'Seen' });
    const refused = await send('track', { userId: 'eager', event: 'Seen', messageId: 'too-much' });
    expect([refused.status, refused.body.code]).toEqual([429, 'OVERLOADED']);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(await server.world.runtime.events.byIds(['too-much'])).toEqual([]);
    intake.waiting = waiting;
    await server.world.pass('2s');
    await eventually(
      () => send('track', { userId: 'eager', event: 'Seen', messageId: 'too-much' }),
      ({ status }) => status === 200,
    );
  });
});
