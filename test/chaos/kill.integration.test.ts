import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkflowCounts } from '../../shared/workflow-view.ts';
import { callApi, eventually, listAll, sendBatch, testKeys } from '../support/api.ts';
import { type SendGridStandIn, startSendGridStandIn } from '../support/sendgrid-stand-in.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const PEOPLE = 500;

const workflow = {
  format: 'mooring.workflow/1',
  dailyLimit: 1_000_000,
  name: 'Chaos',
  entry: { trigger: { kind: 'event', event: 'Started' } },
  start: 'big',
  steps: {
    big: {
      kind: 'branch',
      name: 'Even?',
      paths: [
        {
          id: 'yes',
          when: { all: [{ fact: 'contact', path: '$.traits.even', operator: 'equal', value: true }] },
          next: 'call',
        },
      ],
      otherwise: 'wait',
    },
    call: { kind: 'create-task', name: 'Call', title: 'Call {{ contact.userId }}', next: 'wait' },
    wait: { kind: 'wait', name: 'Breathe', for: '1s', next: 'mail' },
    mail: {
      kind: 'send-email',
      name: 'Mail',
      subject: 'For {{ contact.userId }}',
      body: 'Hello',
      next: 'again',
    },
    again: { kind: 'wait', name: 'Again', for: '1s', next: 'end' },
    end: { kind: 'exit' },
  },
};

interface Message {
  id: string;
  userId: string;
  status: string;
}

describe('kill -9', () => {
  let dataDir: string;
  let server: RunningServer;
  let worker: RunningServer | undefined;
  let provider: SendGridStandIn | undefined;
  const running: RunningServer[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'mooring-chaos-'));
  });
  afterEach(async () => {
    for (const one of running.splice(0).reverse()) await one.stop();
    await provider?.close();
    provider = undefined;
    worker = undefined;
    await rm(dataDir, { recursive: true, force: true });
  });

  const env = () => ({
    ...testKeys,
    ...(provider
      ? { SENDGRID_API_KEY: 'SG.for-tests', SENDGRID_BASE_URL: provider.url, MAIL_FROM: 'team@company.test' }
      : {}),
  });
  const serve = async (port?: number) => {
    const started = await startServer({
      args: ['--no-worker'],
      env: env(),
      dataDir,
      ...(port ? { port } : {}),
    });
    running.push(started);
    return started;
  };
  const work = async () => {
    const started = await startServer({ command: 'worker', env: env(), dataDir });
    running.push(started);
    return started;
  };
  const counts = async (id: string) =>
    (await callApi(server.url, 'GET', `/api/workflows/${id}/counts`)).body as WorkflowCounts;

  async function publish(): Promise<string> {
    const created = await callApi(server.url, 'POST', '/api/workflows', { body: workflow });
    const { id } = created.body as { id: string };
    expect((await callApi(server.url, 'POST', `/api/workflows/${id}/publish`)).status).toBe(200);
    return id;
  }

  /** Sends everything, again where no answer came: the sender's part of the promise. */
  async function sendAll(): Promise<void> {
    for (let first = 0; first < PEOPLE; first += 25) {
      const calls = Array.from({ length: 25 }, (_, offset) => first + offset).flatMap((index) => [
        {
          type: 'identify',
          userId: `p${index}`,
          messageId: `identify-${index}`,
          traits: { email: `p${index}@customer.test`, even: index % 2 === 0 },
        },
        { type: 'track', userId: `p${index}`, messageId: `track-${index}`, event: 'Started' },
      ]);
      await eventually(
        () => sendBatch(server.url, calls),
        ({ status }) => status === 200,
        60,
      );
    }
  }

  async function expectAllDone(id: string): Promise<Message[]> {
    await eventually(
      () => counts(id),
      ({ entered, inside }) => entered === PEOPLE && inside === 0,
      120,
    );
    const messages = await listAll<Message>(server.url, '/api/messages');
    expect(new Set(messages.map(({ userId }) => userId)).size).toBe(PEOPLE);
    expect(messages).toHaveLength(PEOPLE);
    expect(await listAll(server.url, '/api/tasks')).toHaveLength(PEOPLE / 2);
    expect(
      (await listAll<{ status: string }>(server.url, '/api/enrolments')).every(
        ({ status }) => status === 'completed',
      ),
    ).toBe(true);
    return messages;
  }

  it('of the worker while it sends through a provider: whoever takes over sends nothing twice, and says what it cannot know', async () => {
    provider = await startSendGridStandIn();
    server = await serve();
    await callApi(server.url, 'PATCH', '/api/settings', {
      body: { companyName: 'Company', postalAddress: 'Street 1, Town' },
    });
    worker = await work();
    const id = await publish();
    await sendAll();
    await eventually(
      async () => provider?.requests.length ?? 0,
      (sent) => sent > 100,
    );
    await worker.kill('SIGKILL');
    worker = await work();
    const messages = await expectAllDone(id);
    const sent = provider.requests.map(({ body }) => messageId(body));
    expect(new Set(sent).size).toBe(sent.length);
    const lost = messages.filter(({ status }) => status === 'unknown').map((message) => message.id);
    expect(
      messages.filter(({ id: messageId, status }) => status === 'sent' && !sent.includes(messageId)),
    ).toEqual([]);
    expect(messages.filter(({ status }) => status !== 'sent' && status !== 'unknown')).toEqual([]);
    // As many as a process has on their way at once: twenty that hang, and ten taken up beside them.
    expect(lost.length).toBeLessThanOrEqual(30);
  }, 240_000);

  it('is outlived by a worker that was stopped for a minute: continued, it writes nothing late and sends nothing', async () => {
    provider = await startSendGridStandIn();
    server = await serve();
    await callApi(server.url, 'PATCH', '/api/settings', {
      body: { companyName: 'Company', postalAddress: 'Street 1, Town' },
    });
    worker = await work();
    const id = await publish();
    await sendAll();
    await eventually(
      async () => provider?.requests.length ?? 0,
      (sent) => sent > 50,
    );
    worker.signal('SIGSTOP');
    const stoppedAt = performance.now();
    await work();
    const messages = await expectAllDone(id);
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, 60_000 - (performance.now() - stoppedAt))),
    );
    const before = provider.requests.length;
    const enrolments = await listAll(server.url, '/api/enrolments');
    worker.signal('SIGCONT');
    // Long enough for every timer of the continued worker to ring several times.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(provider.requests.length).toBe(before);
    expect(await listAll(server.url, '/api/enrolments')).toEqual(enrolments);
    expect((await listAll<Message>(server.url, '/api/messages')).map(({ status }) => status).sort()).toEqual(
      messages.map(({ status }) => status).sort(),
    );
    const sent = provider.requests.map(({ body }) => messageId(body));
    expect(new Set(sent).size).toBe(sent.length);
  }, 300_000);
});

function messageId(body: Record<string, unknown>): string {
  const [first] = body.personalizations as { custom_args?: Record<string, string> }[];
  const args = { ...(body.custom_args as Record<string, string> | undefined), ...first?.custom_args };
  return Object.values(args)[0] ?? '';
}
