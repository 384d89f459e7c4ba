import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { Problem, problem } from '../../shared/problems.ts';
import type { HttpContext } from './context.ts';
import { mountEditor } from './editor-files.ts';
import { answerHealth, answerReadiness } from './health.ts';
import { mountHooksIn } from './hooks-in.ts';
import { logRequests } from './log-requests.ts';
import { answerMetrics } from './metrics.ts';
import { asProblem, sendProblem } from './problem-answer.ts';
import { mountRoutes } from './routes.ts';
import { secureHeaders } from './secure-headers.ts';
import { mountSendGridWebhook } from './sendgrid-webhook.ts';
import { mountStripeWebhook } from './stripe-webhook.ts';
import { mountUnsubscribe } from './unsubscribe-routes.ts';
import { mountWebSnippet } from './web-snippet.ts';

/** Everything Express answers: health, metrics, the API, pages and the editor. */
export function createExpress(context: HttpContext): Express {
  const { runtime, options } = context;
  const app = express();
  app.set('trust proxy', options.trustProxy);
  app.disable('x-powered-by');
  // The API's ETags are revisions for If-Match; hashes of bodies would be mistaken for them.
  app.set('etag', false);
  app.get('/healthz', answerHealth);
  app.get('/readyz', answerReadiness(context));
  app.get('/metrics', answerMetrics(context));
  app.use(secureHeaders(runtime.installation.publicUrl));
  app.use(logRequests(options.log, () => runtime.chance.id()));
  mountWebSnippet(app, options.editorDir);
  mountUnsubscribe(app, context);
  mountSendGridWebhook(app, context);
  mountStripeWebhook(app, context);
  mountHooksIn(app, context);
  mountRoutes(app, context);
  app.use(['/api', '/hooks', '/u'], (request: Request) => {
    throw problem('ROUTE_UNKNOWN', { method: request.method, path: pathOf(request) });
  });
  mountEditor(app, options.editorDir);
  app.use((request: Request) => {
    throw problem('ROUTE_UNKNOWN', { method: request.method, path: pathOf(request) });
  });
  app.use(answerFault(context));
  return app;
}

/** Turns whatever was thrown into an answer. Express knows error handlers by their four parameters. */
function answerFault(context: HttpContext) {
  return (fault: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const id = request.id === undefined ? context.runtime.chance.id() : String(request.id);
    const path = pathOf(request);
    const known = asProblem(fault) ?? undecodable(fault, request);
    // The line about the request shows it; health and metrics have no such line.
    if (!known || known.status >= 500)
      response.err = fault instanceof Error ? fault : new Error(String(fault));
    if (response.err && !request.log) context.options.log.error({ err: fault, path }, 'Request failed');
    sendProblem(response, known ?? new Problem('INTERNAL', { requestId: id }), { id, path });
  };
}

/** Express refuses addresses like /%zz itself. */
function undecodable(fault: unknown, request: Request): Problem | undefined {
  const status = fault instanceof Error && 'status' in fault ? fault.status : undefined;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  return problem('ROUTE_UNKNOWN', { method: request.method, path: pathOf(request) });
}

function pathOf(request: Request): string {
  return request.originalUrl.split('?')[0] ?? request.path;
}
