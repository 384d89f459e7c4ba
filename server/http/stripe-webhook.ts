import type { IRouter, Request, Response } from 'express';
import { problem } from '../../shared/problems.ts';
import { receiveNotice } from '../use-cases/billing/receive-notice.ts';
import type { HttpContext } from './context.ts';
import { readBody } from './read-body.ts';

const MAX_BODY = 1024 * 1024;

/** What Stripe reports. The signature is checked over the bytes as they came; 2xx means it is on disk. */
export function mountStripeWebhook(router: IRouter, { runtime }: HttpContext): void {
  router.post('/hooks/stripe', async (request: Request, response: Response) => {
    const { verify } = runtime.billing;
    if (!verify) throw problem('WEBHOOK_NOT_CONFIGURED', { variable: 'STRIPE_WEBHOOK_SECRET' });
    const body = await readBody(request, MAX_BODY, () => problem('BODY_TOO_LARGE', { limit: '1 MB' }));
    const notice = verify(body, request.get('Stripe-Signature') ?? '');
    if (!notice) throw problem('SIGNATURE_INVALID', {});
    await receiveNotice(runtime, notice);
    response.status(204).end();
  });
  router.all('/hooks/stripe', (request: Request, response: Response) => {
    response.setHeader('Allow', 'POST');
    throw problem('METHOD_NOT_ALLOWED', { path: request.path, method: request.method });
  });
}
