import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as SendGrid would have seen it. */
export interface SendGridRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** What the next request gets: a status with headers and a body, no answer at all, or a broken connection. */
export type SendGridAnswer =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | 'hang'
  | 'reset';

export interface SendGridStandIn {
  url: string;
  requests: SendGridRequest[];
  /** Answers the following requests so, one each; later ones get 202 again. */
  answerNext(...answers: SendGridAnswer[]): void;
  /** Answers every request so from now on. */
  answerAlways(answer: SendGridAnswer): void;
  close(): Promise<void>;
}

/** SendGrid’s `POST /v3/mail/send` on loopback. */
export async function startSendGridStandIn(): Promise<SendGridStandIn> {
  const requests: SendGridRequest[] = [];
  const next: SendGridAnswer[] = [];
  let always: SendGridAnswer = { status: 202 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Record<string, unknown>;
    requests.push({ path: request.url ?? '', headers: request.headers, body });
    const answer = next.shift() ?? always;
    if (answer === 'hang') return;
    if (answer === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'x-message-id': `sg-${requests.length}`,
      ...answer.headers,
    });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answerNext: (...answers) => void next.push(...answers),
    answerAlways: (answer) => {
      always = answer;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
