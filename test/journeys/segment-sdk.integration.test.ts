import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, eventually, listAll, testKeys } from '../support/api.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const document = {
  format: 'mooring.workflow/1',
  key: 'looked-at-cancelling',
  name: 'Looked at cancelling',
  subject: 'contact',
  entry: {
    trigger: { kind: 'event', event: 'Cancel Page Viewed' },
    when: { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'in', value: ['pro', 'team'] }] },
    reentry: { mode: 'after', wait: '90d' },
    holdoutPercent: 0,
  },
  exit: [{ event: 'Subscription Cancelled' }],
  sending: 'auto',
  start: 's1',
  steps: {
    s1: {
      kind: 'branch',
      name: 'High value?',
      paths: [
        {
          id: 'yes',
          label: 'MRR over 400',
          when: { all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThanInclusive', value: 400 }] },
          next: 's2',
        },
      ],
      otherwise: 's3',
    },
    s2: {
      kind: 'create-task',
      name: 'Call',
      title: "Call {{ contact.traits.firstName | default: 'them' }}",
      assignee: { role: 'success-manager' },
      dueIn: '1d',
      priority: 'high',
      next: 's6',
    },
    s3: { kind: 'wait', name: 'Breathe', for: '2s', next: 's4' },
    s4: {
      kind: 'send-email',
      name: 'We miss you',
      template: 'we-miss-you',
      purpose: 'marketing',
      exits: { sent: 's6', notSent: 's6' },
    },
    s6: { kind: 'exit' },
  },
  notes: [{ text: 'Ask Sales before changing the 400 limit', step: 's1' }],
};

interface Seen {
  kind: string;
  title: string;
  detail?: string;
}

