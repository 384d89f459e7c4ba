import { eventually, listAll, sendBatch, testKeys } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { type Bench, percentile } from './measurement.ts';
import { type Patience, sendPatiently } from './patient-sender.ts';
import { publishMailer } from './workflows.ts';

const RATE = 200;
const SECONDS = 15;
const BATCH = 100;

interface Line {
  userId?: string;
  createdAt: string;
  sentAt?: string;
}

export const latency: Bench = {
  name: 'latency',
  about: `from sending an event to its message in the outbox, ${RATE} events/s, each its own call`,
  async run() {
    const { p50, p95, p99, max, delivered } = await latencyAt(RATE, SECONDS);
    return [
      {
        what: 'event → message, p50',
        value: p50,
        unit: 'ms',
        also: { p95, max },
        target: { of: 'value', is: 'at most', limit: 50 },
      },
      {
        what: 'event → message, p99',
        value: p99,
        unit: 'ms',
        target: { of: 'value', is: 'at most', limit: 300 },
      },
      {
        what: 'event → delivered, p50',
        value: percentile(delivered, 0.5),
        unit: 'ms',
        also: { p95: percentile(delivered, 0.95), p99: percentile(delivered, 0.99) },
      },
    ];
  },
};

/** How long messages take to be made, at so many events a second, each its own call; and to be delivered. */
export async function latencyAt(rate: number, seconds: number) {
  const total = rate * seconds;
  const server = await startServer({ env: { ...testKeys } });
  try {
    await publishMailer(server.url, 'Trial Started');
    for (let from = 0; from < total; from += BATCH) await introduce(server.url, from);
    const { sentAt, refused } = await sendAtRate(server.url, rate, total);
    const messages = await eventually(
      () => listAll<Line>(server.url, '/api/messages'),
      (found) => found.filter((line) => line.sentAt).length >= total,
      120,
    );
    const after = (at: 'createdAt' | 'sentAt') =>
      messages.flatMap((line) => {
        const sent = sentAt.get(line.userId ?? '');
        const seen = line[at];
        return sent === undefined || seen === undefined ? [] : [Date.parse(seen) - sent];
      });
    const made = after('createdAt');
    const share = (of: number) => percentile(made, of);
    return {
      p50: share(0.5),
      p95: share(0.95),
      p99: share(0.99),
      max: Math.max(...made),
      delivered: after('sentAt'),
      /** How often the server asked to send again later. */
      refused,
    };
  } finally {
    await server.stop();
  }
}

async function introduce(url: string, from: number): Promise<void> {
  const batch = Array.from({ length: BATCH }, (_, index) => ({
    type: 'identify',
    userId: `late-${from + index}`,
    traits: { email: `late-${from + index}@example.com`, firstName: 'Ada', plan: 'pro', score: 7 },
  }));
  await sendBatch(url, batch);
}

/** Sends evenly whatever the answers take, and again where it is asked to; answers when each was sent first. */
async function sendAtRate(url: string, rate: number, total: number) {
  const sentAt = new Map<string, number>();
  const answers: Promise<unknown>[] = [];
  const patience: Patience = { refused: 0 };
  const from = performance.now();
  for (let n = 0; n < total; n += 1) {
    const due = from + (n * 1_000) / rate;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1));
    const userId = `late-${n}`;
    sentAt.set(userId, Date.now());
    const call = { type: 'track', userId, event: 'Trial Started', messageId: `late-${n}` };
    answers.push(sendPatiently(url, [call], patience));
  }
  await Promise.all(answers);
  return { sentAt, refused: patience.refused };
}
