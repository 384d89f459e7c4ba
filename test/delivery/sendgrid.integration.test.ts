import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPreviewMailer } from '../../server/delivery/preview.ts';
import { createSendGridMailer } from '../../server/delivery/sendgrid.ts';
import type { Message } from '../../shared/message.ts';
import {
  type SendGridAnswer,
  type SendGridStandIn,
  startSendGridStandIn,
} from '../support/sendgrid-stand-in.ts';

const message: Message = {
  id: 'e1:1:hello',
  p: 0,
  contactId: 'c1',
  workflowId: 'w1',
  purpose: 'marketing',
  to: 'ada@acme.io',
  subject: 'Hi {{ not liquid }}',
  html: '<p>Hi</p>',
  text: 'Hi',
  status: 'sending',
  attempts: 0,
  createdAt: new Date(0),
};
const options = {
  from: 'Pier <hi@pier.io>',
  headers: {
    'List-Unsubscribe': '<https://pier.io/u/t>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
};
const apiKey = 'SG.very-secret';

let sendgrid: SendGridStandIn;
beforeAll(async () => {
  sendgrid = await startSendGridStandIn();
});
afterAll(() => sendgrid.close());
beforeEach(() => {
  sendgrid.requests.length = 0;
});
const mailer = (timeoutMs = 5_000) => createSendGridMailer({ apiKey, baseUrl: sendgrid.url, timeoutMs });

describe('mail through SendGrid', () => {
  it('carries the message, our id and the way out', async () => {
    expect(await mailer().send(message, options)).toEqual({ type: 'sent', providerId: 'sg-1' });
    const [request] = sendgrid.requests;
    expect(request?.path).toBe('/v3/mail/send');
    expect(request?.headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(request?.body).toMatchObject({
      from: { email: 'hi@pier.io', name: 'Pier' },
      subject: 'Hi {{ not liquid }}',
      content: [
        { type: 'text/plain', value: 'Hi' },
        { type: 'text/html', value: '<p>Hi</p>' },
      ],
      categories: ['w1'],
      headers: options.headers,
      tracking_settings: { click_tracking: { enable: false }, open_tracking: { enable: false } },
    });
    expect(JSON.stringify(request?.body)).toContain('"custom_args":{"mooring_message":"e1:1:hello"}');
    expect(JSON.stringify(request?.body)).toContain('"to":[{"email":"ada@acme.io"}]');
  });

  it.each<[SendGridAnswer, object]>([
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { type: 'failed', retryable: true, reason: 'SendGrid 429', retryAfterSeconds: 7 },
    ],
    [{ status: 500 }, { type: 'failed', retryable: true, reason: 'SendGrid 500' }],
    [
      { status: 503, headers: { 'retry-after': 'soon' } },
      { type: 'failed', retryable: true, reason: 'SendGrid 503' },
    ],
    [
      { status: 400, body: { errors: [{ message: 'Does not contain a valid address.', field: 'to' }] } },
      { type: 'failed', retryable: false, reason: 'SendGrid 400: Does not contain a valid address. (to)' },
    ],
    [
      { status: 401, body: { errors: [{ message: `The key ${apiKey} is wrong` }] } },
      { type: 'failed', retryable: false, reason: 'SendGrid 401: The key … is wrong' },
    ],
    [
      { status: 302, headers: { location: '/elsewhere' } },
      { type: 'failed', retryable: false, reason: 'SendGrid 302' },
    ],
  ])('reads the answer %j', async (answer, outcome) => {
    sendgrid.answerNext(answer);
    const got = await mailer().send(message, options);
    expect(JSON.parse(JSON.stringify(got))).toEqual(outcome);
    expect(sendgrid.requests).toHaveLength(1);
  });

  it('cannot tell what became of a request that is never answered', async () => {
    sendgrid.answerNext('hang');
    expect(await mailer(200).send(message, options)).toEqual({
      type: 'unknown',
      reason: 'SendGrid did not answer in time',
    });
  });

  it('cannot tell what became of a request whose connection broke', async () => {
    sendgrid.answerNext('reset');
    expect(await mailer().send(message, options)).toMatchObject({ type: 'unknown' });
    expect(sendgrid.requests).toHaveLength(1);
  });

  it('may try again when nobody listened', async () => {
    const closed = await startSendGridStandIn();
    await closed.close();
    const outcome = await createSendGridMailer({ apiKey, baseUrl: closed.url, timeoutMs: 2_000 }).send(
      message,
      options,
    );
    expect(outcome).toEqual({
      type: 'failed',
      retryable: true,
      reason: 'SendGrid could not be reached (ECONNREFUSED)',
    });
  });

  it('sends nothing once it was told to stop', async () => {
    const outcome = await mailer().send(message, { ...options, signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ type: 'failed', retryable: true });
    expect(sendgrid.requests).toHaveLength(0);
  });

  it('never throws, and prints nothing', async () => {
    const printed = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error'), vi.spyOn(console, 'log')];
    sendgrid.answerNext({ status: 200, body: 'odd' }, 'reset');
    const odd = createSendGridMailer({
      apiKey: 'not of their shape',
      baseUrl: sendgrid.url,
      timeoutMs: 2_000,
    });
    expect((await odd.send(message, options)).type).toBe('sent');
    expect((await odd.send(message, options)).type).toBe('unknown');
    const lost = createSendGridMailer({ apiKey, baseUrl: 'http://', timeoutMs: 2_000 });
    expect(await lost.send(message, options)).toMatchObject({ type: 'failed' });
    expect((await mailer().send({ ...message, to: undefined }, options)).type).toBe('failed');
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  });
});

describe('the preview outbox', () => {
  it('takes everything and sends nothing', async () => {
    expect(await createPreviewMailer().send(message, options)).toEqual({ type: 'sent' });
    expect(sendgrid.requests).toHaveLength(0);
  });
});
