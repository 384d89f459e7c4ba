import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPrivateAddress } from '../../server/delivery/private-address.ts';
import { createWebhookCaller } from '../../server/delivery/webhook.ts';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1%eth0',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:7f00:1',
    '64:ff9b::7f00:1',
    'not an address',
  ])('of our own network is refused: %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['93.184.216.34', '172.32.0.1', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])(
    'of the internet is let through: %s',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );
});

describe('a webhook call', () => {
  const seen: { request: IncomingMessage; body: string }[] = [];
  let port = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ request, body });
      if (request.url === '/hang') return;
      if (request.url === '/moved') response.writeHead(302, { location: 'http://127.0.0.1/elsewhere' }).end();
      else if (request.url === '/busy') response.writeHead(429, { 'retry-after': '7' }).end('slow down');
      else response.writeHead(201).end('{}');
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const post = (url: string, allowedHosts = [`127.0.0.1:${port}`, `localhost:${port}`], timeoutMs = 2_000) =>
    createWebhookCaller({ allowedHosts }).post({
      url,
      headers: [{ name: 'X-Ours', value: 'yes' }],
      body: '{"a":"ż"}',
      timeoutMs,
    });

  it('posts JSON with its headers and says what was answered', async () => {
    expect(await post(`http://localhost:${port}/ok`)).toEqual({ type: 'answered', status: 201 });
    const { request, body } = seen.at(-1) ?? {};
    expect(body).toBe('{"a":"ż"}');
    expect(request?.method).toBe('POST');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '10',
      'x-ours': 'yes',
    });
  });

  it('hands on how long to wait, and follows no redirect', async () => {
    expect(await post(`http://127.0.0.1:${port}/busy`)).toEqual({
      type: 'answered',
      status: 429,
      retryAfterSeconds: 7,
    });
    expect(await post(`http://127.0.0.1:${port}/moved`)).toEqual({ type: 'answered', status: 302 });
  });

  it('gives up in time on a system that hangs, to be tried again', async () => {
    const answer = await post(`http://127.0.0.1:${port}/hang`, undefined, 50);
    expect(answer).toEqual({ type: 'failed', retryable: true, reason: 'no answer in time' });
  });

  it.each(['http://127.0.0.1', 'http://localhost', 'http://[::1]', 'http://2130706433', 'http://0x7f.1'])(
    'refuses our own network, however it is written: %s',
    async (address) => {
      const before = seen.length;
      const answer = await post(`${address}:${port}/ok`, []);
      expect(answer).toMatchObject({ type: 'failed', retryable: false });
      expect(seen).toHaveLength(before);
    },
  );

  it('refuses what is no address of the web', async () => {
    expect(await post('file:///etc/passwd')).toMatchObject({ type: 'failed', retryable: false });
    expect(await post('nonsense')).toMatchObject({ type: 'failed', retryable: false });
  });
});
