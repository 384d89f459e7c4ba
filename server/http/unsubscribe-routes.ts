import type { IRouter, Request, Response } from 'express';
import { Problem, problem } from '../../shared/problems.ts';
import { describeUnsubscribe, unsubscribe } from '../use-cases/delivery/unsubscribe.ts';
import type { HttpContext } from './context.ts';
import { readUnsubscribeForm, unsubscribeFailurePage, unsubscribePage } from './pages/unsubscribe-page.ts';
import { readBody } from './read-body.ts';

const MAX_FORM = 16 * 1024;

/**
 * The page behind the link in every mail. Opening it changes nothing; posting unsubscribes without cookie or login,
 * from the page or by a mail program's own button (RFC 8058).
 */
export function mountUnsubscribe(router: IRouter, { runtime }: Pick<HttpContext, 'runtime'>): void {
  router
    .route('/u/:token')
    .get((request: Request<{ token: string }>, response: Response) =>
      answerPage(response, async () =>
        unsubscribePage(await describeUnsubscribe(runtime, request.params.token)),
      ),
    )
    .post((request: Request<{ token: string }>, response: Response) =>
      answerPage(response, async () => {
        const body = await readBody(request, MAX_FORM, () => problem('BODY_TOO_LARGE', { limit: '16 KB' }));
        const choice = readUnsubscribeForm(new URLSearchParams(body.toString('utf8')));
        return unsubscribePage(await unsubscribe(runtime, request.params.token, choice));
      }),
    )
    .all((request: Request, response: Response) => {
      response.setHeader('Allow', 'GET, HEAD, POST');
      throw problem('METHOD_NOT_ALLOWED', { path: '/u', method: request.method });
    });

  /** People meet this page, not programs: a link that leads nowhere says so in words. */
  async function answerPage(response: Response, page: () => Promise<string>): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    try {
      response.type('html').send(await page());
    } catch (fault) {
      if (!(fault instanceof Problem) || fault.code !== 'LINK_INVALID') throw fault;
      const { language } = await runtime.settings.get();
      response.status(fault.status).type('html').send(unsubscribeFailurePage(language));
    }
  }
}
