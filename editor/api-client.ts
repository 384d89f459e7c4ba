import type { Route } from '../shared/api/route.ts';
import {
  type AnswerOf,
  type BodyInput,
  type PathParams,
  type QueryInput,
  type RouteName,
  type Routes,
  routes,
} from '../shared/api.ts';
import type { ProblemCode } from '../shared/problems.ts';
import { textsThere } from './i18n/language.ts';

/** Failures only a browser knows: no answer at all, or one that is not ours (a proxy's error page). */
export type LocalProblemCode = 'OFFLINE' | 'ANSWER_UNREADABLE';

/** A refused request: the catalogue's code, what fills its sentence, and further members of the problem body. */
export class ApiProblem extends Error {
  readonly code: ProblemCode | LocalProblemCode;
  readonly status: number;
  readonly facts: Record<string, string | number>;
  readonly extra: Record<string, unknown>;

  constructor(
    code: ProblemCode | LocalProblemCode,
    status: number,
    sentence: string,
    facts: Record<string, string | number> = {},
    extra: Record<string, unknown> = {},
  ) {
    super(sentence);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.facts = facts;
    this.extra = extra;
  }
}

type ParamsPart<Path extends string> = keyof PathParams<Path> extends never
  ? { params?: undefined }
  : { params: PathParams<Path> };
type QueryPart<Query> = [Query] extends [undefined] ? { query?: undefined } : { query?: Query };
type BodyPart<Body> = [Body] extends [undefined]
  ? { body?: undefined }
  : undefined extends Body
    ? { body?: Body }
    : { body: Body };

/** What a route needs to be called. */
export type RequestOf<Name extends RouteName> = ParamsPart<Routes[Name]['path']> &
  QueryPart<QueryInput<Name>> &
  BodyPart<BodyInput<Name>> & {
    /** The ETag read before; goes into If-Match. */
    ifMatch?: string;
    signal?: AbortSignal;
    /** The request goes out although the page is being left; small ones only. */
    keepalive?: boolean;
  };

type Arguments<Name extends RouteName> =
  Record<never, never> extends RequestOf<Name> ? [request?: RequestOf<Name>] : [request: RequestOf<Name>];

/** One function per route of `shared/api.ts`; each throws an `ApiProblem` when the answer is not a success. */
export type Api = { [Name in RouteName]: (...request: Arguments<Name>) => Promise<AnswerOf<Name>> };

export const api = Object.fromEntries(
  Object.entries(routes).map(([name, route]) => [name, (request?: LooseRequest) => send(route, request)]),
) as unknown as Api;

interface LooseRequest {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
}

/** The address of a route with its parameters and query filled in; what is undefined or empty is left out. */
export function addressOf(
  path: string,
  params: Record<string, string> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

async function send(route: Route, request: LooseRequest = {}): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  if (request.ifMatch !== undefined) headers['if-match'] = request.ifMatch;
  const address = addressOf(route.path, request.params, request.query);
  const response = await fetch(address, {
    method: route.method,
    headers,
    credentials: 'same-origin',
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    ...(request.signal ? { signal: request.signal } : {}),
    ...(request.keepalive ? { keepalive: true } : {}),
  }).catch((cause: unknown) => {
    // A cancelled request is no failure to show; whoever cancelled it knows.
    if (request.signal?.aborted) throw cause;
    throw new ApiProblem('OFFLINE', 0, 'The server does not answer.');
  });
  if (response.status === 204) return undefined;
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const problem = problemOf(response.status, answer);
    // Whoever is shown a problem is told in their language; that nobody is signed in leads to a page instead.
    if (problem.code !== 'SIGN_IN_NEEDED') await textsThere('rest').catch(() => undefined);
    throw problem;
  }
  if (answer === undefined)
    throw new ApiProblem('ANSWER_UNREADABLE', response.status, 'The answer is not JSON.');
  return answer;
}

/** Reads an RFC 9457 body; an answer without a code did not come from Mooring. */
export function problemOf(status: number, body: unknown): ApiProblem {
  if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string') {
    return new ApiProblem('ANSWER_UNREADABLE', status, `The server answered ${status}.`);
  }
  const { code, detail, title, facts, ...extra } = body as Record<string, unknown>;
  const sentence = typeof detail === 'string' ? detail : typeof title === 'string' ? title : String(code);
  return new ApiProblem(
    code as ProblemCode,
    status,
    sentence,
    (facts ?? {}) as Record<string, string | number>,
    extra,
  );
}
