import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import { Problem, problem } from '../../shared/problems.ts';

/** The failures of a database that is away, as the driver names them. */
const databaseAway =
  /^Mongo(Network|NetworkTimeout|ServerSelection|NotConnected|Topology\w*|PoolCleared|WaitQueueTimeout)Error$|^MongooseServerSelectionError$/;

/** The problem behind whatever was thrown; undefined for a bug. */
export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof Error && databaseAway.test(error.name))
    return problem('DATABASE_UNAVAILABLE', {}, { cause: error });
  return undefined;
}

/** The RFC 9457 body of a problem. `facts` fill the translated sentence. */
export function problemBody(
  fault: Problem,
  request: { id?: string | undefined; path?: string | undefined } = {},
): Record<string, unknown> {
  return {
    ...fault.extra,
    type: `urn:mooring:problem:${fault.code}`,
    title: titleOf(fault.code),
    status: fault.status,
    detail: fault.message,
    code: fault.code,
    facts: fault.facts,
    ...(request.path === undefined ? {} : { instance: request.path }),
    ...(request.id === undefined ? {} : { requestId: request.id }),
  };
}

/** Answers with a problem, with the headers its status calls for. */
export function sendProblem(
  response: ServerResponse,
  fault: Problem,
  request: { id?: string | undefined; path?: string | undefined } = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = Buffer.from(JSON.stringify(problemBody(fault, request)));
  const { seconds } = fault.facts;
  if (typeof seconds === 'number') response.setHeader('Retry-After', String(Math.max(1, Math.ceil(seconds))));
  if (fault.status === 401) response.setHeader('WWW-Authenticate', challengeOf(fault));
  // What is left of a body nobody reads must not be taken for the next request.
  if (!response.req.complete) response.setHeader('Connection', 'close');
  response.statusCode = fault.status;
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', body.length);
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** The first thing wrong with a body, and all of them in `issues`. */
export function bodyInvalid(error: z.ZodError): Problem {
  const issues = error.issues.map((issue) => ({
    path: issue.path.join('.') || 'body',
    message: issue.message,
  }));
  const first = issues[0] ?? { path: 'body', message: 'It is not usable.' };
  return problem('BODY_INVALID', { path: first.path, detail: first.message }, { extra: { issues } });
}

/** The first query parameter that is wrong. */
export function queryInvalid(error: z.ZodError): Problem {
  const [issue] = error.issues;
  const name = issue?.path.join('.') || 'query';
  return problem('QUERY_INVALID', { name, detail: issue?.message ?? 'It is not usable.' });
}

function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Basic only where write keys come that way: a browser would open its own password window for it. */
function challengeOf(fault: Problem): string {
  return fault.code.startsWith('WRITE_KEY') ? 'Basic realm="Mooring write key"' : 'Bearer realm="Mooring"';
}
