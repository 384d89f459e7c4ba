import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hookPresets } from '../../../shared/hook.ts';
import { openServer, type TestServer } from '../../http/open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const mapping = {
  userId: '$.user.id',
  event: '$.kind',
  messageId: '$.id',
  timestamp: '$.at',
  properties: { seats: '$.lines.0.seats', from: { text: 'billing' } },
};

async function create(body: object) {
  const answer = await server.call('POST', '/api/hooks', { body: { name: 'Billing', mapping, ...body } });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

async function deliver(id: string, body: string, headers: Record<string, string> = {}, query = '') {
  const answer = await server.call('POST', `/hooks/in/${id}${query}`, { key: null, body, headers });
  await server.world.runtime.ingest.settled();
  return { status: answer.status, code: answer.body?.code };
}

async function eventsOf(source: string) {
  const { items } = await server.world.runtime.events.timeline([source], { limit: 20 });
  return items.map(({ name, properties, timestamp }) => ({ name, properties, at: timestamp.toISOString() }));
}

const payload = JSON.stringify({
  id: 'd1',
  kind: 'renewed',
  at: 1_772_438_400,
  user: { id: 42 },
  lines: [{ seats: 5 }],
});

describe('a webhook of somebody else', () => {
  it('becomes what its mapping says, once however often it is delivered', async () => {
    const hook = await create({ proof: { kind: 'token', header: 'X-Token' } });
    expect(hook.secret).toEqual(expect.any(String));
    expect((await deliver(hook.id, payload, { 'x-token': hook.secret })).status).toBe(204);
    expect((await deliver(hook.id, payload, {}, `?token=${hook.secret}`)).status).toBe(204);
    expect(await eventsOf('u:42')).toEqual([
      { name: 'renewed', properties: { seats: 5, from: 'billing' }, at: '2026-03-02T08:00:00.000Z' },
    ]);
  });

  it('lets in only who proves the secret, in each way senders have', async () => {
    const secret = 'of-the-sender-itself';
    const hmac = (text: string, encoding: 'hex' | 'base64') =>
      createHmac('sha256', secret).update(text).digest(encoding);
    const at = Math.floor(server.world.now().getTime() / 1_000);
    const ways: [object, Record<string, string>][] = [
      [{ kind: 'token' }, { authorization: `Bearer ${secret}` }],
      [{ kind: 'hmac', header: 'X-Signature' }, { 'x-signature': `sha256=${hmac(payload, 'hex')}` }],
      [
        { kind: 'hmac', header: 'X-Signature', encoding: 'base64' },
        { 'x-signature': hmac(payload, 'base64') },
      ],
      [{ kind: 'basic' }, { authorization: `Basic ${Buffer.from(secret).toString('base64')}` }],
      [{ kind: 'paddle' }, { 'paddle-signature': `ts=${at};h1=${hmac(`${at}:${payload}`, 'hex')}` }],
    ];
    for (const [proof, headers] of ways) {
      const { id } = await create({ proof, secret });
      const what = JSON.stringify(proof);
      expect((await deliver(id, payload, headers)).status, what).toBe(204);
      expect((await deliver(id, payload)).code, what).toBe('SIGNATURE_INVALID');
      const wrong = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}x`]));
      expect((await deliver(id, payload, wrong)).code, what).toBe('SIGNATURE_INVALID');
    }
    const old = await create({ proof: { kind: 'paddle' }, secret });
    const long = at - 3_600;
    const header = { 'paddle-signature': `ts=${long};h1=${hmac(`${long}:${payload}`, 'hex')}` };
    expect((await deliver(old.id, payload, header)).code).toBe('SIGNATURE_INVALID');
  });

  it('answers a problem to whatever cannot be used, and remembers what came of each delivery', async () => {
    const { id, secret } = await create({ proof: { kind: 'token', header: 'X-Token' } });
    const token = { 'x-token': secret };
    expect((await deliver(id, '{"kind":"x"}', token)).code).toBe('HOOK_NOBODY');
    expect((await deliver(id, '{"user":{"id":"1"}}', token)).code).toBe('HOOK_EVENT_MISSING');
    expect((await deliver(id, 'no json', token)).code).toBe('BODY_NOT_JSON');
    expect((await deliver(id, '{"a":{"$where":"1"}}', token)).code).toBe('OPERATOR_KEY_REFUSED');
    expect((await deliver(id, `"${'x'.repeat(300_000)}"`, token)).code).toBe('BODY_TOO_LARGE');
    expect((await deliver(id, 'null', token)).code).toBe('HOOK_EVENT_MISSING');
    expect((await deliver('nobody', payload, token)).code).toBe('HOOK_UNKNOWN');
    expect((await server.call('GET', `/hooks/in/${id}`)).body.code).toBe('METHOD_NOT_ALLOWED');
    const { body } = await server.call('GET', `/api/hooks/${id}/deliveries`);
    expect(
      body.items.map(({ outcome, code }: { outcome: string; code: string }) => [outcome, code]),
    ).toContainEqual(['refused', 'HOOK_NOBODY']);
  });

  it('is switched off, changed without its secret, and never shows that again', async () => {
    const { id, secret } = await create({ proof: { kind: 'token', header: 'X-Token' } });
    const body = { name: 'Off', proof: { kind: 'token', header: 'X-Token' }, mapping, enabled: false };
    const saved = await server.call('PUT', `/api/hooks/${id}`, { body });
    expect(saved.text).not.toContain(secret);
    expect((await deliver(id, payload, { 'x-token': secret })).code).toBe('HOOK_UNKNOWN');
    await server.call('PUT', `/api/hooks/${id}`, { body: { ...body, enabled: true } });
    expect((await deliver(id, payload, { 'x-token': secret })).status).toBe(204);
  });

  it('takes nothing in once it is deleted, and goes on where it was when that is undone', async () => {
    const { id, secret } = await create({ proof: { kind: 'token', header: 'X-Token' } });
    const token = { 'x-token': secret };
    expect((await deliver(id, payload, token)).status).toBe(204);
    expect((await server.call('DELETE', `/api/hooks/${id}`)).status).toBe(204);
    expect((await server.call('DELETE', `/api/hooks/${id}`)).body.code).toBe('HOOK_UNKNOWN');
    expect((await deliver(id, payload, token)).code).toBe('HOOK_UNKNOWN');
    const restored = await server.call('POST', `/api/hooks/${id}/restore`);
    expect(restored.body).toMatchObject({ id, name: 'Billing', mapping });
    expect(restored.text).not.toContain(secret);
    expect((await deliver(id, payload, token)).status).toBe(204);
    const { body } = await server.call('GET', `/api/hooks/${id}/deliveries`);
    expect(body.items).toHaveLength(2);
    expect((await server.call('POST', '/api/hooks/nobody/restore')).body.code).toBe('HOOK_UNKNOWN');
  });

  it('refuses mappings that reach for what is not the payload’s own', async () => {
    for (const path of ['$.__proto__.x', '$.constructor', 'user.id', '$..id']) {
      const body = { name: 'x', proof: { kind: 'basic' }, mapping: { ...mapping, userId: path } };
      expect((await server.call('POST', '/api/hooks', { body })).status, path).toBe(422);
    }
  });
});

describe('trying a payload', () => {
  const attempt = async (preset: keyof typeof hookPresets, body: object) =>
    (
      await server.call('POST', '/api/hooks/try', {
        body: { mapping: hookPresets[preset].mapping, payload: body },
      })
    ).body;

  it('shows what Paddle, Chargebee and Recurly would become', async () => {
    expect(
      await attempt('paddle', {
        event_id: 'evt_01',
        event_type: 'subscription.canceled',
        occurred_at: '2026-03-01T10:00:00.000Z',
        data: { id: 'sub_01', status: 'canceled', customer_id: 'ctm_01', custom_data: { user_id: 'u-1' } },
      }),
    ).toEqual({
      outcome: 'accepted',
      call: {
        type: 'track',
        userId: 'u-1',
        event: 'Subscription Cancelled',
        properties: { subscription: 'sub_01', status: 'canceled', customer: 'ctm_01' },
        messageId: 'hook:try:evt_01',
        timestamp: '2026-03-01T10:00:00.000Z',
      },
    });
    expect(
      await attempt('chargebee', {
        id: 'ev_1',
        event_type: 'payment_failed',
        occurred_at: 1_772_438_400,
        content: { customer: { id: 'c-1' }, invoice: { id: 'inv', total: 4900 } },
      }),
    ).toMatchObject({ call: { event: 'Payment Failed', userId: 'c-1', properties: { amount: 4900 } } });
    expect(
      await attempt('recurly', {
        id: 'r1',
        object_type: 'invoice',
        event_type: 'paid',
        account_code: 'ac',
        event_time: '2026-03-01T10:00:00Z',
      }),
    ).toMatchObject({ call: { event: 'Invoice Paid', userId: 'ac' } });
  });

  it('says what would be left out or refused', async () => {
    expect(await attempt('paddle', { event_type: 'price.updated' })).toEqual({
      outcome: 'left-out',
      message: 'price.updated',
    });
    expect(await attempt('recurly', { event_type: 'paid' })).toMatchObject({
      outcome: 'refused',
      code: 'HOOK_NOBODY',
    });
  });
});
