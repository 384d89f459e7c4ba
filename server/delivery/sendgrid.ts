import sendgrid from '@sendgrid/mail';
import type { Message } from '../../shared/message.ts';
import type { DeliveryOutcome, Mailer } from '../ports/delivery.ts';
import { outcomeOfFailure } from './sendgrid-failure.ts';

/** Our message id travels in this custom argument and comes back with every provider event. */
const MESSAGE_ARGUMENT = 'mooring_message';

export interface SendGridOptions {
  apiKey: string;
  /** Another host that speaks SendGrid’s API: its EU region, a relay, a stand-in. */
  baseUrl?: string | undefined;
  /** After this many milliseconds without an answer nobody can tell whether the message was taken. */
  timeoutMs: number;
}

type MailService = typeof sendgrid;
type Client = Parameters<MailService['setClient']>[0];
/** What the package has and its types leave out. */
const { MailService } = sendgrid as MailService & { MailService: new () => MailService & { client: Client } };

/** Live mail through SendGrid’s v3 API. */
export function createSendGridMailer({ apiKey, baseUrl, timeoutMs }: SendGridOptions): Mailer {
  return {
    name: 'sendgrid',
    async send(message, { from, headers, signal }): Promise<DeliveryOutcome> {
      const deadline = AbortSignal.timeout(timeoutMs);
      if (!message.to) return { type: 'failed', retryable: false, reason: 'the message has no address' };
      if (signal?.aborted) return { type: 'failed', retryable: true, reason: 'stopped before sending' };
      try {
        const service = serviceWith(apiKey, baseUrl, signal ? AbortSignal.any([signal, deadline]) : deadline);
        const [response] = await service.send(mailOf(message, from, headers));
        return { type: 'sent', providerId: headerOf(response.headers, 'x-message-id') };
      } catch (error) {
        return outcomeOfFailure(error, apiKey);
      }
    },
  };
}

/** A service for one call, so that its deadline is its own. The shared instance of the package is left alone. */
function serviceWith(apiKey: string, baseUrl: string | undefined, signal: AbortSignal): MailService {
  const service = new MailService();
  const { client } = service;
  // Not `setApiKey`, which prints a warning about keys of other shapes.
  client.setDefaultHeader('Authorization', `Bearer ${apiKey}`);
  const defaults = {
    ...(baseUrl ? { baseUrl } : {}),
    signal,
    // A redirect would repeat the message, key included, somewhere else.
    maxRedirects: 0,
  };
  client.setDefaultRequest(defaults);
  return service;
}

function mailOf(
  message: Message,
  from: string,
  headers: Record<string, string>,
): Parameters<MailService['send']>[0] {
  return {
    to: { email: message.to ?? '' },
    from,
    subject: message.subject,
    // The plain part first: readers show the last part they understand.
    content: [
      { type: 'text/plain', value: message.text || ' ' },
      { type: 'text/html', value: message.html || ' ' },
    ],
    headers,
    customArgs: { [MESSAGE_ARGUMENT]: message.id },
    ...(message.workflowId === undefined ? {} : { categories: [message.workflowId] }),
    trackingSettings: {
      clickTracking: { enable: false, enableText: false },
      openTracking: { enable: false },
      subscriptionTracking: { enable: false },
    },
  };
}

function headerOf(headers: unknown, name: string): string | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  const value: unknown = Reflect.get(headers, name);
  return typeof value === 'string' ? value : undefined;
}
