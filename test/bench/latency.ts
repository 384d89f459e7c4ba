import { eventually, listAll, sendBatch, testKeys } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { type Bench, percentile } from './measurement.ts';
import { publishMailer } from './workflows.ts';

const RATE = 200;
const SECONDS = 15;
const TOTAL = RATE * SECONDS;
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
    const server = await startServer({ env: { ...testKeys } });
    try {
      await publishMailer(server.url, 'Trial Started');
      for (let from = 0; from < TOTAL; from += BATCH) await introduce(server.url, from);
      const sentAt = await sendAtRate(server.url);
      const messages = await eventually(
        () => listAll<Line>(server.url, '/api/messages'),
        (found) => found.filter((line) => line.sentAt).length >= TOTAL,
        120,
      );
      const after = (at: 'createdAt' | 'sentAt') =>
        messages.flatMap((line) => {
          const sent = sentAt.get(line.userId ?? '');
          const seen = line[at];
          return sent === undefined || seen === undefined ? [] : [Date.parse(seen) - sent];
        });
      const made = after('createdAt');
      const delivered = after('sentAt');
      const also = { p95: percentile(made, 0.95), max: Math.max(...made) };
      return [
        {
          what: 'event → message, p50',
          value: percentile(made, 0.5),
          unit: 'ms',
          also,
          target: { of: 'value', is: 'at most', limit: 50 },
        },
        {
          what: 'event → message, p99',
          value: percentile(made, 0.99),
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
    } finally {
      await server.stop();
    }
  },
};

async function introduce(url: string, from: number): Promise<void> {
  const batch = Array.from({ length: BATCH }, (_, index) => ({
    type: 'identify',
    userId: `late-${from + index}`,
    traits: { email: `late-${from + index}@example.com`, firstName: 'Ada', plan: 'pro', score: 7 },
  }));
  await sendBatch(url, batch);
}

/** Sends evenly whatever the answers take; answers when each was sent. */
async function sendAtRate(url: string): Promise<Map<string, number>> {
  const sentAt = new Map<string, number>();
  const answers: Promise<unknown>[] = [];
  const from = performance.now();
  for (let n = 0; n < TOTAL; n += 1) {
    const due = from + (n * 1_000) / RATE;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1));
    const userId = `late-${n}`;
    sentAt.set(userId, Date.now());
    answers.push(sendBatch(url, [{ type: 'track', userId, event: 'Trial Started', messageId: `late-${n}` }]));
  }
  await Promise.all(answers);
  return sentAt;
}
