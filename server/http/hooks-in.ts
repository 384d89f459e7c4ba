import type { IRouter, Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { problem } from '../../shared/problems.ts';
import { admitDelivery, receiveDelivery } from '../use-cases/hooks/receive-delivery.ts';
import type { HttpContext } from './context.ts';
import { refuseOperatorKeys } from './operator-keys.ts';
import { parseJson, readBody } from './read-body.ts';

const MAX_BODY = 256 * 1024;
const PER_SECOND = 100;

/** Webhooks of any provider, each mapped as its definition says. Proof is checked over the bytes as they came. */
export function mountHooksIn(router: IRouter, { runtime }: HttpContext): void {
  const limiter = new RateLimiterMemory({ points: PER_SECOND, duration: 1 });
  router.post('/hooks/in/:id', async (request: Request<{ id: string }>, response: Response) => {
    const { id } = request.params;
    await limiter.consume(`${id.slice(0, 64)} ${request.ip}`).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw problem('TOO_MANY_REQUESTS', { seconds: Math.ceil(refusal.msBeforeNext / 1_000) });
    });
    const body = await readBody(request, MAX_BODY, () => problem('BODY_TOO_LARGE', { limit: '256 KB' }));
    const { token } = request.query;
    const hook = await admitDelivery(runtime, id, {
      body,
      header: (name) => request.get(name),
      token: typeof token === 'string' ? token : undefined,
    });
    const payload = parseJson(body);
    refuseOperatorKeys(payload);
    await receiveDelivery(runtime, hook, payload);
    response.status(204).end();
  });
  router.all('/hooks/in/:id', (request: Request, response: Response) => {
    response.setHeader('Allow', 'POST');
    throw problem('METHOD_NOT_ALLOWED', { path: request.path, method: request.method });
  });
}