describe('a product that sends events with @segment/analytics-node', () => {
  let server: RunningServer;
  let analytics: Analytics;

  beforeAll(async () => {
    server = await startServer({ env: { ...testKeys } });
    analytics = new Analytics({
      writeKey: testKeys.MOORING_WRITE_KEY,
      host: server.url,
      flushAt: 20,
      flushInterval: 50,
    });
  });
  afterAll(async () => {
    await analytics?.closeAndFlush();
    await server?.stop();
  });

  it('gets one contact a task and the other an e-mail, each once, with both stories told', async () => {
    const template = {
      key: 'we-miss-you',
      name: 'We miss you',
      subject: 'We miss you, {{ contact.traits.firstName }}',
      body: 'Come back any time.',
    };
    expect((await callApi(server.url, 'POST', '/api/templates', { body: template })).status).toBe(201);
    const created = await callApi(server.url, 'POST', '/api/workflows', { body: document });
    expect(created).toMatchObject({
      status: 201,
      body: { status: 'draft', name: 'Looked at cancelling', problems: [] },
    });
    const { id } = created.body as { id: string };
    expect(await callApi(server.url, 'POST', `/api/workflows/${id}/publish`)).toMatchObject({
      status: 200,
      body: { version: 1 },
    });

    for (const [userId, firstName, mrr] of [
      ['ann', 'Ann', 500],
      ['ben', 'Ben', 90],
    ] as const) {
      analytics.identify({ userId, traits: { email: `${userId}@customer.test`, firstName, plan: 'pro' } });
      analytics.group({ userId, groupId: `account-${userId}`, traits: { name: `${firstName} Ltd`, mrr } });
      analytics.track({ userId, event: 'Cancel Page Viewed', properties: { path: '/cancel' } });
      analytics.track({ userId, event: 'Cancel Page Viewed', properties: { path: '/cancel' } });
    }
    await analytics.flush();

    const messages = await eventually(
      () => listAll<{ userId: string; subject: string; status: string }>(server.url, '/api/messages'),
      (found) => found.some(({ status }) => status === 'sent'),
    );
    const tasks = await listAll<{ userId: string; title: string; priority: string }>(
      server.url,
      '/api/tasks',
    );
    expect(messages).toMatchObject([{ userId: 'ben', subject: 'We miss you, Ben', status: 'sent' }]);
    expect(tasks).toMatchObject([{ userId: 'ann', title: 'Call Ann', priority: 'high' }]);

    const story = async (userId: string) =>
      (await listAll<Seen>(server.url, `/api/contacts/${userId}/timeline`)).map(
        ({ kind, title }) => `${kind}: ${title}`,
      );
    await eventually(
      () => story('ben'),
      (lines) => lines.some((line) => line.startsWith('ended')),
    );
    expect(await story('ann')).toEqual(
      expect.arrayContaining([
        'event: Cancel Page Viewed',
        'entered: Looked at cancelling',
        'step: High value?',
        'task: Call Ann',
      ]),
    );
    expect(await story('ben')).toEqual(
      expect.arrayContaining([
        'event: Cancel Page Viewed',
        'entered: Looked at cancelling',
        'step: Breathe',
        'message: We miss you, Ben',
      ]),
    );
  });

  it('sees every call accepted, and why one was refused', async () => {
    const refused = await callApi(server.url, 'POST', '/v1/track', {
      body: { writeKey: testKeys.MOORING_WRITE_KEY, userId: 'ann' },
      headers: { authorization: '' },
    });
    expect(refused).toMatchObject({ status: 400, body: { code: 'EVENT_NAME_MISSING' } });
    const rejected = await eventually(
      () => listAll<{ status: string; code: string }>(server.url, '/api/events?status=rejected'),
      (found) => found.length > 0,
    );
    expect(rejected).toMatchObject([{ status: 'rejected', code: 'EVENT_NAME_MISSING' }]);
    expect((await listAll(server.url, '/api/events?status=accepted&userId=ben')).length).toBe(4);
  });

  it('never takes the server down with what nobody meant', async () => {
    const basic = {
      authorization: `Basic ${Buffer.from(`${testKeys.MOORING_WRITE_KEY}:`).toString('base64')}`,
      'content-type': 'application/json',
    };
    const post = async (path: string, body: string, headers: Record<string, string> = basic) => {
      const response = await fetch(server.url + path, { method: 'POST', headers, body });
      return { status: response.status, code: ((await response.json()) as { code?: string }).code };
    };
    expect(await post('/v1/track', '{"userId": "ann", ')).toEqual({ status: 400, code: 'BODY_NOT_JSON' });
    expect(
      await post('/v1/track', '{"userId":"ann","event":"Seen"}', {
        ...basic,
        authorization: `Basic ${Buffer.from('nobody:').toString('base64')}`,
      }),
    ).toEqual({ status: 401, code: 'WRITE_KEY_UNKNOWN' });
    expect(
      await post(
        '/v1/track',
        JSON.stringify({ userId: 'ann', event: 'Seen', properties: { text: 'x'.repeat(1_000_000) } }),
      ),
    ).toEqual({ status: 413, code: 'EVENT_TOO_LARGE' });
    expect(
      await post(
        '/v1/batch',
        JSON.stringify({
          batch: [
            { type: 'track', userId: 'ann', event: 'Seen', properties: { text: 'x'.repeat(1_000_000) } },
          ],
        }),
      ),
    ).toEqual({ status: 413, code: 'BATCH_TOO_LARGE' });
    expect(
      await post('/v1/identify', JSON.stringify({ userId: 'ann', traits: { $where: 'sleep(1000)' } })),
    ).toEqual({ status: 422, code: 'OPERATOR_KEY_REFUSED' });
    expect(await post('/v1/track', '['.repeat(20_000))).toMatchObject({ status: 400 });
    const loop = {
      ...document,
      key: 'loop',
      start: 's2',
      steps: { s2: { ...document.steps.s2, next: 's2' }, s6: { kind: 'exit' } },
    };
    const unknown = {
      ...document,
      key: 'unknown',
      entry: { ...document.entry, when: { all: [{ fact: 'moon', operator: 'equal', value: 1 }] } },
    };
    for (const [body, code] of [
      [loop, 'STEPS_LOOP'],
      [unknown, 'FACT_UNKNOWN'],
    ] as const) {
      const saved = await callApi(server.url, 'POST', '/api/workflows', { body });
      const { id } = saved.body as { id: string };
      const published = await callApi(server.url, 'POST', `/api/workflows/${id}/publish`);
      expect(published).toMatchObject({ status: 422, body: { code: 'WORKFLOW_HAS_ERRORS' } });
      expect(
        (published.body as { problems: { code: string }[] }).problems.map((problem) => problem.code),
      ).toContain(code);
    }
    expect((await callApi(server.url, 'GET', '/api/workflows/nowhere')).body).toMatchObject({
      code: 'WORKFLOW_UNKNOWN',
      status: 404,
    });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
