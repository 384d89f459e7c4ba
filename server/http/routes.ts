import type { IRouter, NextFunction, Request, Response } from 'express';
import type { Route } from '../../shared/api/route.ts';
import { type RouteName, routes } from '../../shared/api.ts';
import { roleAllows } from '../../shared/people.ts';
import { problem } from '../../shared/problems.ts';
import type { Actor, Verb, VerbCall } from '../use-cases/verb.ts';
import { callerOf } from './authenticate.ts';
import { checkOrigin } from './check-origin.ts';
import type { HttpContext } from './context.ts';
import { createDoors, type DoorName } from './doors.ts';
import { createIdempotency, type Idempotency } from './idempotency.ts';
import { openApiDocument } from './openapi.ts';
import { refuseOperatorKeys } from './operator-keys.ts';
import { bodyInvalid, queryInvalid } from './problem-answer.ts';
import { parseJson, readBody } from './read-body.ts';
import { createStreams, type StreamName } from './streams.ts';
import { createSignInThrottle } from './throttle.ts';
import { verbs } from './verbs.ts';

const MAX_BODY = 1024 * 1024;

/** Whoever calls a public route without credentials. */
const nobody: Actor = { type: 'system', id: 'nobody', name: '', role: 'viewer' };

/** What answers a route: its verb, or a door that also handles the cookie. */
type Answer = (call: VerbCall<RouteName>, request: Request, response: Response) => Promise<unknown>;

/** Mounts every route of the table below `/api`, and says which methods a path answers. */
export function mountRoutes(router: IRouter, context: HttpContext): void {
  const doors = createDoors(context, createSignInThrottle());
  const streams = createStreams(context);
  const idempotency = createIdempotency(context);
  const paths = new Map<string, string[]>();
  for (const [name, route] of Object.entries<Route>(routes) as [RouteName, Route][]) {
    if (route.permission === 'write-key') continue;
    const answer = answerOf(name, context, { ...doors, ...streams });
    const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    router[method](route.path, (request: Request, response: Response) =>
      serve({ name, route, answer, context, idempotency }, request, response),
    );
    paths.set(route.path, [...(paths.get(route.path) ?? []), route.method]);
  }
  for (const [path, methods] of paths) router.all(path, refuseMethod(methods));
}

interface Mounted {
  name: RouteName;
  route: Route;
  answer: Answer;
  context: HttpContext;
  idempotency: Idempotency;
}

async function serve(mounted: Mounted, request: Request, response: Response): Promise<void> {
  const { name, route, answer, context, idempotency } = mounted;
  response.on('finish', () => context.counters.requests.inc({ route: name, status: response.statusCode }));
  const actor = await admit(route, request, context);
  const call = {
    params: request.params,
    query: parseQuery(route, request),
    body: await parseBody(route, request),
    actor: actor ?? nobody,
    ifMatch: ifMatchOf(route, request),
    signal: goneSignal(response),
  } as VerbCall<RouteName>;
  const key = route.method === 'POST' && actor ? request.get('Idempotency-Key') : undefined;
  const run = () => answer(call, request, response);
  const result =
    key === undefined
      ? await run()
      : await idempotency.once(
          {
            key: key.slice(0, 255),
            route: name,
            path: request.path,
            actor: actor ?? nobody,
            body: call.body,
          },
          run,
        );
  // A key made or revoked here counts at once; other processes follow within two seconds.
  if (name === 'createKey' || name === 'changeKey' || name === 'revokeKey') context.keys.forget();
  sendAnswer(response, route, result);
}

/** Who calls, when the route lets them in; undefined on a public route without credentials. */
async function admit(route: Route, request: Request, context: HttpContext): Promise<Actor | undefined> {
  const bearer = /^bearer /i.test(request.headers.authorization ?? '');
  if (!bearer) checkOrigin(request, context.runtime.installation.publicUrl);
  if (route.permission === 'public' || route.permission === 'write-key') return undefined;
  const actor = await callerOf(request, context);
  if (!actor) throw problem('SIGN_IN_NEEDED', {});
  if (!roleAllows(actor.role, route.permission))
    throw problem('NOT_ALLOWED', { needed: route.permission, role: actor.role });
  return actor;
}

/** Aborted when the connection closes before the answer was sent. */
function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(problem('CALLER_GONE', {}));
  });
  return gone.signal;
}

function parseQuery(route: Route, request: Request): unknown {
  if (!route.query) return {};
  const parsed = route.query.safeParse(request.query);
  if (!parsed.success) throw queryInvalid(parsed.error);
  return parsed.data;
}

async function parseBody(route: Route, request: Request): Promise<unknown> {
  if (!route.body) return undefined;
  const bytes = await readBody(request, MAX_BODY, () => problem('BODY_TOO_LARGE', { limit: '1 MB' }));
  const body = parseJson(bytes);
  refuseOperatorKeys(body);
  const parsed = route.body.safeParse(body);
  if (!parsed.success) throw bodyInvalid(parsed.error);
  return route.method === 'PATCH' ? onlySent(parsed.data, body) : parsed.data;
}

/** A PATCH changes what was sent: defaults that parsing filled in would reset the rest. */
function onlySent(parsed: unknown, sent: unknown): unknown {
  if (typeof parsed !== 'object' || parsed === null || typeof sent !== 'object' || sent === null)
    return parsed;
  return Object.fromEntries(Object.entries(parsed).filter(([key]) => Object.hasOwn(sent, key)));
}

function ifMatchOf(route: Route, request: Request): string | undefined {
  const header = request.get('If-Match')?.trim();
  if (route.ifMatch && !header) throw problem('PRECONDITION_REQUIRED', {});
  return header?.replace(/^(?:W\/)?"(.*)"$/, '$1');
}

function sendAnswer(response: Response, route: Route, answer: unknown): void {
  // A file has been sent already.
  if (response.headersSent) return;
  response.setHeader('Cache-Control', 'no-store');
  if (route.status === 204) {
    response.status(204).end();
    return;
  }
  if (typeof answer === 'object' && answer !== null && 'etag' in answer && typeof answer.etag === 'string')
    response.setHeader('ETag', `"${answer.etag}"`);
  response.status(route.status ?? 200).json(answer);
}

function answerOf(
  name: RouteName,
  context: HttpContext,
  special: ReturnType<typeof createDoors> & ReturnType<typeof createStreams>,
): Answer {
  if (name in special) return special[name as DoorName | StreamName] as Answer;
  if (name === 'openApi') return () => Promise.resolve(openApiDocument());
  const verb = (verbs as unknown as Record<string, Verb<RouteName> | undefined>)[name];
  if (!verb) throw new Error(`The route ${name} has no verb`);
  return (call) => verb(context.runtime, call);
}

function refuseMethod(methods: readonly string[]) {
  const allow = [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].join(
    ', ',
  );
  return (request: Request, response: Response, _next: NextFunction): void => {
    response.setHeader('Allow', allow);
    if (request.method === 'OPTIONS') response.status(204).end();
    else throw problem('METHOD_NOT_ALLOWED', { path: request.path, method: request.method });
  };
}
