import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BatchAnswer, type CallType, MAX_BATCH_BYTES, MAX_CALL_BYTES } from '../../../shared/event.ts';
import { Problem, problem } from '../../../shared/problems.ts';
import { clientAddress, type TrustProxy } from '../client-address.ts';
import type { HttpContext } from '../context.ts';
import { asProblem, sendProblem } from '../problem-answer.ts';
import { parseJson, readBody } from '../read-body.ts';
import { writeKeyOf } from './credentials.ts';
import { createIngestLimits, type IngestLimits } from './rate-limits.ts';
import { createUnreadableNotes } from './unreadable-calls.ts';

type Target = { single: CallType } | { batch: true; historical: boolean };

const batch = { batch: true, historical: false } as const;

/** What answers below /v1; the one-letter names are analytics.js's. */
const targets: ReadonlyMap<string, Target> = new Map<string, Target>([
  ...(['identify', 'track', 'page', 'screen', 'group', 'alias'] as const).flatMap(
    (type): [string, Target][] => [
      [`/v1/${type}`, { single: type }],
      [`/v1/${type.charAt(0)}`, { single: type }],
    ],
  ),
  ['/v1/batch', batch],
  ['/v1/b', batch],
  ['/v1/import', { batch: true, historical: true }],
]);

const SUCCESS = Buffer.from('{"success":true}');
const ALLOWED = 'POST, OPTIONS';

interface IngestContext extends HttpContext {
  trusts: TrustProxy;
  limits: IngestLimits;
  noteUnreadable: ReturnType<typeof createUnreadableNotes>;
}

/**
 * Answers /v1. It stands before Express and its middleware, since this path carries the load: no logging, no page
 * headers, the body parsed once.
 */
export function createIngestHandler(
  http: HttpContext,
  trusts: TrustProxy,
): (request: IncomingMessage, response: ServerResponse) => void {
  const context: IngestContext = {
    ...http,
    trusts,
    limits: createIngestLimits(),
    noteUnreadable: createUnreadableNotes(http),
  };
  return (request, response) => {
    const path = pathOf(request);
    answer(context, path, request, response).then(
      () => context.counters.calls.inc({ outcome: 'accepted' }),
      (fault: unknown) => refuse(context, path, fault, request, response),
    );
  };
}

async function answer(
  context: IngestContext,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Access-Control-Allow-Origin', '*');
  const target = targets.get(path);
  if (!target) {
    if (answerProjectSettings(context, path, request, response)) return;
    throw problem('ROUTE_UNKNOWN', { method: request.method ?? '', path });
  }
  if (request.method === 'OPTIONS') {
    response.setHeader('Access-Control-Allow-Methods', ALLOWED);
    response.setHeader('Access-Control-Allow-Headers', 'Content-Type, Authorization');
    response.setHeader('Access-Control-Max-Age', '86400');
    response.writeHead(204).end();
    return;
  }
  if (request.method !== 'POST') {
    response.setHeader('Allow', ALLOWED);
    throw problem('METHOD_NOT_ALLOWED', { path, method: request.method ?? '' });
  }
  sendSuccess(response, await take(context, target, request));
}

async function take(context: IngestContext, target: Target, request: IncomingMessage): Promise<BatchAnswer> {
  const { body, bytes } = await read(context, target, request);
  const address = clientAddress(request, context.trusts);
  const secret = writeKeyOf(request, body);
  if (secret === undefined) throw problem('WRITE_KEY_MISSING', {});
  const key = await context.keys.find(secret);
  if (!key || key.kind === 'api') {
    await context.limits.stranger(address);
    throw problem('WRITE_KEY_UNKNOWN', {});
  }
  await context.limits.call(key.kind, key.id, address);
  const { origin } = request.headers;
  if (key.kind === 'browser' && key.origins?.length && !key.origins.includes(origin ?? ''))
    throw problem('SITE_REFUSED', { origin: (origin ?? 'no site').slice(0, 200) });
  const { ingest } = context.runtime;
  return 'single' in target
    ? ingest.call(target.single, body, key, bytes)
    : ingest.batch(body, key, { bytes, historical: target.historical });
}

async function read(
  context: IngestContext,
  target: Target,
  request: IncomingMessage,
): Promise<{ body: unknown; bytes: number }> {
  try {
    const bytes =
      'single' in target
        ? await readBody(request, MAX_CALL_BYTES, (size) => problem('EVENT_TOO_LARGE', { size }))
        : await readBody(request, MAX_BATCH_BYTES, () => problem('BATCH_TOO_LARGE', {}));
    const body = parseJson(bytes);
    if (body === undefined) throw problem('BODY_NOT_JSON', { detail: 'it is empty' });
    return { body, bytes: bytes.length };
  } catch (fault) {
    if (fault instanceof Problem) context.noteUnreadable(request, nameOf(target), fault);
    throw fault;
  }
}

function nameOf(target: Target): string {
  if ('single' in target) return target.single;
  return target.historical ? 'import' : 'batch';
}

function sendSuccess(response: ServerResponse, result: BatchAnswer): void {
  const plain = result.success && result.errors === undefined;
  const body = plain ? SUCCESS : Buffer.from(JSON.stringify(result));
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Content-Length', body.length);
  response.end(body);
}

function refuse(
  context: IngestContext,
  path: string,
  fault: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const known = asProblem(fault);
  const id = known && known.status < 500 ? undefined : context.runtime.chance.id();
  if (!known || known.status >= 500)
    context.options.log.error({ err: fault, requestId: id, path }, 'Call failed');
  const shown = known ?? new Problem('INTERNAL', { requestId: id ?? '' });
  context.counters.calls.inc({ outcome: shown.code });
  sendProblem(response, shown, { id, path });
  if (!request.complete) request.resume();
}

/** analytics.js asks which integrations to load before it sends anything. */
function answerProjectSettings(
  { runtime }: HttpContext,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const [, apiKey] = /^\/v1\/projects\/([\w-]{1,200})\/settings$/.exec(path) ?? [];
  if (apiKey === undefined || request.method !== 'GET') return false;
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'public, max-age=300');
  const protocol = runtime.installation.publicUrl.startsWith('https:') ? 'https' : 'http';
  const segment = { apiKey, apiHost: `${request.headers.host}/v1`, protocol };
  response.end(
    JSON.stringify({ integrations: { 'Segment.io': segment }, plan: {}, metrics: { sampleRate: 0 } }),
  );
  return true;
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '';
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
