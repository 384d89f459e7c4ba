import { lookup as resolve } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { WebhookAnswer, WebhookCaller, WebhookRequest } from '../ports/effects.ts';
import { isPrivateAddress } from './private-address.ts';

export interface WebhookOptions {
  /** Hosts, as `host` or `host:port`, that may be private: the operator's own systems. */
  allowedHosts?: readonly string[];
}

/** Answers are not read further than this; only their status matters. */
const MOST_READ = 64 * 1024;

class Refused extends Error {}

/**
 * Posts JSON to other systems. The name is resolved once and the call goes to that very address, so that a name cannot
 * point somewhere else between looking and calling; private and link-local addresses are refused. Redirects are not
 * followed.
 */
export function createWebhookCaller({ allowedHosts = [] }: WebhookOptions = {}): WebhookCaller {
  return {
    async post(request) {
      let url: URL;
      try {
        url = new URL(request.url);
        if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Refused();
      } catch {
        return { type: 'failed', retryable: false, reason: 'the address cannot be used' };
      }
      try {
        const host = url.hostname.replace(/^\[|\]$/g, '');
        const address = await addressOf(
          host,
          allowedHosts.includes(url.hostname) || allowedHosts.includes(url.host),
        );
        return await call(url, address, request);
      } catch (fault) {
        if (fault instanceof Refused) return { type: 'failed', retryable: false, reason: fault.message };
        return { type: 'failed', retryable: true, reason: reasonOf(fault) };
      }
    },
  };
}

async function addressOf(host: string, isAllowed: boolean): Promise<{ address: string; family: number }> {
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host, { all: true });
  const usable = isAllowed ? found : found.filter(({ address }) => !isPrivateAddress(address));
  const [first] = usable;
  if (!first) throw new Refused(`${host} is a private address`);
  return first;
}

function call(
  url: URL,
  { address, family }: { address: string; family: number },
  { headers, body, timeoutMs }: WebhookRequest,
): Promise<WebhookAnswer> {
  return new Promise((settle, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const payload = Buffer.from(body);
    const outgoing = send(
      url,
      {
        method: 'POST',
        agent: false,
        // Whatever name the connection asks for, it gets the address that was looked at.
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
        headers: {
          'Content-Type': 'application/json',
          'User-Agent': 'Mooring',
          ...Object.fromEntries(headers.map(({ name, value }) => [name, value])),
          'Content-Length': payload.length,
        },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        drain(response);
        settle({
          type: 'answered',
          status: response.statusCode ?? 0,
          retryAfterSeconds: secondsOf(response.headers['retry-after']),
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

/** Reads a little, so that well-behaved systems may finish, and hangs up on the others. */
function drain(response: IncomingMessage): void {
  let read = 0;
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > MOST_READ) response.destroy();
  });
  response.on('error', () => undefined);
}

function secondsOf(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'the call failed';
  if (fault.name === 'TimeoutError' || fault.name === 'AbortError') return 'no answer in time';
  return 'code' in fault && typeof fault.code === 'string'
    ? `the call failed: ${fault.code}`
    : 'the call failed';
}
