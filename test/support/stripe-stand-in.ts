import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StripeStandIn {
  url: string;
  close(): Promise<void>;
}

/** Stripe’s lists on loopback: what they hold by their names, such as `customers`, all on one page. */
export async function startStripeStandIn(lists: Readonly<Record<string, object[]>>): Promise<StripeStandIn> {
  const server = createServer((request, response) => {
    const name = /^\/v1\/(\w+)/.exec(request.url ?? '')?.[1] ?? '';
    const found = Object.hasOwn(lists, name) ? lists[name] : undefined;
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        found
          ? { object: 'list', url: `/v1/${name}`, has_more: false, data: found }
          : { error: { type: 'invalid_request_error', message: `Nothing is at ${request.url}` } },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
