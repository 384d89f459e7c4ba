import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendBatch, testKeys } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { latencyAt } from './latency.ts';
import { loadOf } from './load.ts';
import { type Bench, type Measurement, percentile } from './measurement.ts';
import { type Patience, sendPatiently } from './patient-sender.ts';
import { startReference } from './reference.ts';
import { stepsWith } from './steps.ts';
import { againstManyWorkflows } from './triggers.ts';
import { publishCaller, publishMailer } from './workflows.ts';

const RATES = [50, 200, 500];
const CREWS = [1, 2, 4];
/** Smaller while one tries things out. */
const SCALE = Number(process.env.ENGINE_SCALE ?? 1);
const PEOPLE = Math.round(3_000 * SCALE);
const SECONDS = Math.max(2, Math.round(8 * SCALE));
const DELIVERIES = Math.round(5_000 * SCALE);
const STRANGERS = [0, 50, Math.max(60, Math.round(500 * SCALE))] as const;
const BATCH = 50;
/** What Node-RED delivers a second on this kind of machine, storing nothing. */
const NODE_RED = 590;

export const engine: Bench = {
  name: 'engine',
  isLong: true,
  about:
    'workflows at work: steps by workers, events to messages and webhooks, many workflows beside each other',
  async run(say) {
    const found: Measurement[] = [];
    const note = (...measured: Measurement[]) => {
      for (const one of measured) say(one);
      found.push(...measured);
    };
    note(await triggers());
    for (const workers of CREWS) note(...(await steps(workers)));
    for (const rate of RATES) note(...(await latencies(rate)));
    note(...(await besideOthers()));
    note(await deliveries());
    return found;
  },
};

async function triggers(): Promise<Measurement> {
  const { ours, reference } = await againstManyWorkflows();
  return {
    what: 'one event against 100 live workflows, 10 about it',
    value: ours,
    unit: 'events/s',
    reference: { what: 'json-rules-engine', value: reference },
    target: { of: 'ratio', is: 'at least', limit: 100 },
  };
}

async function steps(workers: number): Promise<Measurement[]> {
  const { stepsPerSecond, microseconds } = await stepsWith(workers, PEOPLE);
  return [
    { what: `steps, ${workers} workers`, value: stepsPerSecond, unit: 'steps/s' },
    {
      what: `processor time of a step, ${workers} workers and the database`,
      value: microseconds,
      unit: 'µs',
      target: { of: 'value', is: 'at most', limit: 200 },
    },
  ];
}

async function latencies(rate: number): Promise<Measurement[]> {
  const { p50, p95, p99, max, delivered, refused } = await latencyAt(rate, SECONDS);
  const aim = (limit: number) =>
    rate === 200 ? { target: { of: 'value', is: 'at most', limit } as const } : {};
  return [
    {
      what: `event → message at ${rate} events/s, p50`,
      value: p50,
      unit: 'ms',
      also: { p95, 'shown in the outbox p50': percentile(delivered, 0.5) },
      ...aim(50),
    },
    {
      what: `event → message at ${rate} events/s, p99`,
      value: p99,
      unit: 'ms',
      also: { max, 'asked to wait': refused },
      ...aim(300),
    },
  ];
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
    for (const workflows of STRANGERS) {
      for (; live < workflows; live += 1) await publishMailer(server.url, `Started ${live}`);
      rates.set(workflows, (await loadOf(`${server.url}/v1/track`, stranger)).perSecond);
    }
    const beside = (workflows: number) => rates.get(workflows) ?? Number.NaN;
    return [
      ...STRANGERS.map(
        (workflows): Measurement => ({
          what: `events taken beside ${workflows} workflows not about them`,
          value: beside(workflows),
          unit: 'events/s',
          reference: { what: 'bare handler', value: bare.perSecond },
        }),
      ),
      {
        what: `the same, ${STRANGERS[2]} workflows against 50`,
        value: beside(STRANGERS[2]),
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
    const patience: Patience = { refused: 0 };
    async function connection(): Promise<void> {
      while (next < DELIVERIES) {
        next += 1;
        const userId = `called-${next - 1}`;
        const call = { type: 'track', userId, event: 'Trial Started', messageId: `go-${userId}` };
        await sendPatiently(server.url, [call], patience);
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
      also: { 'events taken a second': DELIVERIES / taken, 'asked to wait': patience.refused },
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
