import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** What is never written to a log, wherever it appears. */
export const redactedPaths = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'writeKey',
  '*.authorization',
  '*.cookie',
  '*["set-cookie"]',
  '*.password',
  '*.token',
  '*.secret',
  '*.writeKey',
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
];

/** Logs each request with an id, which the answer carries too. Reading is everyday and logged for debugging only. */
export function logRequests(log: Logger, freshId: () => string) {
  return pinoHttp({
    logger: log,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : freshId();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    customLogLevel: (request, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      return request.method === 'GET' || request.method === 'HEAD' ? 'debug' : 'info';
    },
    serializers: {
      req: (request: { id: unknown; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        url: withoutTokens(request.url),
      }),
      res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
      err: describeError,
    },
  });
}

/** An address without the tokens that links carry in path and query, and without e-mail addresses. */
export function withoutTokens(url: string): string {
  return url
    .replace(/(\/u\/|\/invitations?\/|\/suppressions\/)[^/?#]+/g, '$1…')
    .replace(/([?&](?:token|key|writeKey|secret|password|email|search)=)[^&#]*/gi, '$1…');
}

/** Name, sentence and stack only: what drivers hang on their errors may hold people's data. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
