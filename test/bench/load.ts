import autocannon from 'autocannon';
import { testKeys } from '../support/api.ts';

const CONNECTIONS = 50;
const SECONDS = 8;
const WARM_UP = 2;

/** What a load found: answers a second, and how many of them were none. */
export interface Load {
  perSecond: number;
  failures: number;
}

/** POSTs a fresh body at every turn over fifty connections; warms up first. */
export async function loadOf(url: string, body: () => string): Promise<Load> {
  await fire(url, body, WARM_UP);
  return fire(url, body, SECONDS);
}

async function fire(url: string, body: () => string, duration: number): Promise<Load> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${testKeys.MOORING_WRITE_KEY}:`).toString('base64')}`,
    },
    requests: [{ setupRequest: (request) => ({ ...request, body: body() }) }],
  });
  return {
    perSecond: result['2xx'] / result.duration,
    failures: result.non2xx + result.errors + result.timeouts,
  };
}
