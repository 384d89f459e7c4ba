import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSendGridMailer } from '../../server/delivery/sendgrid.ts';
import { recordProviderEvents } from '../../server/use-cases/delivery/provider-events.ts';
import { unsubscribe } from '../../server/use-cases/delivery/unsubscribe.ts';
import type { Message } from '../../shared/message.ts';
import { type SendGridStandIn, startSendGridStandIn } from '../support/sendgrid-stand-in.ts';
import { openWorld, type World } from '../support/world.ts';

let sendgrid: SendGridStandIn;
let world: World;
beforeAll(async () => {
  sendgrid = await startSendGridStandIn();
});
afterAll(() => sendgrid.close());
beforeEach(async () => {
  sendgrid.requests.length = 0;
  sendgrid.answerAlways({ status: 202 });
  const live = createSendGridMailer({ apiKey: 'SG.test', baseUrl: sendgrid.url, timeoutMs: 500 });
  world = await openWorld({ live, mailFrom: 'Pier <hi@pier.io>' });
  const settings = await world.runtime.settings.get();
  await world.runtime.settings.save({
    ...settings,
    companyName: 'Pier',
    postalAddress: 'Long Street 1, Warsaw',
  });
  await world.publish({
    format: 'mooring.workflow/1',
    name: 'Two mails',
    entry: { trigger: { kind: 'event', event: 'Data Exported' } },
    start: 's1',
    steps: {
      s1: {
        kind: 'send-email',
        name: 'First',
        subject: 'Hi {{ contact.traits.firstName }}',
        body: 'Leaving?',
        topic: 'Tips',
        next: 's2',
      },
      s2: { kind: 'wait', name: 'Breathe', for: '3d', next: 's3' },
      s3: { kind: 'send-email', name: 'Second', subject: 'Still there?', body: 'Say hello.', next: 's4' },
      s4: { kind: 'exit', name: 'Done' },
    },
  });
});
afterEach(() => world.close());

async function export1(userId = 'ada', email = 'ada@acme.io'): Promise<void> {
  await world.identify(userId, { email, firstName: 'Ada' });
  await world.track(userId, 'Data Exported');
  await world.settle();
}
const messages = async (): Promise<Message[]> =>
  (await world.runtime.messages.list({ limit: 50 })).items.reverse();
const statuses = async () =>
  (await messages()).map(({ status, reason }) => (reason ? `${status}: ${reason}` : status));

describe('live mail', () => {
  it('goes out step by step, each once, with the way out', async () => {
    await export1();
    await world.settle();
    expect(sendgrid.requests.map(({ body }) => body.subject)).toEqual(['Hi Ada']);
    await world.pass('4d');
    expect(sendgrid.requests.map(({ body }) => body.subject)).toEqual(['Hi Ada', 'Still there?']);
    expect(await statuses()).toEqual(['sent', 'sent']);
    expect((await messages())[0]).toMatchObject({ provider: 'sendgrid', providerId: 'sg-1', attempts: 1 });
  });

  it('stops once the link in the mail’s own header was used', async () => {
    await export1();
    const headers = sendgrid.requests[0]?.body.headers as Record<string, string>;
    const token = /\/u\/([\w.-]+)>$/.exec(headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    expect(await unsubscribe(world.runtime, token)).toMatchObject({
      unsubscribed: true,
      topics: [{ name: 'Tips' }],
    });
    await world.pass('4d');
    expect(sendgrid.requests).toHaveLength(1);
    expect(await statuses()).toEqual(['sent', 'suppressed: unsubscribed']);
  });

  it('stops once the address bounced', async () => {
    await export1();
    const [first] = await messages();
    const bounce = {
      event: 'bounce',
      type: 'bounce',
      status: '5.1.1',
      reason: 'no such user',
      mooring_message: first?.id,
    };
    expect(await recordProviderEvents(world.runtime, [bounce])).toBe(1);
    await world.pass('4d');
    expect(await statuses()).toEqual(['bounced: no such user', 'suppressed: bounced']);
  });

  it('is tried again after the provider was down, and the workflow waits for it', async () => {
    sendgrid.answerNext({ status: 503 }, { status: 429, headers: { 'retry-after': '600' } });
    await export1();
    expect(await statuses()).toEqual(['queued: SendGrid 503']);
    await world.pass('1h');
    expect(await statuses()).toEqual(['sent']);
    expect(sendgrid.requests).toHaveLength(3);
  });

  it('is never sent again after a hang, and is settled by what the provider reports', async () => {
    sendgrid.answerNext('hang');
    await export1();
    expect(await statuses()).toEqual(['unknown: SendGrid did not answer in time']);
    await world.pass('1d');
    expect(sendgrid.requests).toHaveLength(1);
    const [first] = await messages();
    await recordProviderEvents(world.runtime, [{ event: 'delivered', mooring_message: first?.id }]);
    expect((await messages())[0]?.status).toBe('delivered');
    await world.pass('4d');
    expect(sendgrid.requests).toHaveLength(2);
  });

  it('reaches demo addresses only in the preview outbox', async () => {
    await export1('demo', 'demo@example.com');
    expect(sendgrid.requests).toHaveLength(0);
    expect((await messages())[0]).toMatchObject({ status: 'sent', provider: 'preview' });
  });
});
