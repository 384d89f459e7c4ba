import type { IncomingMessage, ServerResponse } from 'node:http';
import { createExpress } from './http/api.ts';
import type { HttpContext, HttpOptions } from './http/context.ts';
import { createIngestHandler } from './http/ingest/ingest-handler.ts';
import { createCounters } from './http/metrics.ts';
import { createKeyRing } from './use-cases/people/key-ring.ts';
import type { Runtime } from './use-cases/runtime.ts';

/** What answers every request of the server: ingestion on its short way, everything else through Express. */
export function createApp(
  runtime: Runtime,
  options: HttpOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const context: HttpContext = {
    runtime,
    options,
    keys: createKeyRing(runtime),
    counters: createCounters(),
  };
  const express = createExpress(context);
  const ingest = createIngestHandler(context, express.get('trust proxy fn'));
  return (request, response) => {
    if (request.url?.startsWith('/v1/')) ingest(request, response);
    else express(request, response);
  };
}
