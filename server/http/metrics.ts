import type { Request, Response } from 'express';
import { Counter, Gauge, Registry } from 'prom-client';
import { problem } from '../../shared/problems.ts';
import { providerStates } from '../use-cases/delivery/provider-states.ts';
import { bearerToken } from './authenticate.ts';
import { isFromThisMachine } from './client-address.ts';
import type { HttpContext } from './context.ts';

/** What the handlers count. */
export interface Counters {
  registry: Registry;
  /** By route name and status. */
  requests: Counter<'route' | 'status'>;
  /** By outcome: the code of the problem, or `accepted`. */
  calls: Counter<'outcome'>;
}

/** Counters of one server. Node's own defaults are left out: their event-loop probe costs more than it tells. */
export function createCounters(): Counters {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of this process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of this process',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.set((user + system) / 1e6);
    },
  });
  return {
    registry,
    requests: new Counter({
      name: 'mooring_http_requests_total',
      help: 'Answered API calls',
      labelNames: ['route', 'status'],
      registers,
    }),
    calls: new Counter({
      name: 'mooring_ingestion_calls_total',
      help: 'Answered ingestion calls; a batch is one',
      labelNames: ['outcome'],
      registers,
    }),
  };
}

/** Prometheus's text: for this machine, or whoever has an API key. */
export function answerMetrics(context: HttpContext) {
  const { registry } = context.counters;
  new Gauge({
    name: 'mooring_messages',
    help: 'Messages by status',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [status, count] of Object.entries(await context.runtime.messages.counts()))
        this.set({ status }, count);
    },
  });
  new Gauge({
    name: 'mooring_provider_failing',
    help: 'Providers that failed lately: 1 while nothing is handed over, 0 before that; those that work are absent',
    labelNames: ['provider'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { id, state } of await providerStates(context.runtime))
        this.set({ provider: id }, state === 'failing' ? 0 : 1);
    },
  });
  return async (request: Request, response: Response): Promise<void> => {
    if (!isFromThisMachine(request)) {
      const bearer = bearerToken(request.headers.authorization);
      if (bearer === undefined) throw problem('SIGN_IN_NEEDED', {});
      if ((await context.keys.find(bearer))?.kind !== 'api') throw problem('API_KEY_UNKNOWN', {});
    }
    response.type(registry.contentType).send(await registry.metrics());
  };
}
