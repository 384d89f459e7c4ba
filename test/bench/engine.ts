import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendBatch, testKeys } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { latencyAt } from './latency.ts';
import { loadOf } from './load.ts';
import type { Bench, Measurement } from './measurement.ts';
import { startReference } from './reference.ts';
import { stepsWith } from './steps.ts';
import { againstManyWorkflows } from './triggers.ts';
import { publishCaller, publishMailer } from './workflows.ts';

const RATES = [50, 200, 500];
const CREWS = [1, 2, 4];
const DELIVERIES = 6_000;
const BATCH = 50;
/** What Node-RED delivers a second on this kind of machine, storing nothing. */
const NODE_RED = 590;

export const engine: Bench = {
  name: 'engine',
  isLong: true,
  about:
    'workflows at work: steps by workers, events to messages and webhooks, many workflows beside each other',
  async run() {
    return [
      ...(await triggers()),
      ...(await steps()),
      ...(await latencies()),
      ...(await besideOthers()),
      await deliveries(),
    ];
  },
};

async function triggers(): Promise<Measurement[]> {
  const { ours, reference } = await againstManyWorkflows();
  return [
    {
      what: 'one event against 100 live workflows, 10 about it',
      value: ours,
      unit: 'events/s',
      reference: { what: 'json-rules-engine', value: reference },
      target: { of: 'ratio', is: 'at least', limit: 100 },
    },
  ];
}

async function steps(): Promise<Measurement[]> {
  const found: Measurement[] = [];
  for (const workers of CREWS) {
    const { stepsPerSecond, microseconds } = await stepsWith(workers);
    found.push(
      { what: `steps, ${workers} workers`, value: stepsPerSecond, unit: 'steps/s' },
      {
        what: `processor time of a step, ${workers} workers and the database`,
        value: microseconds,
        unit: 'µs',
        target: { of: 'value', is: 'at most', limit: 200 },
      },
    );
  }
  return found;
}

async function latencies(): Promise<Measurement[]> {
  const found: Measurement[] = [];
  for (const rate of RATES) {
    const { p50, p95, p99 } = await latencyAt(rate, 10);
    const isAimedAt = rate === 200;
    found.push(
      {
        what: `event → message at ${rate} events/s, p50`,
        value: p50,
        unit: 'ms',
        also: { p95 },
        ...(isAimedAt ? { target: { of: 'value', is: 'at most', limit: 50 } as const } : {}),
      },
      {
        what: `event → message at ${rate} events/s, p99`,
        value: p99,
        unit: 'ms',
        ...(isAimedAt ? { target: { of: 'value', is: 'at most', limit: 300 } as const } : {}),
      },
    );
  }
  return found;
}

let sent = 0;
const stranger = () => {
  sent += 1;
  return JSON.stringify({
    userId: `beside-${sent % 2_000}`,
    event: 'Report Created',
    messageId: `beside-${process.pid}-${sent}`,
    properties: { rows: sent % 500 },
  });
};

/** Ingestion beside workflows that are not about its events. */
async function besideOthers(): Promise<Measurement[]> {
  const server = await startServer({ env: { ...testKeys } });
  const reference = await startReference();
  try {
    const bare = await loadOf(`${reference.url}/v1/track`, stranger);
    const rates = new Map<number, number>();
    let live = 0;
    for (const workflows of [0, 50, 500]) {
      for (; live < workflows; live += 1) await publishMailer(server.url, `Started ${live}`);
      rates.set(workflows, (await loadOf(`${server.url}/v1/track`, stranger)).perSecond);
    }
    const beside = (workflows: number) => rates.get(workflows) ?? Number.NaN;
    return [
      ...[0, 50, 500].map(
        (workflows): Measurement => ({
          what: `events taken beside ${workflows} workflows not about them`,
          value: beside(workflows),
          unit: 'events/s',
          reference: { what: 'bare handler', value: bare.perSecond },
        }),
      ),
      {
        what: 'the same, 500 workflows against 50',
        value: beside(500),
        unit: 'events/s',
        reference: { what: '50 workflows', value: beside(50) },
        target: { of: 'ratio', is: 'at least', limit: 0.9 },
      },
    ];
  } finally {
    await reference.stop();
    await server.stop();
  }
}

/** Event → trigger → three conditions → webhook, fifty connections at once, everything durable. */
async function deliveries(): Promise<Measurement> {
  const receiver = await startReceiver();
  const server = await startServer({
    env: { ...testKeys, WEBHOOK_PRIVATE_HOSTS: new URL(receiver.url).host },
  });
  try {
    await publishCaller(server.url, 'Trial Started', receiver.url);
    for (let from = 0; from < DELIVERIES; from += 100) await introduce(server.url, from);
    const begun = performance.now();
    let next = 0;
    async function connection(): Promise<void> {
      while (next < DELIVERIES) {
        next += 1;
        const userId = `called-${next - 1}`;
        await sendBatch(server.url, [
          { type: 'track', userId, event: 'Trial Started', messageId: `go-${userId}` },
        ]);
      }
    }
    await Promise.all(Array.from({ length: BATCH }, connection));
    const taken = (performance.now() - begun) / 1_000;
    await receiver.got(DELIVERIES);
    const seconds = (performance.now() - begun) / 1_000;
    return {
      what: 'event → three conditions → webhook delivered',
      value: DELIVERIES / seconds,
      unit: '/s',
      reference: { what: 'Node-RED, nothing stored', value: NODE_RED },
      also: { 'events taken a second': DELIVERIES / taken },
      target: { of: 'ratio', is: 'at least', limit: 2 },
    };
  } finally {
    await server.stop();
    await receiver.close();
  }
}

async function introduce(url: string, from: number): Promise<void> {
  const batch = Array.from({ length: 100 }, (_, index) => ({
    type: 'identify',
    userId: `called-${from + index}`,
    traits: { plan: 'pro', score: 7 },
  }));
  await sendBatch(url, batch);
}

/** Takes webhooks and counts them by their Idempotency-Key. */
async function startReceiver() {
  const keys = new Set<string>();
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      keys.add(String(request.headers['idempotency-key']));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async got(count: number): Promise<void> {
      const until = performance.now() + 120_000;
      while (keys.size < count && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 5));
      if (keys.size < count) throw new Error(`only ${keys.size} of ${count} were delivered`);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
