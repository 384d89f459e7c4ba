import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider of mail and a receiver of webhooks that fails, hangs and counts. */
export interface UnreliableProvider {
  url: string;
  /** How often each message id was taken, answered or not. */
  mails: Map<string, number>;
  /** How often each idempotency key was carried out: the receiver does a key once, whatever comes. */
  calls: Map<string, number>;
  /** When each message id and idempotency key came first, by `performance.now()`. */
  cameAt: Map<string, number>;
  refused: number;
  hung: number;
  close(): Promise<void>;
}

/**
 * Answers on loopback: a share of the requests is refused with 503, a smaller share is taken and never answered.
 * `random` gives numbers in [0, 1).
 */
export async function startUnreliableProvider(
  shares: { failing: number; hanging: number },
  random: () => number,
): Promise<UnreliableProvider> {
  const mails = new Map<string, number>();
  const calls = new Map<string, number>();
  const cameAt = new Map<string, number>();
  const note = (id: string) => {
    if (!cameAt.has(id)) cameAt.set(id, performance.now());
  };
  const counts = { refused: 0, hung: 0 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
    } catch {
      // The caller was killed while it spoke: nothing was taken.
      return;
    }
    const fate = random();
    if (fate < shares.failing) {
      counts.refused += 1;
      response.writeHead(503).end();
      return;
    }
    if (request.url === '/hook') {
      const key = String(request.headers['idempotency-key']);
      note(key);
      calls.set(key, 1);
    } else {
      const id = messageIdOf(Buffer.concat(chunks).toString('utf8'));
      note(id);
      mails.set(id, (mails.get(id) ?? 0) + 1);
    }
    if (fate < shares.failing + shares.hanging) {
      counts.hung += 1;
      return;
    }
    response.writeHead(202, { 'x-message-id': `m${mails.size}` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    mails,
    calls,
    cameAt,
    get refused() {
      return counts.refused;
    },
    get hung() {
      return counts.hung;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function messageIdOf(text: string): string {
  const body = JSON.parse(text) as Record<string, unknown>;
  const [first] = body.personalizations as { custom_args?: Record<string, string> }[];
  const args = { ...(body.custom_args as Record<string, string> | undefined), ...first?.custom_args };
  return Object.values(args)[0] ?? '';
}
