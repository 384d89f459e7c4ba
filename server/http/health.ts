import type { Request, Response } from 'express';
import { problem } from '../../shared/problems.ts';
import { type ProviderKind, providerKinds } from '../../shared/provider.ts';
import { providerStates } from '../use-cases/delivery/provider-states.ts';
import type { HttpContext } from './context.ts';

/** The process is up and answers. */
export function answerHealth(_request: Request, response: Response): void {
  response.json({ status: 'ok' });
}

/** The database answers too: calls can be taken; and how many providers are down. */
export function answerReadiness(context: Pick<HttpContext, 'options' | 'runtime'>) {
  return async (_request: Request, response: Response): Promise<void> => {
    if (!(await context.options.ping())) throw problem('DATABASE_UNAVAILABLE', {});
    // A provider that is down stops no call from being taken: it is told, and the server stays ready. Which hosts
    // webhooks go to is nobody's business here.
    const down = (await providerStates(context.runtime)).filter(({ state }) => state !== 'failing');
    const count = (kind: ProviderKind) => down.filter((provider) => provider.kind === kind).length;
    response.json({
      status: 'ready',
      providersDown: Object.fromEntries(providerKinds.map((kind) => [kind, count(kind)])),
    });
  };
}
