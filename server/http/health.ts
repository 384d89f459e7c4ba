import type { Request, Response } from 'express';
import { problem } from '../../shared/problems.ts';
import type { HttpContext } from './context.ts';

/** The process is up and answers. */
export function answerHealth(_request: Request, response: Response): void {
  response.json({ status: 'ok' });
}

/** The database answers too: calls can be taken. */
export function answerReadiness(context: Pick<HttpContext, 'options'>) {
  return async (_request: Request, response: Response): Promise<void> => {
    if (!(await context.options.ping())) throw problem('DATABASE_UNAVAILABLE', {});
    response.json({ status: 'ready' });
  };
}
