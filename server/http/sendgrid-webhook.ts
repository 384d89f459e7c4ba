import type { IRouter, Request, Response } from 'express';
import { problem } from '../../shared/problems.ts';
import { recordProviderEvents } from '../use-cases/delivery/provider-events.ts';
import type { HttpContext } from './context.ts';
import { parseJson, readBody } from './read-body.ts';

const MAX_BODY = 4 * 1024 * 1024;

/** What SendGrid reports of our messages. The signature is checked over the bytes as they came. */
export function mountSendGridWebhook(router: IRouter, { runtime, options }: HttpContext): void {
  router.post('/hooks/sendgrid', async (request: Request, response: Response) => {
    const { verifySendGrid } = options;
    if (!verifySendGrid) throw problem('WEBHOOK_NOT_CONFIGURED', { variable: 'SENDGRID_WEBHOOK_KEY' });
    const body = await readBody(request, MAX_BODY, () => problem('BODY_TOO_LARGE', { limit: '4 MB' }));
    const signature = request.get('X-Twilio-Email-Event-Webhook-Signature') ?? '';
    const timestamp = request.get('X-Twilio-Email-Event-Webhook-Timestamp') ?? '';
    if (!verifySendGrid(body, signature, timestamp)) throw problem('SIGNATURE_INVALID', {});
    const events = parseJson(body);
    if (!Array.isArray(events))
      throw problem('BODY_INVALID', { path: 'body', detail: 'Send a list of events.' });
    await recordProviderEvents(runtime, events);
    response.status(204).end();
  });
  router.all('/hooks/sendgrid', (request: Request, response: Response) => {
    response.setHeader('Allow', 'POST');
    throw problem('METHOD_NOT_ALLOWED', { path: request.path, method: request.method });
  });
}
